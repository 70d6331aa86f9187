import type { SchedEntity, SchedState } from '../types.ts';

/** What a policy may know of a process. */
export interface Schedulable {
  pid: number;
  nice: number;
  sched: SchedEntity;
}

/** Why a process joins the run queue. */
export type Arrival = 'new' | 'woken' | 'preempted' | 'yielded';

export type Find = (pid: number) => Schedulable | undefined;

/**
 * A scheduling policy: it keeps `SchedState.queues` in its own order, and says for how long and for whom the running
 * process keeps its core. One file a policy; the textbook's cases and the game run the same code.
 */
export interface Policy {
  /** Puts a ready process into the run queue. */
  enqueue(state: SchedState, task: Schedulable, why: Arrival, find: Find): void;
  /** Takes the next process off the run queue. */
  pick(state: SchedState, find: Find): number | undefined;
  /** Ticks it may run before the timer takes the core away; Infinity where the policy never does. */
  slice(state: SchedState, task: Schedulable, ready: number): number;
  /**
   * Accounts one tick on a core. `blocks`: it leaves the core with this tick anyway.
   * True: its time is up and it goes to the run queue's tail.
   */
  charge(state: SchedState, task: Schedulable, blocks: boolean): boolean;
  /** Whether somebody in the run queue should take the core from `running` at once. */
  overtaken(state: SchedState, running: Schedulable, find: Find): boolean;
  /** Start of a tick at a time that the policy acts on by itself (a boost). */
  tick?(state: SchedState, now: number, all: Iterable<Schedulable>): void;
}

/** The only queue of policies that have one. */
export function onlyQueue(state: SchedState): number[] {
  if (state.queues.length === 0) state.queues.push([]);
  return state.queues[0] as number[];
}
