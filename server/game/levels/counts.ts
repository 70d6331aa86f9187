import { errnoName } from '../../../shared/abi/errno.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { ProgramState } from '../types.ts';
import type { LevelContext } from './measures.ts';
import { frozenInnocents } from './suspects.ts';
import type { ArrivalRecord } from './types.ts';

const TRAIL = 12;
const MOST_PRINTED = 4000;

function count(context: LevelContext, name: string, by = 1): void {
  const { counts } = context.state;
  counts.set(name, (counts.get(name) ?? 0) + by);
}

/** Whether a process is the player's own, or a child of it. */
export function isPlayers({ machine, seat }: LevelContext, pid: number): boolean {
  const program = machine.task(pid)?.user as ProgramState | null | undefined;
  return pid === seat.pid || program?.seat === seat.id;
}

const SIGNS: Record<string, string> = {
  path: 'path',
  inode: 'inode',
  permission: 'mode',
  cache: 'cache',
  copy: 'copy',
};

/** What the kernel did, under the sign of its station; not twice where it begins with that word itself. */
function trailOf(sign: string, detail: string): string {
  return detail.startsWith(sign) ? detail : `${sign}: ${detail}`;
}

/** Counts what the kernel did for the player; the counts are the measures of levels. */
export function countEvent(context: LevelContext, event: KernelEvent): void {
  const { state } = context;
  switch (event.kind) {
    case 'syscallEnter':
      count(context, 'calls');
      count(context, `calls.${event.name}`);
      return;
    case 'syscallExit':
      if (event.ret < 0) count(context, 'failed');
      if (event.ret < 0) count(context, `failed.${errnoName(event.ret)}`);
      if (event.name === 'wait4' && event.ret > 0) count(context, 'reaped');
      return;
    case 'syscallStep':
      state.trail = [...state.trail, trailOf(SIGNS[event.step] ?? event.step, event.detail)].slice(-TRAIL);
      return;
    case 'fork':
      count(context, 'forks');
      return;
    case 'block':
      count(context, `slept.${event.on}`);
      return;
    case 'exit':
      if (event.signal > 0) count(context, 'killed');
      return;
    case 'panic':
      count(context, 'panics');
      return;
    case 'preempt':
      if (event.why === 'quantum') count(context, 'preempted');
      return;
    case 'fault':
      if (event.resolved) count(context, 'faults');
      return;
    case 'denied':
      count(context, 'refused');
      count(context, `wall.${event.mechanism}`);
      return;
    case 'tty':
      state.printed = (state.printed + event.text).slice(-MOST_PRINTED);
      state.allPrinted = (state.allPrinted + event.text).slice(-MOST_PRINTED);
      return;
    default:
  }
}

/** Counts on which side of the gate the player's cores were in this tick. */
export function countModes(context: LevelContext): void {
  const { machine, state } = context;
  for (const core of machine.state.cores) {
    if (core.mode === 'idle' || !isPlayers(context, core.pid || core.last)) continue;
    count(context, core.mode === 'user' ? 'userTicks' : 'kernelTicks');
    if (core.activity === 'user') state.computed += 1;
  }
}

/** Ticks after which processes that all sleep in pipes are deadlocked: nobody but they could wake them. */
const DEADLOCK = 5;

/** Counts ticks asleep in a pipe, and deadlocks of the player's process and its children. */
export function countSleep(context: LevelContext): void {
  const { machine, seat, state } = context;
  const task = machine.task(seat.pid);
  const stuck = (pid: number): boolean => machine.task(pid)?.channel.startsWith('pipe:') === true;
  if (task === undefined || !stuck(seat.pid)) {
    state.stuck = 0;
    return;
  }
  count(context, 'stuck');
  const children = task.children.filter((child) => machine.task(child)?.state !== 'Z');
  state.stuck = children.length > 0 && children.every(stuck) ? state.stuck + 1 : 0;
  if (state.stuck === DEADLOCK) count(context, 'deadlocks');
}

/** Who came by itself, of whom the process is one or a child. */
function arrivalOf({ machine, state }: LevelContext, pid: number): ArrivalRecord | undefined {
  const program = machine.task(pid)?.user as ProgramState | null | undefined;
  return state.arrivals.find((arrival) => arrival.pid === pid || arrival.seat === program?.seat);
}

/** Adds up for how long innocents stand frozen. */
export function countHarm(context: LevelContext): void {
  const frozen = frozenInnocents(context);
  if (frozen > 0) count(context, 'harm', frozen);
}

/** Follows those who come by themselves. */
export function countArrival(context: LevelContext, event: KernelEvent): void {
  const { state, tick } = context;
  if (event.kind === 'syscallExit' && event.name === 'read' && event.ret > 0) {
    if (state.arrivals.some(({ pid }) => pid === event.pid)) count(context, 'spied');
  }
  if (event.kind === 'denied') {
    const refused = arrivalOf(context, event.pid);
    if (refused !== undefined) refused.refused += 1;
  }
  if (event.kind !== 'dispatch' && event.kind !== 'exit') return;
  const arrival = state.arrivals.find((candidate) => candidate.pid === event.pid && candidate.ended < 0);
  if (arrival === undefined) return;
  if (event.kind === 'dispatch') {
    if (arrival.firstRun < 0) arrival.firstRun = tick;
    arrival.runs += 1;
    arrival.waited += event.waited;
  } else {
    arrival.ended = tick;
    arrival.cpu = event.cpu;
  }
}
