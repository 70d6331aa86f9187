import type { StationView } from '../../../shared/protocol/stations.ts';
import type { Role, Station } from '../../../shared/roles.ts';
import type { RoundContext } from '../round.ts';
import type { SeatState } from '../types.ts';
import { auditorView, restoreDefaults } from './auditor.ts';
import { ioView } from './io.ts';
import { memoryView } from './memory.ts';

/** What it means for the machine that somebody has a station, or that nobody has. */
interface StationRules {
  /** People choose from now on. */
  staff(context: RoundContext): void;
  /** The last one has left: the algorithm chooses. */
  vacate(context: RoundContext): void;
  /** What its seats see; null where `KernelView` says it all. */
  view(context: RoundContext, seat: SeatState): StationView | null;
}

const RULES: Readonly<Record<Station, StationRules>> = {
  // A machine with schedulers boots with the human policy: see `machineConfig`.
  scheduler: { staff: () => undefined, vacate: () => undefined, view: () => null },
  memory: {
    staff: ({ machine }) => machine.setReplacement('human'),
    vacate: ({ machine }) => machine.setReplacement(machine.state.memory.fallback),
    view: memoryView,
  },
  io: {
    staff: ({ machine }) => {
      machine.setLinePolicy('human');
      machine.setDiskPolicy('human');
    },
    vacate: ({ machine }) => {
      machine.setLinePolicy(machine.state.irq.fallback);
      machine.setDiskPolicy(machine.state.disk.fallback);
    },
    view: ioView,
  },
  // Without an auditor the default limits hold.
  auditor: { staff: () => undefined, vacate: restoreDefaults, view: auditorView },
};

function rulesOf(role: Role): StationRules | undefined {
  return Object.hasOwn(RULES, role) ? RULES[role as Station] : undefined;
}

/** Somebody takes up a role. */
export function takeUp(context: RoundContext, role: Role): void {
  rulesOf(role)?.staff(context);
}

/** Somebody with that role has left; another may still have it. */
export function giveUp(context: RoundContext, role: Role): void {
  const others = [...context.state.seats.values()].some((seat) => seat.role === role && seat.present);
  if (!others) rulesOf(role)?.vacate(context);
}

export function stationView(context: RoundContext, seat: SeatState): StationView | null {
  return rulesOf(seat.role)?.view(context, seat) ?? null;
}
