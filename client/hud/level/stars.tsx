import { t } from '../../i18n/t.ts';
import { Sign } from '../sign.tsx';

/** Three stars, so many of them won. */
export function Stars({ count, big = false }: { count: number; big?: boolean }) {
  return (
    <span
      class={`stars ${big ? 'big' : ''}`}
      role="img"
      aria-label={t('levelStars', { stars: count })}
      data-testid="stars"
      data-stars={count}
    >
      {[1, 2, 3].map((star) => (
        <i key={star} class={star <= count ? 'won' : ''}>
          <Sign name={star <= count ? 'star' : 'starOpen'} />
        </i>
      ))}
    </span>
  );
}
