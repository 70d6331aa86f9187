import { encodeInt64s } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { addTimer, ticksOf, timespecOf } from '../clock.ts';
import { copyToUser } from '../mm/usercopy.ts';
import { USER_HZ } from '../time.ts';
import type { Kernel, PendingCall, Task } from '../types.ts';
import { sendSignal } from './signals.ts';

/** Puts a wake-up call into the calendar, once for a call; its handler finds `call.ready` when the time is over. */
export function wakeIn(k: Kernel, task: Task, call: PendingCall, ticks: number): void {
  if (call.until > 0) return;
  call.until = k.state.tick + ticks;
  addTimer(k, { at: call.until, kind: 'wake', pid: task.pid, tty: '', text: '' });
}

/** An interrupted `nanosleep` tells how much was left (`man 2 nanosleep`). */
export function leaveRest(k: Kernel, task: Task, call: PendingCall): void {
  const out = call.args[1];
  if (call.name !== 'nanosleep' || typeof out !== 'number' || out === 0) return;
  copyToUser(k, task, out, encodeInt64s(timespecOf(Math.max(0, call.until - k.state.tick))));
}

/** Sets the process's only alarm, 0 to have none. Seconds that were left of the one before, rounded up (`man 2 alarm`). */
export function setAlarm(k: Kernel, task: Task, seconds: number): number {
  const { timers, tick } = k.state;
  const before = timers.find((timer) => timer.kind === 'alarm' && timer.pid === task.tgid);
  if (before !== undefined) timers.splice(timers.indexOf(before), 1);
  if (seconds > 0)
    addTimer(k, { at: tick + ticksOf(seconds), kind: 'alarm', pid: task.tgid, tty: '', text: '' });
  return before === undefined ? 0 : Math.max(1, Math.round((before.at - tick) / USER_HZ));
}

/** The alarm's time has come: SIGALRM from the kernel. */
export function alarmRings(k: Kernel, pid: number): void {
  const task = k.state.tasks.get(pid);
  if (task !== undefined) sendSignal(k, task, signals.SIGALRM, 0);
}
