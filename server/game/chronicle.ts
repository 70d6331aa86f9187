import { errnoName } from '../../shared/abi/errno.ts';
import { PAGE_SIZE } from '../../shared/abi/flags.ts';
import { signalName } from '../../shared/abi/signals.ts';
import type { MechanismId } from '../../shared/walls.ts';
import { INIT } from '../kernel/proc/exit.ts';
import type { KernelEvent } from '../kernel/types.ts';
import { findSecrets } from './breaches.ts';
import { feel, tickStarvation } from './harm.ts';
import { isSpinning } from './lines.ts';
import type { RoundContext } from './round.ts';
import { discover } from './score.ts';
import { countCall, witness } from './stations/auditor.ts';
import { late, overrun } from './stations/io.ts';
import { regret } from './stations/memory.ts';
import type { ProgramState, SeatState } from './types.ts';

const STRACE_LINES = 60;
const TERMINAL_SIZE = 4000;
const MOST_WAITS = 1000;
/** Ticks until a process that ended is started anew. */
const RESPAWN = 12;

/** What a terminal shows of the text: a dot for each control character but new line and tab. */
function printable(text: string): string {
  return Array.from(text, (sign) => (sign >= ' ' || sign === '\n' || sign === '\t' ? sign : '·')).join('');
}

/** Follows what the kernel did: tells the seats, the world and the books. */
export class Chronicle {
  readonly #context: RoundContext;

  constructor(context: RoundContext) {
    this.#context = context;
  }

