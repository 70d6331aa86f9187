import { errno } from '../../shared/abi/errno.ts';
import { signals } from '../../shared/abi/signals.ts';
import { residentPages } from '../kernel/mm/space.ts';
import { readyIn } from '../kernel/sched/lists.ts';
import type { Core, KernelEvent, Task } from '../kernel/types.ts';
import { breach } from './breaches.ts';
import type { RoundContext } from './round.ts';
import type { ProgramState, SeatState } from './types.ts';

/**
 * What malware does to others beside reading their files: it ends their processes, takes what they need, or gets into their
 * memory. Each kind is paid once, when it has really come to pass.
 */

/** Ticks for which somebody was ready and got no core, while malware had it all the time. */
export const STARVED = 60;

const FORKS: readonly string[] = ['fork', 'vfork', 'clone'];

function seatOf({ state }: RoundContext, task: Task | undefined): SeatState | undefined {
  return state.seats.get((task?.user as ProgramState | null | undefined)?.seat ?? '');
}

/** The malware's seat whose processes have most of something together, if that is more than half of what all seats have. */
function greediest(context: RoundContext, share: (task: Task) => number): SeatState | undefined {
  const shares = new Map<SeatState, number>();
  let total = 0;
  for (const task of context.machine.state.tasks.values()) {
    const seat = seatOf(context, task);
    if (seat === undefined) continue;
    total += share(task);
    shares.set(seat, (shares.get(seat) ?? 0) + share(task));
  }
  const [first] = [...shares].sort((a, b) => b[1] - a[1]);
  return first !== undefined && first[1] * 2 > total && first[0].role === 'malware' ? first[0] : undefined;
}

/** A signal that malware sent ends somebody else's process. The victim may be gone already: its seat still has the number. */
function killed(context: RoundContext, { pid, signal, from }: KernelEvent & { kind: 'signal' }): void {
  const victim = [...context.state.seats.values()].find((seat) => seat.pid === pid);
  const sender = seatOf(context, context.machine.task(from));
  if (signal !== signals.SIGKILL || victim === undefined || sender === undefined || victim === sender) return;
  breach(context, sender, `killed:${victim.user}`, `You ended a process of ${victim.user}`);
}

/** Somebody else could not have a process more, because malware has most of them. */
function crowdedOut(context: RoundContext, { pid, name, ret }: KernelEvent & { kind: 'syscallExit' }): void {
  if (ret !== -errno.EAGAIN || !FORKS.includes(name)) return;
  const bomber = greediest(context, () => 1);
  if (bomber === undefined || seatOf(context, context.machine.task(pid)) === bomber) return;
  breach(context, bomber, 'processes', 'Nobody can start a process any more, you have them all');
}

/** Memory came to its end over what malware took, and somebody else paid for it. */
function crushed(context: RoundContext, pid: number): void {
  const hog = greediest(context, (task) => (task.mm === null ? 0 : residentPages(task.mm)));
  if (hog === undefined || seatOf(context, context.machine.task(pid)) === hog) return;
  breach(context, hog, 'memory', 'Another process was killed for the memory that you took');
}

/** It got into the memory of somebody else's process, because nothing keeps memories apart. */
function trespassed(context: RoundContext, { pid, owner, access }: KernelEvent & { kind: 'trespass' }): void {
  const intruder = seatOf(context, context.machine.task(pid));
  const victim = seatOf(context, context.machine.task(owner));
  if (intruder === undefined || victim === undefined || victim === intruder) return;
  const how = access === 'write' ? 'wrote into' : 'read';
  breach(context, intruder, 'trespass', `You ${how} the memory of ${victim.user}`);
}

/** What an event of the kernel means for somebody who was hurt. It is asked before the round's books close over it. */
export function feel(context: RoundContext, event: KernelEvent): void {
  if (event.kind === 'signal') killed(context, event);
  else if (event.kind === 'syscallExit') crowdedOut(context, event);
  else if (event.kind === 'oom') crushed(context, event.pid);
  else if (event.kind === 'trespass') trespassed(context, event);
}

/** First tick of the stretch for which the core has had the process. */
function heldSince({ state }: RoundContext, core: Core): number {
  const slices = state.gantt.filter(({ core: id }) => id === core.id);
  const other = slices.findLastIndex(({ pid }) => pid !== core.pid);
  return slices[other + 1]?.from ?? state.tick;
}

/** Once a tick: does malware keep a core from somebody? */
export function tickStarvation(context: RoundContext): void {
  const { machine, state } = context;
  const { cores, sched, tick } = machine.state;
  for (const core of cores) {
    const holder = seatOf(context, machine.task(core.pid));
    const queue = sched.queues[core.queue];
    if (holder?.role !== 'malware' || queue === undefined) continue;
    const waits = readyIn(queue).some((pid) => {
      const task = machine.task(pid);
      const long = task !== undefined && tick - task.sched.since >= STARVED;
      return long && seatOf(context, task) !== holder;
    });
    if (!waits || state.tick - heldSince(context, core) < STARVED) continue;
    breach(context, holder, 'core', 'Others wait in vain: you keep the core');
  }
}
