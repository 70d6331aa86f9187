import type { Kernel, Task } from '../types.ts';

/** Who may refuse a process a frame: a memory control group, for instance. */
export interface MemoryController {
  /** Asked before `pages` frames are charged to the task. 0, or −ENOMEM: nothing is charged and the fault fails. */
  charge(k: Kernel, task: Task, pages: number): number;
  /** Frames charged to the process with that pid come back; it may be gone by now. */
  uncharge(k: Kernel, pid: number, pages: number): void;
}

/** Every controller; a frame needs the consent of all. To add one is to add a row. */
const CONTROLLERS: readonly MemoryController[] = [];

/** Charges frames to a task's account with every controller. 0, or −ENOMEM with nothing charged. */
export function chargePages(k: Kernel, task: Task, pages: number): number {
  for (const [index, controller] of CONTROLLERS.entries()) {
    const answer = controller.charge(k, task, pages);
    if (answer === 0) continue;
    for (const earlier of CONTROLLERS.slice(0, index)) earlier.uncharge(k, task.pid, pages);
    return answer;
  }
  return 0;
}

/** Gives back what was charged to the process. */
export function unchargePages(k: Kernel, pid: number, pages: number): void {
  for (const controller of CONTROLLERS) controller.uncharge(k, pid, pages);
}
