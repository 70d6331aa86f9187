import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRound } from '../server/game/round.ts';
import { openKeeping } from '../server/store/keep.ts';
import { scenario } from '../shared/scenarios/index.ts';

/**
 * What writing a round as it goes costs: the same rounds of thirty bots with and without, tick by tick in turn, in processor
 * time. Prints the ratio of the two; 1 means that writing costs nothing.
 */
const ROUNDS = 4;
const TICKS = 300;

const played = scenario('infected');
if (played === undefined) throw new Error('infected');
const seats = Array.from({ length: 30 }, (_, index) => {
  return { id: `b${index}`, nickname: `Bot ${index}`, role: 'process' as const, bot: true };
});
/** Time that this process has had of the processor, in milliseconds: what others do meanwhile does not count. */
const spent = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const folder = mkdtempSync(join(tmpdir(), 'userland-bench-'));
const keeping = await openKeeping(
  { dataDir: folder, databaseUrl: process.env.DATABASE_URL, retentionDays: 30 },
  { log: console.error },
);
let without = 0;
let writing = 0;
for (let number = 1; number <= ROUNDS; number++) {
  const make = () => createRound({ scenario: played, seed: number, seats });
  const [plain, kept] = [make(), make()];
  const key = keeping.journal.begin({
    room: 'BENCH',
    number,
    scenario: played.id,
    setup: played,
    seed: number,
    seats,
  });
  let told = 0;
  for (let tick = 0; tick < TICKS; tick++) {
    const start = spent();
    plain.tick();
    const middle = spent();
    kept.tick();
    keeping.journal.append(key, kept.journal.slice(told), kept.tickNumber);
    told = kept.journal.length;
    await keeping.journal.written();
    without += middle - start;
    writing += spent() - middle;
  }
}
await keeping.close();
rmSync(folder, { recursive: true, force: true });
const each = ROUNDS * TICKS;
console.log(`a tick alone      ${(without / each).toFixed(3)} ms`);
console.log(`a tick, written   ${(writing / each).toFixed(3)} ms`);
console.log(`ratio             ${(writing / without).toFixed(2)}`);
