import { wakeTask } from './proc/sleep.ts';
import { USER_HZ } from './time.ts';
import type { Kernel, TimerEvent } from './types.ts';

/** Nanoseconds of a tick. */
export const TICK_NANOSECONDS = 1_000_000_000 / USER_HZ;

/** What the machine's clock showed at power-on: 1 January 2026, in seconds since 1970. */
export const BOOT_SECONDS = 1_767_225_600;

/** Puts something due into the machine's calendar: ordered by tick, then by the order in which it was asked for. */
export function addTimer(k: Kernel, due: Omit<TimerEvent, 'seq'>): void {
  const timer: TimerEvent = { ...due, seq: ++k.state.seq };
  const { timers } = k.state;
  let low = 0;
  let high = timers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((timers[middle] as TimerEvent).at <= timer.at) low = middle + 1;
    else high = middle;
  }
  timers.splice(low, 0, timer);
}

/** Everything due by now, taken out of the calendar in order. */
export function takeDue(k: Kernel): TimerEvent[] {
  const { timers, tick } = k.state;
  let count = 0;
  while (count < timers.length && (timers[count] as TimerEvent).at <= tick) count += 1;
  return timers.splice(0, count);
}

/** A sleeper's time is over: its call completes when it runs again. */
export function wakeSleeper(k: Kernel, pid: number): void {
  const task = k.state.tasks.get(pid);
  if (task?.call === undefined || task.call === null) return;
  task.call.ready = true;
  wakeTask(k, task);
}

/** Ticks that lie in so many seconds, at least as long as they say. */
export function ticksOf(seconds: number, nanoseconds = 0): number {
  return seconds * USER_HZ + Math.ceil(nanoseconds / TICK_NANOSECONDS);
}

/** A length of ticks as `struct timespec` has it. */
export function timespecOf(ticks: number): [seconds: number, nanoseconds: number] {
  return [Math.floor(ticks / USER_HZ), (ticks % USER_HZ) * TICK_NANOSECONDS];
}

/** Takes a task's wake-up calls out of the calendar. */
export function cancelWake(k: Kernel, pid: number): void {
  k.state.timers = k.state.timers.filter((timer) => timer.pid !== pid || timer.kind !== 'wake');
}
