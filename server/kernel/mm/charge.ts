import { chargePage, unchargePage } from '../proc/cgroup-memory.ts';
import type { Kernel, Task } from '../types.ts';

/**
 * Who may refuse a process a frame: a memory control group, for instance. An account is the number of the task's control group
 * when the frame was charged; it stays charged there wherever the task goes.
 */
export interface MemoryController {
  /** Asked before a frame is charged to the task. 0, or −ENOMEM: nothing is charged and the fault fails. */
  charge(k: Kernel, task: Task): number;
  /** A frame charged to the account comes back; its processes may be gone by now. */
  uncharge(k: Kernel, account: number): void;
}

/** Every controller; a frame needs the consent of all. To add one is to add a row. */
const controllers = (): readonly MemoryController[] => [{ charge: chargePage, uncharge: unchargePage }];

/** Charges a frame with every controller. The account, or −ENOMEM with nothing charged. */
export function chargeFrame(k: Kernel, task: Task): number {
  for (const [index, controller] of controllers().entries()) {
    const answer = controller.charge(k, task);
    if (answer === 0) continue;
    for (const earlier of controllers().slice(0, index)) earlier.uncharge(k, task.cgroup);
    return answer;
  }
  return task.cgroup;
}

/** Gives back what was charged to the account. */
export function unchargeFrame(k: Kernel, account: number): void {
  for (const controller of controllers()) controller.uncharge(k, account);
}
