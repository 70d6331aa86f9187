import { isRealtime, SCHED } from './classes.ts';
import { type Arrival, insertByKey, quantumTick, type Schedulable, type Scope } from './policy.ts';

/** The highest priority first. */
const rank = (task: Schedulable): number => -task.sched.rtPriority;

/**
 * The real-time classes SCHED_FIFO and SCHED_RR (`man 7 sched`): they run before everybody of the policy, by priority. Who
 * was preempted keeps the head of its priority's list; who yields or has used its quantum up goes to its end.
 */
export function enqueueRealtime(scope: Scope, task: Schedulable, why: Arrival): void {
  insertByKey(scope, scope.queue.realtime, task, rank, why === 'preempted');
}

/** FIFO runs until it blocks or yields; RR takes turns with its equals. */
export function chargeRealtime({ sched }: Scope, task: Schedulable, blocks: boolean): boolean {
  return task.sched.class === SCHED.RR && quantumTick(sched, task, blocks);
}

/** Whether a real-time process waits that comes before the running one. */
export function overtakenByRealtime(scope: Scope, running: Schedulable): boolean {
  const first = scope.find(scope.queue.realtime[0] ?? 0);
  if (first === undefined) return false;
  return !isRealtime(running) || first.sched.rtPriority > running.sched.rtPriority;
}
