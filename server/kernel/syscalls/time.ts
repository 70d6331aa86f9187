import { errno } from '../../../shared/abi/errno.ts';
import { CLOCK, RUSAGE } from '../../../shared/abi/process-flags.ts';
import { encodeInt64s, encodeUsage, type Usage } from '../../../shared/abi/process-layouts.ts';
import { BOOT_SECONDS, timespecOf } from '../clock.ts';
import { residentPages } from '../mm/space.ts';
import { badPointer } from '../mm/usercopy.ts';
import { sleepOn } from '../proc/sleep.ts';
import { leaderOf, threadsOf } from '../proc/threads.ts';
import { setAlarm, wakeIn } from '../proc/timers.ts';
import { TICK_USEC } from '../time.ts';
import { BLOCKED, type Handler, type Kernel, type Task } from '../types.ts';
import { mustWrite, numberOf, writeOut } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** `nanosleep(ticks, rest)`: sleeps that many ticks; a handler that ends the sleep leaves the rest as a `struct timespec`. */
const nanosleep: Handler = (k, task, [ticks], call) => {
  if (call.ready) return 0;
  if (numberOf(ticks) < 0) return -errno.EINVAL;
  if (numberOf(ticks) === 0) return 0;
  wakeIn(k, task, call, numberOf(ticks));
  sleepOn(k, task, 'timer');
  return BLOCKED;
};

/** Ticks that the process, its ended threads included, has computed in user and in kernel mode. */
function processTimes(k: Kernel, task: Task): { user: number; system: number } {
  const others = threadsOf(k, task).filter((thread) => thread.pid !== task.tgid);
  const all = [leaderOf(k, task), ...others];
  return {
    user: all.reduce((sum, thread) => sum + thread.times.user, 0),
    system: all.reduce((sum, thread) => sum + thread.times.system, 0),
  };
}

/** What a clock shows, in seconds and nanoseconds; undefined: the machine has no such clock. */
function clockTime(k: Kernel, task: Task, clock: number): [number, number] | undefined {
  const [seconds, nanoseconds] = timespecOf(k.state.tick);
  const { user, system } = clock === CLOCK.CLOCK_THREAD_CPUTIME_ID ? task.times : processTimes(k, task);
  switch (clock) {
    case CLOCK.CLOCK_REALTIME:
      return [seconds + BOOT_SECONDS, nanoseconds];
    case CLOCK.CLOCK_MONOTONIC:
    case CLOCK.CLOCK_BOOTTIME:
      return [seconds, nanoseconds];
    case CLOCK.CLOCK_PROCESS_CPUTIME_ID:
    case CLOCK.CLOCK_THREAD_CPUTIME_ID:
      return timespecOf(user + system);
    default:
      return undefined;
  }
}

const clock_gettime: Handler = (k, task, [clock, out]) => {
  const time = clockTime(k, task, numberOf(clock));
  if (time === undefined) return -errno.EINVAL;
  return mustWrite(k, task, out, encodeInt64s(time)) ? 0 : badPointer(k, task);
};

/** Either pointer may be NULL; the time zone is none. */
const gettimeofday: Handler = (k, task, [out, zone]) => {
  const [seconds, nanoseconds] = timespecOf(k.state.tick);
  const time = encodeInt64s([seconds + BOOT_SECONDS, nanoseconds / 1000]);
  const written = writeOut(k, task, out, time) && writeOut(k, task, zone, new Uint8Array(8));
  return written ? 0 : badPointer(k, task);
};

/** Answers the ticks since power-on. */
const times: Handler = (k, task, [out]) => {
  const { user, system } = processTimes(k, task);
  const { childUser, childSystem } = leaderOf(k, task).times;
  const bytes = encodeInt64s([user, system, childUser, childSystem]);
  return writeOut(k, task, out, bytes) ? k.state.tick : badPointer(k, task);
};

/** What one thread has used. */
export function usageOf(task: Task): Usage {
  return {
    user: task.times.user * TICK_USEC,
    system: task.times.system * TICK_USEC,
    maxrss: task.mm === null ? 0 : residentPages(task.mm) * 4,
    minflt: task.faults,
  };
}

const getrusage: Handler = (k, task, [who, out]) => {
  const whose = numberOf(who);
  const known: readonly number[] = Object.values(RUSAGE);
  if (!known.includes(whose)) return -errno.EINVAL;
  const own = usageOf(task);
  const { childUser, childSystem } = leaderOf(k, task).times;
  const process = processTimes(k, task);
  const usage: Usage =
    whose === RUSAGE.RUSAGE_CHILDREN
      ? { user: childUser * TICK_USEC, system: childSystem * TICK_USEC, maxrss: 0, minflt: 0 }
      : whose === RUSAGE.RUSAGE_THREAD
        ? own
        : { ...own, user: process.user * TICK_USEC, system: process.system * TICK_USEC };
  return mustWrite(k, task, out, encodeUsage(usage)) ? 0 : badPointer(k, task);
};

export const timeCalls = {
  nanosleep,
  clock_gettime,
  gettimeofday,
  times,
  getrusage,
  alarm: (k, task, [seconds]) => setAlarm(k, task, numberOf(seconds)),
} satisfies SyscallFamily;
