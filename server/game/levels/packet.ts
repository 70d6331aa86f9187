import type { LevelView, PacketPlace } from '../../../shared/protocol/level.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { LevelContext } from './measures.ts';

/** The player's calls on their way through the kernel, as the kernel's own events tell it. */

/** Calls that are kept: the whole level's. */
const MOST_CALLS = 24;
/** Calls that are shown. */
const MOST_SHOWN = 8;

/** Follows the call of the player's process that is under way. */
export function followCall({ seat, state, tick }: LevelContext, event: KernelEvent): void {
  if (!('pid' in event) || event.pid !== seat.pid) return;
  if (event.kind === 'syscallEnter') {
    const call = { name: event.name, text: event.strace, at: tick, ended: -1, slept: 0, asleep: -1 };
    state.calls = [...state.calls, { ...call, steps: [], ok: false }].slice(-MOST_CALLS);
    return;
  }
  const call = state.calls.at(-1);
  if (call === undefined || call.ended >= 0) return;
  if (event.kind === 'syscallStep') call.steps.push({ step: event.step, detail: event.detail });
  if (event.kind === 'block' && event.on.startsWith('disk')) call.asleep = tick;
  if (event.kind === 'wakeup' && call.asleep >= 0) {
    call.slept += tick - call.asleep;
    call.asleep = -1;
  }
  if (event.kind === 'syscallExit') {
    call.ended = tick;
    call.text = event.strace;
    call.ok = event.ret >= 0;
  }
}

/** Where the call under way is; a question about it says so more exactly. */
function placeOf({ state }: LevelContext): PacketPlace {
  if (state.question?.place) return state.question.place;
  const call = state.calls.at(-1);
  if (call === undefined) return 'user';
  if (call.ended < 0) return call.asleep >= 0 || call.slept > 0 ? 'disk' : 'gate';
  return call.name === 'write' && call.ok ? 'terminal' : 'user';
}

export function packetView(context: LevelContext): NonNullable<LevelView['packet']> {
  const { state, tick } = context;
  const calls = state.calls.slice(-MOST_SHOWN).map(({ name, text, at, ended, slept, asleep, steps, ok }) => ({
    name,
    text,
    ticks: (ended < 0 ? tick : ended) - at,
    slept: asleep < 0 ? slept : slept + tick - asleep,
    steps,
    over: ended >= 0,
    ok,
  }));
  return { at: placeOf(context), calls };
}
