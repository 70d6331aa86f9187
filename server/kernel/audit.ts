import { errnoName } from '../../shared/abi/errno.ts';
import type { MechanismId } from '../../shared/walls.ts';
import type { Kernel, Task } from './types.ts';

/** Records that a mechanism refused the task: `answer` is an errno's name or a signal's. */
export function denied(k: Kernel, task: Task, mechanism: MechanismId, answer: string): void {
  k.events.push({ kind: 'denied', pid: task.pid, mechanism, answer });
}

/** The same for a call, and its return value: `return refuse(k, task, 'file-mode', errno.EACCES)`. */
export function refuse(k: Kernel, task: Task, mechanism: MechanismId, error: number): number {
  denied(k, task, mechanism, errnoName(error));
  return -error;
}
