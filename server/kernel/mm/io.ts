import { fileCylinder, submit } from '../irq/disk.ts';
import type { Frame, Inode, Kernel, Task } from '../types.ts';
import { swapCylinder } from './swap.ts';

/** Channel on which sleeps who needs a page that the disk is reading into that frame. */
export const pageChannel = (frame: number): string => `page:${frame}`;

/** A page that left memory is written to swap: nobody waits, but the arm is busy. */
export function queueSwapWrite(k: Kernel, slot: number): void {
  const { memory, disk } = k.state;
  if (memory.diskSwap)
    submit(k, { pid: 0, kind: 'swap', cylinder: swapCylinder(slot, disk.cylinders), frame: -1 });
}

/** A changed page of a file is written back before its frame is used for another. */
export function queueWriteback(k: Kernel, ino: number): void {
  const inode = k.state.inodes.get(ino);
  if (inode === undefined || k.state.config.costs.disk === 0) return;
  submit(k, { pid: 0, kind: 'write', cylinder: fileCylinder(inode), frame: -1 });
}

/** A page is read from swap for a process that sleeps until it is there; its frame stays meanwhile. */
export function queueSwapRead(k: Kernel, task: Task, slot: number, number: number): void {
  const id = submit(k, {
    pid: task.pid,
    kind: 'swap',
    cylinder: swapCylinder(slot, k.state.disk.cylinders),
    frame: number,
  });
  (k.state.frames[number] as Frame).locked = id;
}

/** The same for a file's page. */
export function queueFileRead(k: Kernel, task: Task, inode: Inode, number: number): void {
  const id = submit(k, { pid: task.pid, kind: 'read', cylinder: fileCylinder(inode), frame: number });
  (k.state.frames[number] as Frame).locked = id;
}
