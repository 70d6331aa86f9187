import type { OutageView } from '../../shared/protocol/view.ts';
import { breach } from './breaches.ts';
import type { RoundContext } from './round.ts';
import { punishLost } from './score.ts';
import type { ProgramState, SeatState } from './types.ts';

/** Ticks for which the console of a machine that stopped can be read, and ticks that booting takes. */
export const PANIC_TICKS = 25;
export const BOOT_TICKS = 25;

/** What a seat had on the machine is gone: its process, its lines, its job. */
function loseWork(context: RoundContext, seat: SeatState): void {
  if (seat.job !== null) punishLost(context);
  seat.job = null;
  // Nobody wants anything of a machine that is down.
  seat.nextJobAt = context.state.tick + PANIC_TICKS + BOOT_TICKS;
  seat.journey = null;
}

function begin(context: RoundContext): void {
  const { state, machine, emit } = context;
  const { panic } = machine.state;
  if (panic === null) return;
  state.panics += 1;
  state.outage = { at: state.tick, rebootAt: state.tick + PANIC_TICKS, upAt: 0 };
  const program = machine.task(panic.pid)?.user as ProgramState | null | undefined;
  const culprit = state.seats.get(program?.seat ?? '');
  if (culprit !== undefined) breach(context, culprit, 'panic', `You brought the whole machine down`);
  for (const seat of state.seats.values()) loseWork(context, seat);
  emit({ kind: 'panic', pid: panic.pid, comm: panic.comm, reason: panic.reason });
}

/** The machine starts again from its disk; processes come back with their seats when it is up. */
function restart({ state, machine, emit }: RoundContext): void {
  const upAt = state.tick + BOOT_TICKS;
  for (const seat of state.seats.values()) {
    const task = machine.task(seat.pid);
    if (task !== undefined) {
      seat.pastCpu += task.sched.cpu;
      seat.pastWaited += task.sched.waited;
      seat.strace.push('+++ lost with the machine +++');
    }
    seat.pid = 0;
    seat.respawnAt = upAt;
  }
  machine.reboot();
  state.containers.clear();
  state.outage = { at: state.tick, rebootAt: 0, upAt };
  emit({ kind: 'reboot' });
}

/** A machine that has panicked: its console stands for a while, then it boots, then play goes on. Called each tick. */
export function tickOutage(context: RoundContext): void {
  const { state, machine } = context;
  const { outage } = state;
  if (machine.state.panic !== null && (outage === null || outage.rebootAt === 0)) begin(context);
  else if (machine.state.panic !== null && outage !== null && state.tick >= outage.rebootAt) restart(context);
  else if (machine.state.panic === null && outage !== null && state.tick >= outage.upAt) state.outage = null;
}

/** What everybody's screen shows while the machine is down. */
export function outageView({ state, machine }: RoundContext): OutageView | null {
  const { outage } = state;
  if (outage === null) return null;
  const { panic, log } = machine.state;
  return panic !== null
    ? { phase: 'panic', at: outage.at, until: outage.rebootAt, lines: panic.lines }
    : { phase: 'boot', at: outage.at, until: outage.upAt, lines: log };
}
