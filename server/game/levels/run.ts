import type { Level } from '../../../shared/levels/schema.ts';
import type { LevelResult, LevelView } from '../../../shared/protocol/level.ts';
import type { StationView } from '../../../shared/protocol/stations.ts';
import type { KernelView, SelfView } from '../../../shared/protocol/view.ts';
import type { PolicyName } from '../../kernel/types.ts';
import { createRound, type Round } from '../round.ts';
import type { SeatInput } from '../types.ts';
import { LEVEL_SEED, scenarioOfLevel } from './setup.ts';

/** What a level's player sees: the same that a person's browser gets. */
export interface PlayerView {
  tick: number;
  course: LevelView;
  /** Nothing queued, nothing running, and the process is there. */
  quiet: boolean;
  terminal: string;
  strace: string[];
  kernel: KernelView | null;
  /** Of the memory manager's station, or of interrupts and the disk. */
  station: StationView | null;
  cores: { id: number; pid: number; quantumLeft: number }[];
}

/** Plays a level: called before every tick, and again while a question holds the machine. */
export type Player = (view: PlayerView) => SeatInput[];

const SEAT = 's1';
/** Answers a player may need between two ticks. */
const MOST_ANSWERS = 60;

type Parts = Partial<{
  who: Pick<SelfView, 'pid'>;
  program: Pick<SelfView, 'lines'>;
  course: LevelView;
  terminal: string;
  strace: string[];
}>;

function look(round: Round): PlayerView {
  const parts = round.self(SEAT) as Parts;
  const lines = parts.program?.lines ?? [];
  return {
    tick: round.tickNumber,
    course: parts.course as LevelView,
    quiet: parts.who?.pid !== 0 && lines.every((line) => line.state === 'done' || line.state === 'failed'),
    terminal: parts.terminal ?? '',
    strace: parts.strace ?? [],
    kernel: round.kernelView(SEAT),
    station: round.stationView(SEAT),
    cores: round.world().cores,
  };
}

export interface Played {
  round: Round;
  result: LevelResult;
  /** Value of any measure at the end of play. */
  measure(name: string): number;
}

function finish(round: Round): Played {
  const result = round.results().level;
  if (result === null) throw new Error('this round has no level');
  return { round, result, measure: (name) => round.measure(name) };
}

/** Plays a level to its end with a player of its own seat. */
export function playLevel(level: Level, player: Player): Played {
  const seats = [{ id: SEAT, nickname: 'You', role: level.role, bot: false }];
  const round = createRound({ scenario: scenarioOfLevel(level), seed: LEVEL_SEED, seats, level });
  while (!round.over) {
    for (const input of player(look(round))) round.input(SEAT, input);
    for (let turn = 0; round.held; turn += 1) {
      // A player who doesn't answer never comes to the end.
      if (turn >= MOST_ANSWERS) return finish(round);
      for (const input of player(look(round))) round.input(SEAT, input);
    }
    round.tick();
  }
  return finish(round);
}

/** Runs a scheduler's level under an algorithm, for thresholds and comparisons. */
export function runLevel(level: Level, policy: Exclude<PolicyName, 'human'>): Played {
  const machine = { ...level.machine, policy };
  const seats = [{ id: SEAT, nickname: policy, role: 'process' as const, bot: true }];
  const bare = { ...level, machine, role: 'process' as const };
  const round = createRound({ scenario: scenarioOfLevel(bare), seed: LEVEL_SEED, seats, level: bare });
  const right = level.steps.map(({ ask }) => (ask?.kind === 'fixed' ? ask.right : 0));
  while (!round.over) {
    while (round.held) round.input(SEAT, { type: 'answer', choice: right[stepOf(round)] ?? 0 });
    round.tick();
  }
  return finish(round);
}

const stepOf = (round: Round): number => (round.self(SEAT) as Parts).course?.step ?? 0;
