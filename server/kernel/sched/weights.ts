import { SCHED } from './classes.ts';
import type { Schedulable } from './policy.ts';

/**
 * Weight of each nice value from −20 to 19 (`sched_prio_to_weight`, kernel/sched/core.c): one step of nice is about a
 * quarter more or less CPU.
 */
export const NICE_WEIGHTS = [
  88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904, 3906, 3121,
  2501, 1991, 1586, 1277, 1024, 820, 655, 526, 423, 335, 272, 215, 172, 137, 110, 87, 70, 56, 45, 36, 29, 23,
  18, 15,
] as const;

const NICE_0 = 1024;
/** Weight of SCHED_IDLE (`WEIGHT_IDLEPRIO`). */
const IDLE = 3;
/** Virtual time of one tick at nice 0. Large enough that weights matter, small enough that sums of products stay exact. */
export const TICK = 1 << 16;

export function weightOf(task: Schedulable): number {
  if (task.sched.class === SCHED.IDLE) return IDLE;
  return NICE_WEIGHTS[task.nice + 20] ?? NICE_0;
}

/** The greatest whole number not above a ÷ b, also where the quotient itself is no exact double. */
export function floorDiv(a: number, b: number): number {
  const rest = a % b;
  return (a - (rest < 0 ? rest + b : rest)) / b;
}

/** Virtual time that so many ticks cost the process. */
export function virtualTicks(task: Schedulable, ticks: number): number {
  return floorDiv(ticks * NICE_0 * TICK, weightOf(task));
}

/** Moves the process's virtual time on by one tick; what the division leaves over counts next time. */
export function advanceVirtual(task: Schedulable): number {
  const { sched } = task;
  const weight = weightOf(task);
  const total = NICE_0 * TICK + sched.remainder;
  const moved = floorDiv(total, weight);
  sched.vruntime += moved;
  sched.remainder = total - moved * weight;
  return moved;
}
