import type { ProtectionsView } from '../../../shared/protections.ts';
import type { StationView } from '../../../shared/protocol/stations.ts';
import type { CoreView, KernelView } from '../../../shared/protocol/view.ts';
import type { Round } from '../round.ts';
import type { SelfGlance } from '../views/self.ts';

/**
 * What a bot may go by: a part of what its seat's browser gets, as plain data of its own that nothing can change and that
 * leads nowhere. Times in ticks.
 */
export interface BotView {
  tick: number;
  self: SelfGlance;
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

/** Freezes plain data that is nobody else's, all through. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) for (const item of value) frozen(item);
  else for (const key in value) frozen(value[key]);
  return Object.freeze(value);
}

/** A deep copy of plain data. */
function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copied) as T;
  const copy = {} as T & object;
  for (const key in value) copy[key] = copied(value[key]);
  return copy;
}

/** The bot's view from its seat. What comes out shares nothing with the round. */
export function botView(round: Round, seat: string): BotView {
  const self = round.selfGlance(seat, LINES);
  if (self === undefined) throw new RangeError(`there is no seat ${seat}`);
  const { cores, protections, quantum, outage } = round.glance();
  return frozen<BotView>({
    tick: round.tickNumber,
    self,
    kernel: round.kernelView(seat),
    // The audit log's entries are the round's own.
    station: copied(round.stationView(seat)),
    world: {
      cores: cores.map(({ id, pid, mode }) => ({ id, pid, mode })),
      protections: { ...protections },
      quantum,
      down: outage !== null,
    },
  });
}
