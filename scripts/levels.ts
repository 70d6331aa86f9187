import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLAYERS } from '../server/game/levels/players/index.ts';
import { measureAllRivals } from '../server/game/levels/rivals.ts';
import { playLevel, runLevel } from '../server/game/levels/run.ts';
import { measureAll } from '../server/game/levels/thresholds.ts';
import { LEVELS } from '../shared/levels/index.ts';
import { RIVAL_POLICIES } from '../shared/levels/rivalry.ts';
import type { Level } from '../shared/levels/schema.ts';

/**
 * Plays every level twice, well and in the obvious wrong way, and prints what came of it. With `--stars`, first measures the
 * bounds of all stars and writes them down: see `server/game/levels/thresholds.ts` for the rule.
 */
const stars = (count: number): string => '★'.repeat(count) + '☆'.repeat(3 - count);

function figures(measures: Record<string, number>): string {
  return Object.entries(measures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

function row(level: Level): boolean {
  const pair = PLAYERS[level.id];
  if (pair === undefined) {
    console.log(`${level.id.padEnd(14)} has no players`);
    return false;
  }
  const good = playLevel(level, pair.good(level));
  const wrong = playLevel(level, pair.wrong(level));
  const seconds = (ticks: number): string => `${Math.round(ticks / 5)} s`;
  console.log(`${level.id.padEnd(14)} ${level.title}`);
  console.log(
    `  well:  ${stars(good.result.stars)} in ${seconds(good.round.tickNumber)} · ${figures(good.result.measures)}`,
  );
  console.log(
    `  wrong: ${wrong.result.outcome}, ${stars(wrong.result.stars)} in ${seconds(wrong.round.tickNumber)} · ${wrong.result.advice}`,
  );
  if (level.role === 'scheduler') {
    for (const policy of RIVAL_POLICIES) {
      console.log(`  ${policy.padEnd(5)}  ${figures(runLevel(level, policy).result.measures)}`);
    }
  }
  return good.result.stars === 3 && wrong.result.outcome === 'failed';
}

/** Measures every bound and writes them into the file that the levels read. */
function writeStars(): void {
  const rows = Object.entries(measureAll()).map(([id, bounds]) => {
    const inner = Object.entries(bounds).map(([measure, of]) => `    '${measure}': ${JSON.stringify(of)},`);
    return `  '${id}': {\n${inner.join('\n')}\n  },`;
  });
  const text = [
    '// Written by `npm run levels -- --stars`: measured, not thought up. Change the level or the rule, then measure anew.',
    "import type { Thresholds } from './bounds.ts';",
    '',
    `export const THRESHOLDS: Thresholds = {\n${rows.join('\n')}\n};`,
  ].join('\n');
  writeFileSync(join(import.meta.dirname, '..', 'shared', 'levels', 'thresholds.ts'), `${text}\n`);
  const rivals = [
    '// Written by `npm run levels -- --stars`: what the algorithms reach on the same programs.',
    "import type { Rivals } from './rivalry.ts';",
    '',
    `export const RIVALS: Rivals = ${JSON.stringify(measureAllRivals())};`,
  ].join('\n');
  writeFileSync(join(import.meta.dirname, '..', 'shared', 'levels', 'rivals.ts'), `${rivals}\n`);
  console.log('The bounds are written. Run `npm run format`, then this again without --stars.');
}

if (process.argv.includes('--stars')) {
  writeStars();
  process.exit(0);
}

const kept = LEVELS.map(row).filter(Boolean).length;
console.log(
  `\n${kept} of ${LEVELS.length} levels give three stars to who plays well and none to the wrong way.`,
);
process.exitCode = kept === LEVELS.length ? 0 : 1;
