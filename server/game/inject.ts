import type { Incident } from '../../shared/protocol/messages.ts';
import type { Machine } from '../kernel/machine.ts';
import { linesFrom } from './binaries.ts';
import { newProgram } from './program.ts';
import type { RoundContext } from './round.ts';
import { pressConsole, strayPacket } from './traffic.ts';
import type { InputAnswer, ProgramState } from './types.ts';

/** User and group of the processes that the host sends in: nobody's, as on any Linux, with no right to anything. */
export const NOBODY = 65_534;
/** Ticks for which an interrupt storm lasts. */
export const STORM_TICKS = 30;
/** Keys pressed at the console in each of them. */
const STORM_KEYS = 4;

/** Programs that go wrong, in the language of the players; the kernel alone decides what comes of them. */
const PROGRAMS = {
  /** Loads through a null pointer. */
  crash: ['work 2', 'x = load 0'],
  /** Every child forks on where its parent stands. */
  forkbomb: ['repeat 6: fork()', 'work 12', 'repeat 4: wait4(-1)'],
} as const;

const OK: InputAnswer = { ok: true };
const no = (code: string, message: string): InputAnswer => ({ ok: false, code, message });

/** The host lets something happen to the machine, by the machine's own means. */
export function inject(context: RoundContext, what: Incident): InputAnswer {
  const { state, machine, emit } = context;
  if (state.course !== null) return no('no-inject', 'A level has its own course: open a room to do that.');
  if (machine.state.panic !== null || state.outage !== null)
    return no('panic', 'The machine has stopped; it boots again in a moment.');
  if (what === 'interrupts') state.stormUntil = state.tick + STORM_TICKS;
  else if (lives(machine, what)) return no('busy', 'The last one still runs: wait until it has ended.');
  else spawn(machine, what);
  emit({ kind: 'incident', what });
  return OK;
}

function lives({ state }: Machine<ProgramState>, comm: string): boolean {
  for (const task of state.tasks.values()) if (task.cred.uid === NOBODY && task.comm === comm) return true;
  return false;
}

function spawn(machine: Machine<ProgramState>, what: keyof typeof PROGRAMS): void {
  const user = { ...newProgram(''), main: false, lines: linesFrom(PROGRAMS[what]) };
  machine.spawn({ comm: what, uid: NOBODY, gid: NOBODY, user });
}

/** Once a tick: in a storm keyboard and network card ring in every one. */
export function stormTick({ state, machine }: RoundContext): void {
  if (state.tick > state.stormUntil) return;
  pressConsole(machine, STORM_KEYS);
  strayPacket(machine);
}
