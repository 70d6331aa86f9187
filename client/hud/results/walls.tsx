import type { ResultsView } from '../../../shared/protocol/view.ts';
import { t } from '../../i18n/t.ts';
import { WallCard } from '../process/codex.tsx';

/** The walls that were hit, each with what it is. */
export function Walls({ view }: { view: ResultsView }) {
  return (
    <section class="panel">
      <header>
        <h2>{t('wallsHit')}</h2>
      </header>
      <div class="codex">
        {view.walls.length === 0 && <p class="dim">{t('wallsNone')}</p>}
        {view.walls.map(({ id, hits, by }, index) => (
          <WallCard
            key={id}
            id={id}
            open={index === 0}
            note={by === '' ? t('wallTimes', { hits }) : t('wallHits', { hits, by })}
          />
        ))}
      </div>
    </section>
  );
}
