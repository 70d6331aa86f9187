import { addTimer, wakeSleeper } from '../clock.ts';
import { sleepOn } from '../proc/sleep.ts';
import type { Inode, Kernel, PendingCall, Task, TimerEvent } from '../types.ts';
import { raise } from './lines.ts';

export const CYLINDERS = 100;

/** Cylinder on which a file lies. */
function cylinderOf(inode: Inode): number {
  return (inode.ino * 37) % CYLINDERS;
}

/** Begins the oldest request; the arm needs a tick for every 25 cylinders. */
function start(k: Kernel): void {
  const { disk, config, tick } = k.state;
  const request = disk.queue[0];
  if (disk.busy || request === undefined) return;
  disk.busy = true;
  const seek = Math.ceil(Math.abs(request.cylinder - disk.arm) / 25);
  addTimer(k, { at: tick + config.costs.disk + seek, kind: 'disk', pid: request.pid, tty: '', text: '' });
}

function request(k: Kernel, task: Task, inode: Inode): void {
  k.state.disk.queue.push({ pid: task.pid, cylinder: cylinderOf(inode) });
  sleepOn(k, task, 'disk', 'D');
  start(k);
}

/** The disk has done a request: interrupt, wake-up, and the next one begins. */
export function diskDone(k: Kernel, timer: TimerEvent): void {
  const { disk } = k.state;
  const done = disk.queue.shift();
  disk.busy = false;
  if (done !== undefined) disk.arm = done.cylinder;
  raise(k, 'disk');
  wakeSleeper(k, timer.pid);
  start(k);
}

/**
 * Whether the call has to wait until the file's pages are in the cache. True: the task sleeps (D), and its call starts again
 * when the disk has answered.
 */
export function needDisk(k: Kernel, task: Task, inode: Inode, call: PendingCall): boolean {
  if (k.state.config.costs.disk === 0 || inode.cached) return false;
  if (call.ready) {
    inode.cached = true;
    return false;
  }
  request(k, task, inode);
  return true;
}

/** Whether the call has to wait until the file's changes are on the disk. */
export function needFlush(k: Kernel, task: Task, inode: Inode, call: PendingCall): boolean {
  if (k.state.config.costs.disk > 0 && inode.dirty && !call.ready) {
    request(k, task, inode);
    return true;
  }
  inode.dirty = false;
  return false;
}
