import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt32s } from '../../../shared/abi/layouts.ts';
import { FUTEX } from '../../../shared/abi/process-flags.ts';
import { findVma } from '../mm/space.ts';
import { badPointer } from '../mm/usercopy.ts';
import { sleepOn, wakeTask } from '../proc/sleep.ts';
import { wakeIn } from '../proc/timers.ts';
import { BLOCKED, type Handler, type Kernel, type PendingCall, type Task } from '../types.ts';
import { numberOf, readIn } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** What makes two addresses one futex: the same place in shared memory or a file, or the same address of one space. */
function futexChannel(task: Task, address: number): string {
  const area = task.mm === null ? undefined : findVma(task.mm, address);
  const offset = address - (area?.start ?? 0) + (area?.offset ?? 0);
  if (area?.shared === true && area.shm >= 0) return `futex:shm${area.shm}:${offset}`;
  if (area?.shared === true && area.inode >= 0) return `futex:ino${area.inode}:${offset}`;
  return `futex:${task.mm?.asid ?? 0}:${address}`;
}

/** Sleeps while the value is what the caller saw. Whoever is woken learns by `progress` that it was no accident. */
function wait(
  k: Kernel,
  task: Task,
  call: PendingCall,
  address: number,
  value: number,
  ticks: number | undefined,
): number | typeof BLOCKED {
  if (call.progress > 0) return 0;
  if (call.ready) return -errno.ETIMEDOUT;
  const bytes = readIn(k, task, address, 4);
  if (bytes === undefined) return badPointer(k, task);
  if (decodeInt32s(bytes)[0] !== (value | 0)) return -errno.EAGAIN;
  if (ticks !== undefined) {
    if (ticks < 0) return -errno.EINVAL;
    if (ticks === 0) return -errno.ETIMEDOUT;
    wakeIn(k, task, call, ticks);
  }
  sleepOn(k, task, futexChannel(task, address));
  return BLOCKED;
}

/** Wakes who has slept longest, up to `count`; how many there were. */
function wake(k: Kernel, task: Task, address: number, count: number): number {
  const sleepers = [...(k.state.waiters.get(futexChannel(task, address)) ?? [])].slice(0, Math.max(1, count));
  for (const pid of sleepers) {
    const sleeper = k.state.tasks.get(pid);
    if (sleeper === undefined) continue;
    if (sleeper.call !== null) sleeper.call.progress = 1;
    wakeTask(k, sleeper);
  }
  return sleepers.length;
}

/** `futex(address, operation, value, ticks)`: FUTEX_WAIT and FUTEX_WAKE. */
const futex: Handler = (k, task, [where, operation, value, ticks], call) => {
  const address = numberOf(where);
  const which = numberOf(operation) & ~FUTEX.FUTEX_PRIVATE_FLAG;
  if (which !== FUTEX.FUTEX_WAIT && which !== FUTEX.FUTEX_WAKE) return -errno.ENOSYS;
  if (address % 4 !== 0) return -errno.EINVAL;
  if (which === FUTEX.FUTEX_WAKE) {
    // A private futex is known by its address alone: nobody looks what lies there.
    const shared = (numberOf(operation) & FUTEX.FUTEX_PRIVATE_FLAG) === 0;
    if (shared && readIn(k, task, address, 4) === undefined) return badPointer(k, task);
    return wake(k, task, address, numberOf(value));
  }
  const until = ticks === undefined ? undefined : numberOf(ticks);
  return wait(k, task, call, address, numberOf(value), until);
};

export const futexCalls = { futex } satisfies SyscallFamily;
