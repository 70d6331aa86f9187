import { RIVALS } from '../../../shared/levels/rivals.ts';
import type { Level } from '../../../shared/levels/schema.ts';
import type { LevelResult } from '../../../shared/protocol/level.ts';
import { type Text, t } from '../../i18n/t.ts';
import { POLICY_NAMES } from '../format.ts';

interface Row {
  name: string;
  value: number;
  yours: boolean;
}

/** One measure: the player's value among those of the algorithms, the best on top. */
function Measure({ measure, rows }: { measure: string; rows: Row[] }) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <div class="rivals" data-testid={`rivals-${measure}`}>
      <p class="dim">{t(`rival_${measure}` as Text)}</p>
      <ol>
        {rows.map(({ name, value, yours }) => (
          <li key={name} class={yours ? 'yours' : ''}>
            <span>{name}</span>
            <span class="track" aria-hidden="true">
              <i style={{ width: `${(100 * value) / most}%` }} />
            </span>
            <b>{value}</b>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** What the kernel's own algorithms reach on the same programs, beside what the player has reached. */
export function RivalsOf({ level, result }: { level: Level; result: LevelResult }) {
  const known = RIVALS[level.id];
  if (known === undefined || !result.complete) return null;
  const measures = Object.entries(known).map(([measure, values]) => {
    const own = { name: t('rivalYou'), value: result.measures[measure] ?? 0, yours: true };
    const others = Object.entries(values).map(([policy, value]) => ({
      name: POLICY_NAMES[policy] ?? policy,
      value,
      yours: false,
    }));
    return { measure, rows: [own, ...others].sort((a, b) => a.value - b.value) };
  });
  return (
    <section class="learned">
      <h2>{t('levelRivals')}</h2>
      {measures.map((entry) => (
        <Measure key={entry.measure} {...entry} />
      ))}
    </section>
  );
}
