import { errno } from '../../../shared/abi/errno.ts';
import { signalName } from '../../../shared/abi/signals.ts';
import type { Predicate } from '../../../shared/levels/schema.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { ProgramState } from '../types.ts';
import { type LevelContext, measure } from './measures.ts';

type Of<K extends Predicate['is']> = Extract<Predicate, { is: K }>;

/** Whether an event is the answer to a call as the predicate wants it. */
function returned(event: KernelEvent, { call, error, arg }: Of<'returned'>): boolean {
  if (event.kind !== 'syscallExit' || event.name !== call || !event.strace.includes(arg)) return false;
  return error === '' ? event.ret >= 0 : event.ret === -(errno as Record<string, number>)[error]!;
}

/** Whether one of the events of a tick that are the player's own is what the predicate waits for. */
function happened(event: KernelEvent, predicate: Predicate, context: LevelContext): boolean {
  switch (predicate.is) {
    case 'entered':
      return event.kind === 'syscallEnter' && event.name === predicate.call;
    case 'returned':
      return returned(event, predicate);
    case 'stepped':
      return event.kind === 'syscallStep' && event.step === predicate.step;
    case 'slept':
      return event.kind === 'block' && event.on.startsWith(predicate.on);
    case 'refused':
      return event.kind === 'denied' && event.mechanism === predicate.by;
    case 'ended':
      if (event.kind !== 'exit') return false;
      return predicate.signal === '' ? event.signal === 0 : signalName(event.signal) === predicate.signal;
    case 'panicked':
      return event.kind === 'panic';
    default:
      return isSo(predicate, context);
  }
}

/** Predicates over the state: they hold or don't, whatever has just happened. */
function isSo(predicate: Predicate, context: LevelContext): boolean {
  const { machine, seat, state } = context;
  const task = machine.task(seat.pid);
  switch (predicate.is) {
    case 'printed':
      return state.printed.includes(predicate.text);
    case 'computed':
      return state.computed >= predicate.ticks;
    case 'measured':
      return measure(context, predicate.measure) >= predicate.atLeast;
    case 'holds': {
      const bytes = machine.readFile(predicate.path);
      return bytes !== null && new TextDecoder().decode(bytes) === predicate.text;
    }
    case 'ran':
      return ((task?.user as ProgramState | undefined)?.lines ?? []).some(
        (line) => line.id > state.lastLine && line.state === 'done' && line.text.startsWith(predicate.line),
      );
    case 'handling': {
      const core = machine.state.cores.find((candidate) => candidate.pid === seat.pid);
      return core?.phase === 'handle' && task?.call?.name === predicate.call;
    }
    default:
      return false;
  }
}

/** Whether the predicate has come about in a tick with these events of the player's processes. */
export function cameAbout(
  predicate: Predicate,
  events: readonly KernelEvent[],
  context: LevelContext,
): boolean {
  return isSo(predicate, context) || events.some((event) => happened(event, predicate, context));
}
