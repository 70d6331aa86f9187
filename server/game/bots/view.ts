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
  self: Pick<SelfView, 'kind' | 'pid' | 'level' | 'job' | 'lines' | 'descriptors' | 'exploits'>;
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

/** The parts of a seat's own documents, as `Round.self` gives them; a station has none but the first. */
interface Documents {
  who: Pick<SelfView, 'kind' | 'pid' | 'level'>;
  job?: SelfView['job'];
  program?: Pick<SelfView, 'lines' | 'descriptors'>;
  exploits?: SelfView['exploits'];
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

/** The bot's view from its seat. It goes through JSON, as documents go to a browser: what comes out shares nothing with the round. */
export function botView(round: Round, seat: string): BotView {
  const { who, job, program, exploits } = round.self(seat) as Documents;
  const { cores, protections, quantum, outage } = round.glance();
  const view: BotView = {
    tick: round.tickNumber,
    self: {
      kind: who.kind,
      pid: who.pid,
      level: who.level,
      job: job ?? null,
      lines: program?.lines ?? [],
      descriptors: program?.descriptors ?? [],
      exploits: exploits ?? [],
    },
    kernel: round.kernelView(seat),
    station: round.stationView(seat),
    world: {
      cores: cores.map(({ id, pid, mode }) => ({ id, pid, mode })),
      protections,
      quantum,
      down: outage !== null,
    },
  };
  const copy = JSON.parse(JSON.stringify(view)) as BotView;
  freeze(copy);
  return copy;
}
