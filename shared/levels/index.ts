import { dailyOf } from '../daily/day.ts';
import { dailySource } from '../daily/index.ts';
import { withBounds } from './bounds.ts';
import { blocks } from './cpu/blocks.ts';
import { convoy } from './cpu/convoy.ts';
import { fourCores } from './cpu/cores.ts';
import { slices } from './cpu/slices.ts';
import { leaks } from './files/leaks.ts';
import { pipes } from './files/pipes.ts';
import { openRead } from './files/read.ts';
import { whose } from './files/whose.ts';
import { blockDontPoll } from './interrupts/block.ts';
import { diskArm } from './interrupts/disk.ts';
import { deadlines } from './interrupts/lines.ts';
import { timer } from './interrupts/timer.ts';
import { copyOnWrite } from './memory/cow.ts';
import { pageFault } from './memory/fault.ts';
import { thrashing } from './memory/thrashing.ts';
import { chooseVictim } from './memory/victim.ts';
import { bomb } from './processes/bomb.ts';
import { deadlock } from './processes/deadlock.ts';
import { forkWait } from './processes/fork.ts';
import { signalsLevel } from './processes/signals.ts';
import { DAILY_LEVEL, dailyMachine } from './scheduler/daily.ts';
import { firstPick } from './scheduler/first.ts';
import { beatMlfq } from './scheduler/mlfq.ts';
import { beatRoundRobin } from './scheduler/robin.ts';
import { LEVEL, type Level, type LevelSource } from './schema.ts';
import { container } from './separation/container.ts';
import { hunt } from './separation/hunt.ts';
import { malware } from './separation/malware.ts';
import { noProtection } from './separation/open.ts';
import { gate } from './userspace/gate.ts';
import { hello } from './userspace/hello.ts';
import { reallyLs } from './userspace/ls.ts';
import { ring3 } from './userspace/ring3.ts';

export { DAILY_LEVEL };

/** The chapters of the campaign in their order; the map shows those that have levels. */
export const CHAPTERS = [
  { id: 'userspace', title: 'Userspace and kernel space' },
  { id: 'files', title: 'Files' },
  { id: 'processes', title: 'Processes' },
  { id: 'cpu', title: 'The CPU, you schedule' },
  { id: 'memory', title: 'Memory' },
  { id: 'interrupts', title: 'Interrupts' },
  { id: 'separation', title: 'Separation' },
  { id: 'scheduler', title: 'Your own scheduler' },
] as const;

const SOURCES: readonly LevelSource[] = [
  ...[hello, ring3, reallyLs, gate],
  ...[openRead, leaks, whose, pipes],
  ...[forkWait, signalsLevel, deadlock, bomb],
  ...[convoy, slices, blocks, fourCores],
  ...[pageFault, chooseVictim, thrashing, copyOnWrite],
  ...[timer, deadlines, diskArm, blockDontPoll],
  ...[malware, noProtection, hunt, container],
  ...[firstPick, beatRoundRobin, beatMlfq, dailyMachine],
];

/** Every level of the campaign in its order; checked once, when it is loaded. */
export const LEVELS: readonly Level[] = SOURCES.map((source) => withBounds(LEVEL.parse(source)));

/** Daily machines looked up lately: three are a day's. */
const MOST_DAYS = 12;
const days = new Map<string, Level>();

function dayLevel(id: string): Level | undefined {
  const daily = dailyOf(id);
  if (daily === undefined) return undefined;
  const known = days.get(id);
  if (known !== undefined) return known;
  const made = withBounds(LEVEL.parse(dailySource(daily)), {});
  const [oldest] = days.keys();
  if (days.size >= MOST_DAYS && oldest !== undefined) days.delete(oldest);
  days.set(id, made);
  return made;
}

/** The level of that id, or undefined. That of a daily machine comes without the bounds of its stars: the server measures them. */
export function level(id: string): Level | undefined {
  return LEVELS.find((known) => known.id === id) ?? dayLevel(id);
}

/** Levels of a chapter in their order. */
export function levelsOf(chapter: string): Level[] {
  return LEVELS.filter(({ id }) => id.startsWith(`${chapter}-`));
}

/** The level after that one, in its chapter or the next; undefined after the last. */
export function nextLevel(id: string): Level | undefined {
  const at = LEVELS.findIndex((known) => known.id === id);
  return at < 0 ? undefined : LEVELS[at + 1];
}