  follow(events: readonly KernelEvent[]): void {
    for (const event of events) this.#one(event);
    this.#drawGantt();
    tickStarvation(this.#context);
  }

  /** The seat to which a process belongs, its own or a child of it. */
  #seatOf(pid: number): SeatState | undefined {
    const program = this.#context.machine.task(pid)?.user as ProgramState | null | undefined;
    const id = program?.seat;
    if (id !== undefined) return this.#context.state.seats.get(id);
    for (const seat of this.#context.state.seats.values()) if (seat.pid === pid) return seat;
    return undefined;
  }

  #one(event: KernelEvent): void {
    const { emit, state } = this.#context;
    // What init does to keep house is nobody's play.
    if ('pid' in event && event.pid === INIT && event.kind.startsWith('syscall')) return;
    feel(this.#context, event);
    switch (event.kind) {
      case 'syscallEnter':
        emit({ kind: 'call', pid: event.pid, core: event.core, name: event.name });
        countCall(this.#context, event.pid);
        this.#journey(event.pid, event.name, 2, 'The call goes down: the core switches to kernel mode.');
        return;
      case 'syscallStep':
        emit({ kind: 'step', pid: event.pid, step: event.step, detail: '' });
        this.#journey(event.pid, 'getdents64', 3, event.detail);
        return;
      case 'syscallExit':
        this.#exitCall(event);
        return;
      case 'dispatch':
        emit({ kind: 'dispatch', core: event.core, pid: event.pid });
        state.waits.push(event.waited);
        if (state.waits.length > MOST_WAITS) state.waits.shift();
        this.#firstRun(event.pid);
        return;
      case 'preempt':
        emit({ kind: 'preempt', core: event.core, pid: event.pid, why: event.why });
        this.#lostCore(event.pid);
        return;
      case 'fault':
        if (!event.resolved) emit({ kind: 'fault', pid: event.pid, frame: -1, from: 'nowhere' });
        regret(this.#context, event.pid, Math.floor(event.address / PAGE_SIZE));
        return;
      case 'pageIn':
        emit({ kind: 'fault', pid: event.pid, frame: event.frame, from: event.from });
        return;
      case 'evict':
        emit({ kind: 'evict', frame: event.frame, pid: event.pid, by: event.by, to: event.to });
        return;
      case 'oom':
        emit({ kind: 'oom', pid: event.pid });
        return;
      case 'overrun':
        emit({ kind: 'overrun', device: event.device, lost: event.lost });
        overrun(this.#context);
        return;
      case 'overdue':
        late(this.#context);
        return;
      case 'interrupt':
        emit({ kind: 'interrupt', line: event.line, core: event.core });
        return;
      case 'denied':
        this.#denied(event.pid, event.mechanism, event.answer);
        return;
      case 'tty':
        this.#printed(event.tty, event.text);
        return;
      case 'exit':
        this.#ended(event);
        return;
      case 'damage':
        emit({
          kind: 'note',
          text: 'A sector of the disk was overwritten, past every file’s owner.',
          tone: 'bad',
        });
        return;
      case 'fork':
        emit({ kind: 'start', pid: event.child, program: this.#seatOf(event.pid)?.program ?? 'sh' });
        return;
      default:
    }
  }

  #exitCall(event: KernelEvent & { kind: 'syscallExit' }): void {
    const { emit } = this.#context;
    const seat = this.#seatOf(event.pid);
    const text = event.ret < 0 ? errnoName(event.ret) : '';
    emit({ kind: 'return', pid: event.pid, name: event.name, ok: event.ret >= 0, text });
    if (seat === undefined) return;
    const own = seat.pid === event.pid;
    this.#trace(seat, own ? event.strace : `[pid ${event.pid}] ${event.strace}`);
    if (event.name === 'wait4' && event.ret > 0 && seat.job !== null) seat.job.waited += 1;
    this.#journey(event.pid, event.name, 4, 'The result comes back to userspace.');
  }

  #trace(seat: SeatState, line: string): void {
    seat.strace.push(line);
    if (seat.strace.length > STRACE_LINES) seat.strace.shift();
  }

  /** Lights a step of `ls` where the seat plays it; steps only go forward within a job. */
  #journey(pid: number, call: string, step: 2 | 3 | 4, detail: string): void {
    const seat = this.#seatOf(pid);
    if (seat?.journey === null || seat?.journey === undefined || call !== 'getdents64') return;
    const task = this.#context.machine.task(pid);
    if (step === 3 && task?.call?.name !== 'getdents64') return;
    if (step >= seat.journey.step) seat.journey = { step, detail };
  }

  #firstRun(pid: number): void {
    const seat = this.#seatOf(pid);
    if (seat === undefined || seat.job === null || seat.answered || seat.pid !== pid) return;
    seat.answered = true;
    seat.responses.push(this.#context.state.tick - seat.job.startedAt);
  }

  /** Who spins and loses the core has met the timer. */
  #lostCore(pid: number): void {
    const program = this.#context.machine.task(pid)?.user as ProgramState | undefined;
    if (program === undefined || !isSpinning(program)) return;
    program.lostCore += 1;
    this.#denied(pid, 'preemption', 'core taken back');
  }

  #denied(pid: number, mechanism: MechanismId, answer: string): void {
    const { emit, state } = this.#context;
    const known = state.walls.get(mechanism);
    const seat = this.#seatOf(pid);
    const first = known === undefined;
    if (known === undefined)
      state.walls.set(mechanism, { hits: 1, first: state.tick, by: seat?.nickname ?? '' });
    else known.hits += 1;
    const wall = { kind: 'wall', id: mechanism, answer, first } as const;
    witness(this.#context, pid, seat, mechanism, answer);
    // Who ran into it is known to themselves and to the auditor alone.
    emit({ ...wall, pid: 0 }, seat === undefined ? {} : { except: seat.id });
    if (seat !== undefined) emit({ ...wall, pid }, { only: seat.id });
    if (seat !== undefined) discover(this.#context, seat, mechanism, first);
  }

  #printed(tty: string, text: string): void {
    const seat = this.#context.state.seats.get(tty);
    if (seat === undefined) return;
    seat.terminal = (seat.terminal + printable(text)).slice(-TERMINAL_SIZE);
    findSecrets(this.#context, seat, text);
    if (seat.job !== null) seat.job.printed = (seat.job.printed + text).slice(-TERMINAL_SIZE);
    if (seat.journey !== null && seat.journey.step === 4) {
      seat.journey = { step: 5, detail: 'The names stand on the terminal.' };
    }
  }

  #ended({ pid, code, signal, cpu, waited }: KernelEvent & { kind: 'exit' }): void {
    const { emit, state } = this.#context;
    state.audit.calls.delete(pid);
    emit({ kind: 'exit', pid, how: signal > 0 ? signalName(signal) : `exit ${code}` });
    for (const seat of state.seats.values()) {
      if (seat.pid !== pid) continue;
      seat.pid = 0;
      seat.pastCpu += cpu;
      seat.pastWaited += waited;
      this.#trace(
        seat,
        signal > 0 ? `+++ killed by ${signalName(signal)} +++` : `+++ exited with ${code} +++`,
      );
      seat.respawnAt = state.tick + RESPAWN;
      if (signal > 0)
        seat.terminal = `${seat.terminal}\n[${seat.program} ended by ${signalName(signal)}]\n`.slice(
          -TERMINAL_SIZE,
        );
    }
  }

  /** One slice a core and stretch of the same process in the same mode. */
  #drawGantt(): void {
    const { state, machine } = this.#context;
    for (const core of machine.state.cores) {
      const mode = machine.state.panic === null ? core.mode : 'idle';
      const pid = mode === 'idle' ? 0 : core.pid || core.last;
      const last = state.gantt.findLast((slice) => slice.core === core.id);
      if (last !== undefined && last.pid === pid && last.mode === mode && last.to === state.tick - 1)
        last.to = state.tick;
      else state.gantt.push({ core: core.id, from: state.tick - 1, to: state.tick, pid, mode });
    }
  }
}
