import type { KernelView } from '../../shared/protocol/view.ts';
import type { Machine } from '../kernel/machine.ts';
import { readyCount, readyIn, readyPids } from '../kernel/sched/lists.ts';
import { algorithmName, chosenByHand } from '../kernel/sched/queue.ts';
import type { PolicyName, RunQueue } from '../kernel/types.ts';
import type { RoundContext } from './round.ts';
import type { InputAnswer, ProgramState, SeatState } from './types.ts';

const OK: InputAnswer = { ok: true };
const no = (code: string, message: string): InputAnswer => ({ ok: false, code, message });

/**
 * Deals the cores out to the schedulers who are there, in one stretch each, as evenly as they go. Without any, the
 * scenario's algorithm has them all.
 */
export function dealCores({ machine, state }: Pick<RoundContext, 'machine' | 'state'>): void {
  const there = [...state.seats.values()].filter((seat) => seat.role === 'scheduler' && seat.present);
  const { cores } = machine.state;
  machine.assignCores(
    cores.map(
      (core) => there[Math.floor((core.id * Math.min(there.length, cores.length)) / cores.length)]?.id ?? '',
    ),
  );
}

/** The run queue of a scheduler's cores. */
function queueOfSeat(machine: Machine<ProgramState>, seat: string): RunQueue | undefined {
  return machine.state.sched.queues.find((queue) => queue.owner === seat);
}

/** The scheduler in whose queue the process stands or last stood, '' where an algorithm has it. */
export function schedulerOf(machine: Machine<ProgramState>, pid: number): string {
  const { cores, sched } = machine.state;
  const queue = sched.queues[cores[machine.task(pid)?.sched.home ?? -1]?.queue ?? -1];
  return queue !== undefined && chosenByHand(queue) ? queue.owner : '';
}

/** Who picks on this machine: people, or the algorithm; `autopilot`: it stands in for all of them. */
export function whoPicks(machine: Machine<ProgramState>): { policy: PolicyName; autopilot: boolean } {
  const { sched } = machine.state;
  const owned = sched.queues.filter((queue) => queue.owner !== '');
  const autopilot = owned.length > 0 && owned.every((queue) => queue.silent);
  return { policy: owned.length > 0 && !autopilot ? 'human' : algorithmName(sched), autopilot };
}

/** Why a scheduler can't act on a core, or undefined. */
function refusal({ machine }: RoundContext, seat: SeatState, core: number): InputAnswer | undefined {
  const held = machine.state.cores[core];
  if (held === undefined) return no('no-core', 'There is no such core.');
  if (held.owner !== seat.id) return no('not-yours', 'Another scheduler has that core; choose one of yours.');
  return undefined;
}

export function dispatch(context: RoundContext, seat: SeatState, core: number, pid: number): InputAnswer {
  const refused = refusal(context, seat, core);
  if (refused !== undefined) return refused;
  if (context.machine.dispatch(core, pid, seat.id)) return OK;
  return no('not-ready', 'That process is not in your ready queue, or the line of the core is full.');
}

export function preempt(context: RoundContext, seat: SeatState, core: number): InputAnswer {
  const refused = refusal(context, seat, core);
  if (refused !== undefined) return refused;
  return context.machine.preempt(core, seat.id) ? OK : no('idle-core', 'Nobody runs on that core.');
}

/** Sends a ready process to another scheduler's queue, or fetches one from it. */
export function migrate({ machine }: RoundContext, seat: SeatState, core: number, pid: number): InputAnswer {
  if (machine.state.cores[core] === undefined) return no('no-core', 'There is no such core.');
  if (machine.migrate(pid, core, seat.id)) return OK;
  return no('not-moved', 'Only a ready process can move, and only from or to a queue of yours.');
}

/** A scheduler's ready queue, what is lined up, and how much waits on each core; the host sees every queue. */
export function kernelView(machine: Machine<ProgramState>, seat: string): KernelView {
  const { sched, cores, tick } = machine.state;
  const own = queueOfSeat(machine, seat);
  const mine = cores.filter((core) => own === undefined || core.owner === seat);
  const lined = mine.flatMap((core) => core.lined.map((pid) => ({ core: core.id, pid })));
  const queue = (own === undefined ? readyPids(sched) : readyIn(own)).flatMap((pid) => {
    const task = machine.task(pid);
    if (task === undefined) return [];
    const at = lined.find((entry) => entry.pid === pid)?.core ?? -1;
    return [
      { pid, waited: tick - task.sched.since, lastBurst: task.sched.lastBurst, nice: task.nice, lined: at },
    ];
  });
  return {
    queue,
    lined,
    mine: mine.map(({ id }) => id),
    waiting: cores.map((core) => {
      const shared = sched.queues[core.queue];
      return shared === undefined ? 0 : readyCount(shared);
    }),
    silentFor: own?.silent === true ? tick - own.humanAt : 0,
    fallback: algorithmName(sched),
  };
}
