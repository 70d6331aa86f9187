import { errno } from '../../../shared/abi/errno.ts';
import { SI, WAIT } from '../../../shared/abi/process-flags.ts';
import type { SigInfo } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { BLOCKED, type Kernel, type Task } from '../types.ts';
import { endInfo, reap } from './exit.ts';
import { asSeen } from './namespaces.ts';
import { sleepOn } from './sleep.ts';
import { hasEnded, leaderOf } from './threads.ts';

const has = (options: number, flag: number): boolean => (options & flag) !== 0;

/** Whether a wait with these options is for the child: ordinary ones tell their end by SIGCHLD (`eligible_child`). */
function isEligible(child: Task, options: number): boolean {
  if (has(options, WAIT.__WALL)) return true;
  return (child.endSignal === signals.SIGCHLD) !== has(options, WAIT.__WCLONE);
}

type News = 'ended' | 'stopped' | 'continued';

function newsOf(child: Task, options: number): News | undefined {
  if (has(options, WAIT.WEXITED) && hasEnded(child)) return 'ended';
  if (has(options, WAIT.WSTOPPED) && child.state === 'T' && child.news === 'stopped') return 'stopped';
  return has(options, WAIT.WCONTINUED) && child.state !== 'Z' && child.news === 'continued'
    ? 'continued'
    : undefined;
}

/** What became of a child: its status word as `wait4` has it, and the same as `siginfo_t`. */
export interface Heard {
  child: Task;
  status: number;
  info: SigInfo;
}

function heard(k: Kernel, task: Task, child: Task, news: News): Heard {
  const base = { signo: signals.SIGCHLD, ...asSeen(k, task, child) };
  if (news === 'stopped') {
    const { stopSignal } = child;
    const info = { ...base, code: SI.CLD_STOPPED, status: stopSignal };
    return { child, status: (stopSignal << 8) | 0x7f, info };
  }
  if (news === 'continued')
    return { child, status: 0xffff, info: { ...base, code: SI.CLD_CONTINUED, status: signals.SIGCONT } };
  const status = child.exitSignal > 0 ? child.exitSignal : child.exitCode << 8;
  return { child, status, info: endInfo(k, task, child) };
}

/**
 * The first child in order of birth that has news; 0 where none has and WNOHANG says not to wait; else sleeps.
 * −ECHILD: there is no such child.
 */
export function awaitChild(
  k: Kernel,
  task: Task,
  wanted: (child: Task) => boolean,
  options: number,
): Heard | number | typeof BLOCKED {
  const children = leaderOf(k, task)
    .children.map((pid) => k.state.tasks.get(pid))
    .filter((child): child is Task => child !== undefined && wanted(child) && isEligible(child, options));
  if (children.length === 0) return -errno.ECHILD;
  for (const child of children) {
    const news = newsOf(child, options);
    if (news === undefined) continue;
    const told = heard(k, task, child, news);
    if (has(options, WAIT.WNOWAIT)) return told;
    if (news === 'ended') reap(k, child);
    else child.news = '';
    return told;
  }
  if (has(options, WAIT.WNOHANG)) return 0;
  sleepOn(k, task, `child:${task.tgid}`);
  return BLOCKED;
}
