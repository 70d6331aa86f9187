import { t } from '../../i18n/t.ts';

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
          {star <= count ? '★' : '☆'}
        </i>
      ))}
    </span>
  );
}
