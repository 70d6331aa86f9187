import type { RunQueue, SchedEntity, SchedState } from '../types.ts';

/** What a policy may know of a process. */
export interface Schedulable {
  pid: number;
  nice: number;
  sched: SchedEntity;
}

/** Why a process joins the run queue. */
export type Arrival = 'new' | 'woken' | 'preempted' | 'yielded';

/** A run queue and what a policy needs beside it. */
export interface Scope {
  readonly sched: SchedState;
  readonly queue: RunQueue;
  find(pid: number): Schedulable | undefined;
  /** Whether the process may run on the core that asks. */
  allows(task: Schedulable): boolean;
  /** Processes that run on the queue's cores at this moment. */
  running(): Schedulable[];
  /** A whole number below `n` from the machine's generator. */
  draw(n: number): number;
}

/**
 * A scheduling policy: it keeps `RunQueue.ready` in its own order, and says for how long and for whom the running
 * process keeps its core. One file a policy; the textbook's cases and the game run the same code.
 */
export interface Policy {
  /** Puts a ready process into the run queue. */
  enqueue(scope: Scope, task: Schedulable, why: Arrival): void;
  /** Takes the next process that the core may run off the run queue. */
  pick(scope: Scope): number | undefined;
  /** Takes a process out that is ready no more, or moves. */
  remove(scope: Scope, task: Schedulable): boolean;
  /** Ticks it may run before the timer takes the core away; Infinity where the policy never does. */
  slice(scope: Scope, task: Schedulable): number;
  /**
   * Accounts one tick on a core. `blocks`: it leaves the core with this tick anyway.
   * True: its time is up and it goes to the run queue's tail.
   */
  charge(scope: Scope, task: Schedulable, blocks: boolean): boolean;
  /** Whether somebody in the run queue should take the core from `running` at once. */
  overtaken(scope: Scope, running: Schedulable): boolean;
  /** Start of a tick at a time that the policy acts on by itself (a boost). */
  tick?(scope: Scope, now: number): void;
  /** Virtual time of the queue, where the policy counts in it: who moves to another queue keeps the distance. */
  clock?(scope: Scope): number;
}

/** The only list of policies that have one. */
export function onlyList({ queue }: Scope): number[] {
  if (queue.ready.length === 0) queue.ready.push([]);
  return queue.ready[0] as number[];
}

/** Takes the first process off a list that the core may run. */
export function takeFirst(scope: Scope, list: number[]): number | undefined {
  for (const [at, pid] of list.entries()) {
    const task = scope.find(pid);
    if (task === undefined || !scope.allows(task)) continue;
    list.splice(at, 1);
    return pid;
  }
  return undefined;
}

/** Takes a process out of a list; false: it was not there. */
export function takeOut(list: number[], pid: number): boolean {
  const at = list.indexOf(pid);
  if (at < 0) return false;
  list.splice(at, 1);
  return true;
}

/** Takes a process out of whichever of the queue's lists it is in. */
export function removeAnywhere({ queue }: Scope, task: Schedulable): boolean {
  return queue.ready.some((list) => takeOut(list, task.pid));
}

/** Puts a process into a list in ascending order of `key`: behind its equals, or before them where `ahead`. */
export function insertByKey(
  scope: Scope,
  list: number[],
  task: Schedulable,
  key: (task: Schedulable) => number,
  ahead = false,
): void {
  const mine = key(task);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = scope.find(list[middle] as number);
    const theirs = other === undefined ? Number.NEGATIVE_INFINITY : key(other);
    if (ahead ? theirs < mine : theirs <= mine) low = middle + 1;
    else high = middle;
  }
  list.splice(low, 0, task.pid);
}

/** The parts that policies with one list and no clock of their own have in common. */
export const LISTED = {
  pick: (scope: Scope): number | undefined => takeFirst(scope, onlyList(scope)),
  remove: removeAnywhere,
} as const;

/** Counts a tick of a quantum; true: it is used up. Who blocks gets a fresh one. */
export function quantumTick(sched: SchedState, task: Schedulable, blocks: boolean): boolean {
  task.sched.used += 1;
  const up = task.sched.used >= sched.quantum;
  if (up || blocks) task.sched.used = 0;
  return up;
}
