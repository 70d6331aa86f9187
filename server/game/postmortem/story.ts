import type { SyscallName } from '../../../shared/abi/syscalls.ts';
import type { Program } from '../../../shared/roles.ts';
import type { MechanismId } from '../../../shared/walls.ts';
import { INIT } from '../../kernel/proc/exit.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { Round } from '../round.ts';
import type { FiguresWatch } from './figures.ts';

/** A process as a question names it. */
export interface Who {
  pid: number;
  program: Program;
}
type At<T> = T & Who & { tick: number };

/** What is worth asking about in a round, as it was told by the kernel. */
export interface Story {
  deaths: At<{ signal: number; mechanism: MechanismId | '' }>[];
  killed: At<object>[];
  refusals: At<{ mechanism: MechanismId; answer: string; call: SyscallName | '' }>[];
  /** The longest wait in a ready queue, and the longest sleep; `tick`: when it was over. */
  wait: At<{ ticks: number }> | undefined;
  sleep: At<{ ticks: number; on: string }> | undefined;
  preempted: At<{ times: number }>[];
  faults: At<{ times: number }>[];
  forks: At<object>[];
  panic: { tick: number; comm: string; off: string[] } | undefined;
  /** Control groups that ran out of CPU quota, by name, and how often. */
  throttled: { group: string; times: number }[];
  switches: number;
  syscalls: number;
  ticks: number;
}

/** Listens to a round that is played again. Only processes of seats are told of: what the kernel's own do is nobody's play. */
export class Listener {
  readonly #figures: FiguresWatch;
  readonly #story: Omit<Story, 'preempted' | 'faults' | 'throttled' | 'switches' | 'syscalls' | 'ticks'> = {
    deaths: [],
    killed: [],
    refusals: [],
    wait: undefined,
    sleep: undefined,
    forks: [],
    panic: undefined,
  };
  readonly #preempted = new Map<number, At<{ times: number }>>();
  readonly #faults = new Map<number, At<{ times: number }>>();
  readonly #asleep = new Map<number, { tick: number; on: string }>();
  #round: Round | undefined;

  constructor(figures: FiguresWatch) {
    this.#figures = figures;
  }

  hear(round: Round, events: readonly KernelEvent[]): void {
    this.#round = round;
    for (const event of events) this.#one(event, round.tickNumber, events);
  }

  #who(pid: number): Who | undefined {
    const seat = this.#round?.seat(this.#figures.seatOf(pid) ?? '');
    return seat === undefined ? undefined : { pid, program: seat.program };
  }

  #one(event: KernelEvent, tick: number, events: readonly KernelEvent[]): void {
    if (event.kind === 'panic') {
      const { protections } = (this.#round as Round).machine.config;
      const off = Object.entries(protections).flatMap(([name, on]) => (on ? [] : [name]));
      this.#story.panic ??= { tick, comm: event.comm, off };
      return;
    }
    if (!('pid' in event) || event.pid === INIT) return;
    const who = this.#who(event.pid);
    if (who === undefined) return;
    const story = this.#story;
    switch (event.kind) {
      case 'exit':
        if (event.signal > 0)
          story.deaths.push({
            ...who,
            tick,
            signal: event.signal,
            mechanism: mechanismOf(events, event.pid),
          });
        return;
      case 'oom':
        story.killed.push({ ...who, tick });
        return;
      case 'denied':
        if (event.answer.startsWith('E'))
          story.refusals.push({ ...who, tick, ...event, call: callOf(events, event.pid) });
        return;
      case 'dispatch':
        if (event.waited > (story.wait?.ticks ?? 0)) story.wait = { ...who, tick, ticks: event.waited };
        return;
      case 'block':
        this.#asleep.set(event.pid, { tick, on: event.on });
        return;
      case 'wakeup':
        this.#woke(who, tick);
        return;
      case 'preempt':
        if (event.why === 'quantum') count(this.#preempted, who, tick);
        return;
      case 'fault':
        if (event.resolved) count(this.#faults, who, tick);
        return;
      case 'fork':
        story.forks.push({ ...who, tick });
        return;
      default:
    }
  }

  #woke(who: Who, tick: number): void {
    const slept = this.#asleep.get(who.pid);
    this.#asleep.delete(who.pid);
    if (slept === undefined || slept.on === '') return;
    const ticks = tick - slept.tick;
    if (ticks > (this.#story.sleep?.ticks ?? 0)) this.#story.sleep = { ...who, tick, ticks, on: slept.on };
  }

  story(round: Round): Story {
    const { sched, counts, cgroups } = round.machine;
    const most = (many: Map<number, At<{ times: number }>>) =>
      [...many.values()].sort((a, b) => b.times - a.times || a.pid - b.pid);
    return {
      ...this.#story,
      preempted: most(this.#preempted),
      faults: most(this.#faults),
      throttled: [...cgroups.values()]
        .filter(({ cpu }) => cpu.throttles > 0)
        .map(({ name, cpu }) => ({ group: name, times: cpu.throttles }))
        .sort((a, b) => b.times - a.times || (a.group < b.group ? -1 : 1)),
      switches: sched.switches,
      syscalls: counts.syscalls,
      ticks: round.tickNumber,
    };
  }
}

function count(many: Map<number, At<{ times: number }>>, who: Who, tick: number): void {
  const known = many.get(who.pid);
  if (known === undefined) many.set(who.pid, { ...who, tick, times: 1 });
  else known.times += 1;
}

/** The wall that a process ran into in this tick. */
function mechanismOf(events: readonly KernelEvent[], pid: number): MechanismId | '' {
  const found = events.findLast((event) => event.kind === 'denied' && event.pid === pid);
  return found?.kind === 'denied' ? found.mechanism : '';
}

/** The call of a process that came back with an error in this tick. */
function callOf(events: readonly KernelEvent[], pid: number): SyscallName | '' {
  const found = events.find((event) => event.kind === 'syscallExit' && event.pid === pid && event.ret < 0);
  return found?.kind === 'syscallExit' ? found.name : '';
}
