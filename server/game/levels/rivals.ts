import { LEVELS } from '../../../shared/levels/index.ts';
import { RIVAL_POLICIES, type Rivals } from '../../../shared/levels/rivalry.ts';
import type { Level } from '../../../shared/levels/schema.ts';
import { runLevel } from './run.ts';

/** What each algorithm reaches on the programs of a level whose scheduler is written, by the measures that its stars are given for. */
export function measureRivals(level: Level): Rivals[string] {
  const runs = RIVAL_POLICIES.map((policy) => ({ policy, run: runLevel(level, policy) }));
  return Object.fromEntries(
    level.stars.map(({ measure }) => [
      measure,
      Object.fromEntries(runs.map(({ policy, run }) => [policy, run.measure(measure)])),
    ]),
  );
}

export function measureAllRivals(): Rivals {
  const levels = LEVELS.filter(({ editor }) => editor !== '');
  return Object.fromEntries(levels.map((level) => [level.id, measureRivals(level)]));
}
