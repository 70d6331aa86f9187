import { pageOfWall } from '../../../shared/codex/met.ts';
import { type MechanismId, wall } from '../../../shared/walls.ts';
import { t } from '../../i18n/t.ts';
import { room, self } from '../../net/store.ts';

/** Leads to a wall's page of the codex, in a window of its own: the game goes on. */
export function CodexLink({ wall: id }: { wall: string }) {
  const page = pageOfWall(id);
  if (page === undefined) return null;
  return (
    <a class="codexlink" href={`/codex#${page}`} target="_blank" rel="noopener">
      {t('codexRead')}
    </a>
  );
}

/** A wall's card: what it is, why it stands, and where a real Linux shows it. */
export function WallCard({ id, note, open }: { id: MechanismId; note: string; open?: boolean }) {
  const { name, explanation, seeIt } = wall(id);
  return (
    <details class="wallcard" open={open}>
      <summary>
        <strong>{name}</strong>
        <span class="dim">{note}</span>
      </summary>
      <p>{explanation}</p>
      <p>
        {t('seeIt')} <code>{seeIt}</code>
      </p>
      <CodexLink wall={id} />
    </details>
  );
}

/** Walls that somebody in the room has met: each teaches everybody. */
export function Codex() {
  const { discoveries } = self.value;
  const walls = [...(room.value?.walls ?? [])].sort((a, b) => b.first - a.first);
  return (
    <div class="scroll codex" data-testid="codex">
      {walls.length === 0 && <p class="dim">{t('codexEmpty')}</p>}
      {walls.map(({ id, hits }, index) => (
        <WallCard
          key={id}
          id={id}
          open={index === 0}
          note={discoveries.includes(id) ? t('wallYours', { hits }) : t('wallTimes', { hits })}
        />
      ))}
    </div>
  );
}
