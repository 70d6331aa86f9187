import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../server/config.ts';
import { scoreJournal } from '../server/game/daily/score.ts';
import { type ReadJournal, readJournal, writeJournal } from '../server/game/journal.ts';
import { Round, replay } from '../server/game/round.ts';
import { roundText } from '../server/game/views/console.ts';
import { openKeeping } from '../server/store/keep.ts';
import { StoreDown } from '../server/store/store.ts';
import { dailyOf } from '../shared/daily/day.ts';
import { DAILY_MEASURES } from '../shared/daily/index.ts';
import { scenario } from '../shared/scenarios/index.ts';
import type { Scenario } from '../shared/scenarios/schema.ts';

const USAGE = `Usage: npm run --silent replay -- JOURNAL [--until TICK]      the machine after that tick, or at the round's end
       npm run --silent replay -- --export ROUND_ID FILE      a kept round's journal, as a file`;

/** What the user has to do otherwise, in one sentence. */
class Wrong extends Error {}

function host<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Wrong(`${path}: the file can't be used (${code}).`);
  }
}

function show(path: string, until: string | undefined): void {
  const read: ReadJournal = readJournal(host(path, () => readFileSync(path, 'utf8')));
  if (!read.ok) throw new Wrong(`${path}: ${read.message}`);
  const { journal } = read;
  const last = journal.scenario.lengthTicks;
  if (until !== undefined && !/^\d{1,9}$/.test(until))
    throw new Wrong(`--until ${until}: give a tick, a whole number from 0 to ${last}.`);
  const ticks = until === undefined ? last : Number(until);
  if (ticks > last) throw new Wrong(`--until ${until}: the round has ${last} ticks; give one of them.`);
  const round =
    ticks === 0 ? new Round({ ...journal, bots: false }) : replay(journal, journal.inputs, ticks, () => {});
  console.log(roundText(round));
  const daily = dailyOf(journal.scenario.id);
  if (daily !== undefined && until === undefined) {
    const { score, value } = scoreJournal(daily, journal.seats, journal.inputs);
    console.log(`\nScore: ${score} points (${DAILY_MEASURES[daily.station]} ${value}) on ${daily.day}.`);
  }
  if (round.tickNumber < ticks) console.log(`\nThe round was over after tick ${round.tickNumber}.`);
}

async function save(id: string, path: string): Promise<void> {
  const lines: string[] = [];
  const keeping = await openKeeping(readConfig(process.env), { log: (line) => lines.push(line) });
  try {
    const kept = await keeping.journal.read(id);
    if (kept === undefined) throw new Wrong(`${id}: no round of that id is kept.`);
    const played = kept.setup ?? scenario(kept.scenario);
    if (played === undefined)
      throw new Wrong(`${id}: it was played on ${kept.scenario}, a scenario that is not here.`);
    // What is written is what can be read: a store of another version is found out here.
    const text = writeJournal({ ...kept, ...journalOf(kept), scenario: played as Scenario });
    const read = readJournal(text);
    if (!read.ok) throw new Wrong(`${id}: ${read.message}`);
    host(path, () => writeFileSync(path, writeJournal(read.journal)));
  } catch (error) {
    if (error instanceof StoreDown) throw new Wrong(lines[0] ?? 'The database can not be read.');
    throw error;
  } finally {
    await keeping.close();
  }
}

type Kept = NonNullable<Awaited<ReturnType<Awaited<ReturnType<typeof openKeeping>>['journal']['read']>>>;

function journalOf({ seed, seats, inputs }: Kept) {
  return { seed, seats, inputs } as Parameters<typeof writeJournal>[0];
}

async function main(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { until: { type: 'string' }, export: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new Wrong(USAGE);
    if (values.export === undefined) show(path, values.until);
    else await save(values.export, path);
    return 0;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('ERR_PARSE_ARGS')) console.error(USAGE);
    else if (error instanceof Wrong || error instanceof ConfigError) console.error(error.message);
    else throw error;
    return 2;
  }
}

process.exitCode = await main(process.argv.slice(2));
