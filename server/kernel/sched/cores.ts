import type { Core, Kernel, Task } from '../types.ts';
import { makeReady } from './balance.ts';

/** The core lets its process go. */
export function leaveCore(core: Core, task: Task): void {
  core.last = task.pid;
  core.pid = 0;
  core.phase = 'idle';
  core.syscall = '';
  core.preempt = '';
  core.halted = false;
  core.masked = false;
  // The next switch loads the process's own page table.
  task.cr3 = 0;
  task.core = -1;
}

/** Takes a process off a core that it must no longer be on; what it was doing there goes on elsewhere. */
export function moveAway(k: Kernel, core: Core, task: Task): void {
  leaveCore(core, task);
  makeReady(k, task, 'preempted');
}
