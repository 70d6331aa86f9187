import type { Condition } from '../../../shared/levels/schema.ts';
import type { Machine } from '../../kernel/machine.ts';
import type { ProgramState, SeatState } from '../types.ts';
import { SUSPECTS } from './suspects.ts';
import type { ArrivalRecord, LevelState } from './types.ts';

/** What measures, predicates and questions look at. */
export interface LevelContext {
  machine: Machine<ProgramState>;
  /** The player's seat. */
  seat: SeatState;
  state: LevelState;
  tick: number;
}

/** Descriptors that every process has. */
const STANDARD = 3;

const tenths = (value: number): number => Math.round(value * 10) / 10;

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : tenths(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function ended(arrivals: readonly ArrivalRecord[]): ArrivalRecord[] {
  return arrivals.filter((arrival) => arrival.ended >= 0);
}

/** Measures that are more than a count: named values of the kernel's state. */
const STATES: Record<string, (context: LevelContext) => number> = {
  ticks: ({ state, tick }) => (state.endedAt >= 0 ? state.endedAt : tick),
  /** Lines that the player has put into the program. */
  lines: ({ seat }) => seat.linesMade,
  /** Descriptors that the player's process holds beside the standard three. */
  open: ({ machine, seat }) =>
    Math.max(
      0,
      (machine.task(seat.pid)?.fds.filter((entry) => entry !== null).length ?? STANDARD) - STANDARD,
    ),
  zombies: ({ machine, seat }) =>
    (machine.task(seat.pid)?.children ?? []).filter((child) => machine.task(child)?.state === 'Z').length,
  /** 1: nothing left open, nobody left to wait for. */
  tidy: (context) => {
    const task = context.machine.task(context.seat.pid);
    return task?.children.length === 0 && measure(context, 'open') === 0 ? 1 : 0;
  },
  /** Different walls that the player ran into. */
  walls: ({ state }) => [...state.counts.keys()].filter((name) => name.startsWith('wall.')).length,
  bytes: ({ state }) => state.allPrinted.length,
  /** 1: the player has brought the machine down, and it is up again with a process of theirs. */
  restarted: ({ machine, seat, state }) =>
    (state.counts.get('panics') ?? 0) > 0 && machine.state.panic === null && seat.pid > 0 ? 1 : 0,
  arrived: ({ state }) => state.arrivals.filter((arrival) => arrival.pid > 0).length,
  finished: ({ state }) => ended(state.arrivals).length,
  /** Mean ticks from arrival to end, of those that ended. */
  turnaround: ({ state }) => mean(ended(state.arrivals).map((arrival) => arrival.ended - arrival.at)),
  /** Mean ticks from arrival to the first instruction, of those that ran. */
  response: ({ state }) =>
    mean(state.arrivals.filter((a) => a.firstRun >= 0).map((arrival) => arrival.firstRun - arrival.at)),
  /** Mean turnaround and mean response together: what a daily machine's scheduler is scored by. */
  service: (context) => tenths(measure(context, 'turnaround') + measure(context, 'response')),
  /** Longest of those. */
  slowest: ({ state, tick }) =>
    Math.max(
      0,
      ...state.arrivals
        .filter((arrival) => arrival.pid > 0)
        .map((arrival) => (arrival.firstRun < 0 ? tick : arrival.firstRun) - arrival.at),
    ),
  /** Tick at which the last one ended that came by itself. */
  makespan: ({ state }) => Math.max(0, ...state.arrivals.map(({ ended: at }) => at)),
  /** Mean ticks in the ready queue of those who sleep between short bursts: the first arrival. */
  musicWait: ({ state: { arrivals } }) =>
    tenths((arrivals[0]?.waited ?? 0) / Math.max(1, arrivals[0]?.runs ?? 1)),
  /** Pages that had to come back from swap, and faults that only needed a frame. */
  major: ({ machine }) => machine.state.memory.counts.major,
  minor: ({ machine }) => machine.state.memory.counts.minor,
  /** Pages read back from swap, and pages written there. */
  pagesMoved: ({ machine }) => machine.state.memory.counts.swapIns + machine.state.memory.counts.swapOuts,
  evicted: ({ machine }) => machine.state.memory.counts.byHand,
  oomKills: ({ machine }) => machine.state.memory.counts.oomKills,
  served: ({ machine }) =>
    machine.state.irq.lines.reduce((sum, { name, served }) => sum + (name === 'timer' ? 0 : served), 0),
  keysLost: ({ machine }) => machine.state.irq.keyboard.lost,
  packetsLost: ({ machine }) => machine.state.irq.nic.lost,
  /** Cylinders that the disk's arm has crossed, and requests that it has done. */
  seek: ({ machine }) => machine.state.disk.seek,
  diskServed: ({ machine }) => machine.state.disk.served,
  idle: ({ machine }) => machine.state.sched.idleWhileReady,
  switches: ({ machine }) => machine.state.sched.switches,
  ...SUSPECTS,
};

/** Value of a measure: a count of `counts.ts` where it is none of the states. */
export function measure(context: LevelContext, name: string): number {
  return STATES[name]?.(context) ?? context.state.counts.get(name) ?? 0;
}

export function holds(context: LevelContext, { measure: name, atLeast, atMost }: Condition): boolean {
  const value = measure(context, name);
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
