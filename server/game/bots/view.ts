import type { ProtectionsView } from '../../../shared/protections.ts';
import type { StationView } from '../../../shared/protocol/stations.ts';
import type { CoreView, KernelView, SelfView } from '../../../shared/protocol/view.ts';
import type { Round } from '../round.ts';

/**
 * What a bot may go by: a part of what its seat's browser gets, as plain data of its own that nothing can change and that
 * leads nowhere. Times in ticks.
 */
export interface BotView {
  tick: number;
  self: Pick<SelfView, 'kind' | 'pid' | 'level' | 'job' | 'descriptors'> & {
    /** The latest lines: how each stands. */
    lines: Pick<SelfView['lines'][number], 'id' | 'state'>[];
    exploits: Pick<SelfView['exploits'][number], 'id' | 'found'>[];
  };
  /** At a scheduler's seat. */
  kernel: KernelView | null;
  /** At every other station. */
  station: StationView | null;
  /** What everybody sees. */
  world: {
    cores: Pick<CoreView, 'id' | 'pid' | 'mode'>[];
    protections: ProtectionsView;
    quantum: number;
    /** The machine has stopped or boots. */
    down: boolean;
  };
}

/** Lines that are looked at: more than can be queued, so that the ends of what was queued are seen. */
const LINES = 32;

/** The parts of a seat's own documents, as `Round.self` gives them; a station has none but the first. */
interface Documents {
  who: Pick<SelfView, 'kind' | 'pid' | 'level'>;
  job?: SelfView['job'];
  program?: Pick<SelfView, 'lines' | 'descriptors'>;
  exploits?: SelfView['exploits'];
}

/** A deep copy of plain data that nothing can change. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T;
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = frozen((value as Record<string, unknown>)[key]);
  return Object.freeze(copy) as T;
}

/** The bot's view from its seat. What comes out shares nothing with the round. */
export function botView(round: Round, seat: string): BotView {
  const { who, job, program, exploits } = round.self(seat) as Documents;
  const { cores, protections, quantum, outage } = round.glance();
  return frozen<BotView>({
    tick: round.tickNumber,
    self: {
      kind: who.kind,
      pid: who.pid,
      level: who.level,
      job: job ?? null,
      lines: (program?.lines ?? []).slice(-LINES).map(({ id, state }) => ({ id, state })),
      descriptors: program?.descriptors ?? [],
      exploits: (exploits ?? []).map(({ id, found }) => ({ id, found })),
    },
    kernel: round.kernelView(seat),
    station: round.stationView(seat),
    world: {
      cores: cores.map(({ id, pid, mode }) => ({ id, pid, mode })),
      protections,
      quantum,
      down: outage !== null,
    },
  });
}
