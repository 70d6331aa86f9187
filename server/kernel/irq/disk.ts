import { addTimer, wakeSleeper } from '../clock.ts';
import { cleanCache } from '../mm/cache.ts';
import { pageChannel } from '../mm/io.ts';
import { sleepOn, wakeup } from '../proc/sleep.ts';
import type { Inode, Kernel, PendingCall, Task } from '../types.ts';
import { distance, heading } from './disk/policy.ts';
import { diskPolicies } from './disk/table.ts';
import { raise } from './lines.ts';
import type { DiskRequest } from './state.ts';

/** Cylinders that the arm crosses in a tick. */
const CYLINDERS_A_TICK = 25;

/** Cylinder on which a file lies. */
export function fileCylinder(inode: Inode): number {
  return (inode.ino * 37) % 100;
}

/** Whether a person chooses the next request at this time. */
function chosenByHand(k: Kernel): boolean {
  const { disk, irq, tick } = k.state;
  if (disk.policy !== 'human' || irq.silent) return false;
  const oldest = disk.queue[0];
  return oldest !== undefined && tick - oldest.since <= disk.deadline;
}

/** The disk begins a request: the arm needs its way, turns included, at 25 cylinders a tick. */
function begin(k: Kernel, request: DiskRequest, via: readonly number[], direction: 1 | -1): void {
  const { disk, config, tick } = k.state;
  const way = distance(disk.arm, via, request.cylinder);
  disk.queue.splice(disk.queue.indexOf(request), 1);
  disk.active = request;
  disk.direction = direction;
  disk.seek += way;
  const at = tick + config.costs.disk + Math.ceil(way / CYLINDERS_A_TICK);
  addTimer(k, { at, kind: 'disk', pid: request.pid, tty: '', text: '' });
}

/** Lets the disk go on, if it stands still and somebody or something has chosen a request. */
export function startDisk(k: Kernel): void {
  const { disk } = k.state;
  if (disk.active !== null || disk.queue.length === 0 || chosenByHand(k)) return;
  const name = disk.policy === 'human' ? disk.fallback : disk.policy;
  if (disk.policy === 'human' && !k.state.irq.silent) k.events.push({ kind: 'overdue', of: 'disk' });
  const { index, via, direction } = diskPolicies[name](disk, disk.queue);
  begin(k, disk.queue[index] as DiskRequest, via, direction);
}

/** A person chooses the request. False: the disk is at work, or there is no such request. */
export function beginRequest(k: Kernel, id: number): boolean {
  const { disk } = k.state;
  const request = disk.queue.find((waiting) => waiting.id === id);
  if (disk.active !== null || request === undefined) return false;
  begin(k, request, [], heading(disk.arm, request.cylinder, disk.direction));
  return true;
}

/** Puts a request into the disk's queue. Returns its number. */
export function submit(k: Kernel, wanted: Omit<DiskRequest, 'id' | 'since'>): number {
  const { disk, tick } = k.state;
  const request: DiskRequest = { ...wanted, id: disk.nextId++, since: tick };
  disk.queue.push(request);
  startDisk(k);
  return request.id;
}

/** The disk has done its request, and says so by its line. */
export function diskDone(k: Kernel): void {
  const { disk } = k.state;
  if (disk.active === null) return;
  disk.arm = disk.active.cylinder;
  disk.served += 1;
  disk.done.push(disk.active);
  disk.active = null;
  raise(k, 'disk');
}

/** The disk's bottom half: frames that were filled can be used, and who waited goes on. */
export function tellDone(k: Kernel): void {
  for (const request of k.state.disk.done.splice(0)) {
    const frame = k.state.frames[request.frame];
    if (frame === undefined) {
      wakeSleeper(k, request.pid);
      continue;
    }
    if (frame.locked === request.id) frame.locked = 0;
    wakeup(k, pageChannel(request.frame));
  }
}

function ask(k: Kernel, task: Task, inode: Inode, kind: 'read' | 'write'): void {
  sleepOn(k, task, 'disk', 'D');
  submit(k, { pid: task.pid, kind, cylinder: fileCylinder(inode), frame: -1 });
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
  ask(k, task, inode, 'read');
  return true;
}

/** Whether the call has to wait until the file's changes are on the disk. */
export function needFlush(k: Kernel, task: Task, inode: Inode, call: PendingCall): boolean {
  if (k.state.config.costs.disk > 0 && inode.dirty && !call.ready) {
    ask(k, task, inode, 'write');
    return true;
  }
  inode.dirty = false;
  cleanCache(k, inode.ino);
  return false;
}
