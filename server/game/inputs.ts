import { signals } from '../../shared/abi/signals.ts';
import { MAX_LINES } from '../../shared/lang/ast.ts';
import { parseLine } from '../../shared/lang/parse.ts';
import { MESSAGES } from '../../shared/protocol/messages.ts';
import type { Task } from '../kernel/types.ts';
import type { Aim, Victim } from './cards/card.ts';
import { containerName } from './containers.ts';
import { cardsOf } from './exploits.ts';
import { failLine } from './lines.ts';
import { draw } from './prng.ts';
import type { RoundContext } from './round.ts';
import { dealCores, dispatch, migrate, preempt } from './schedulers.ts';
import { freeze, limit, terminate } from './stations/auditor.ts';
import { seek, serve } from './stations/io.ts';
import { chooseVictim, evict } from './stations/memory.ts';
import { giveUp } from './stations/table.ts';
import type { InputAnswer, Line, ProgramState, SeatInput, SeatState } from './types.ts';

type PlayerInput = Exclude<SeatInput, { type: 'join' | 'answer' | 'protections' | 'inject' | 'policy' }>;

const CTRL_C = '\u0003';
const OK: InputAnswer = { ok: true };
const no = (code: string, message: string): InputAnswer => ({ ok: false, code, message });

interface Process {
  task: Task;
  program: ProgramState;
}

/** The seat's living process, or why there is none. */
function processOf({ machine }: RoundContext, seat: SeatState): Process | InputAnswer {
  const task = machine.task(seat.pid);
  if (task === undefined) return no('no-process', 'Your process has ended; it starts again in a moment.');
  return { task, program: task.user as ProgramState };
}

/** Puts checked lines at the end of the queue. All or none. */
function queueLines(context: RoundContext, seat: SeatState, texts: readonly string[]): InputAnswer {
  const found = processOf(context, seat);
  if (!('task' in found)) return found;
  const waiting = found.program.lines.filter(
    (line) => line.state === 'queued' || line.state === 'running',
  ).length;
  if (waiting + texts.length > MAX_LINES)
    return no('queue-full', `At most ${MAX_LINES} lines can be queued; wait or remove some.`);
  const lines: Line[] = [];
  for (const text of texts) {
    const parsed = parseLine(text);
    if (!parsed.ok) return no('syntax', `${text.slice(0, 40)} — column ${parsed.column}: ${parsed.message}.`);
    lines.push({
      id: seat.linesMade + lines.length + 1,
      text,
      statement: parsed.statement,
      state: 'queued',
      result: '',
    });
  }
  seat.linesMade += lines.length;
  found.program.lines.push(...lines);
  context.machine.poke(seat.pid);
  return OK;
}

/** Ctrl+C: stops a line that computes; a process inside a call gets SIGINT, and ends. */
function interrupt({ machine }: RoundContext, { task, program }: Process): InputAnswer {
  if (task.call === null) failLine(program, 'stopped');
  else machine.kill(task.pid, signals.SIGINT);
  return OK;
}

function clearLines(context: RoundContext, seat: SeatState, id: number | undefined): InputAnswer {
  const found = processOf(context, seat);
  if (!('task' in found)) return found;
  const { program } = found;
  const line = program.lines.find((candidate) => candidate.id === id);
  if (line?.state === 'running') return interrupt(context, found);
  if (id !== undefined && line?.state !== 'queued') {
    return no('no-line', 'Only lines that have not ended can be taken back.');
  }
  program.lines = program.lines.filter(
    (line) => line.state !== 'queued' || (id !== undefined && line.id !== id),
  );
  return OK;
}

/**
 * Somebody else's living process, drawn from the round's generator, whose next state goes with it: one in the attacker's own
 * container or machine, by the number that it has there; or `beyond` it, by the machine's number. Nobody for an attack without aim.
 */
function findVictim(
  context: RoundContext,
  seat: SeatState,
  aim: Aim | undefined,
): (Victim & { random: number }) | undefined {
  const { machine, state } = context;
  const own = machine.task(seat.pid);
  if (own === undefined) return undefined;
  if (aim === undefined) return { pid: 0, user: '', me: seat.user, random: state.random };
  const home = containerName(context, own);
  const others = [...state.seats.values()].filter((other) => {
    const task = machine.task(other.pid);
    if (task === undefined || other.id === seat.id) return false;
    if (aim === 'near') return containerName(context, task) === home;
    // A number that means somebody else inside would be no way to name one outside.
    const means = machine.calledBy(seat.pid, other.pid);
    return containerName(context, task) !== home && (means === 0 || means === other.pid);
  });
  const drawn = draw(state.random, Math.max(1, others.length));
  const other = others[drawn.value];
  if (other === undefined) return undefined;
  const pid = aim === 'beyond' ? other.pid : machine.numberSeenBy(seat.pid, other.pid);
  return { pid, user: other.user, me: seat.user, random: drawn.state };
}

function useExploit(context: RoundContext, seat: SeatState, id: string): InputAnswer {
  const card = cardsOf(context, seat).find((one) => one.id === id);
  if (card === undefined) return no('no-exploit', 'There is no such exploit; choose one of your cards.');
  const victim = findVictim(context, seat, card.aim);
  if (victim === undefined) return no('no-victim', 'Nobody else is running; try again in a moment.');
  const answer = queueLines(context, seat, card.lines(victim));
  // Only what is accepted stands in the journal, so only that may move the generator.
  if (answer.ok) context.state.random = victim.random;
  return answer;
}

/** Applies a player's act to the machine. What is refused changes nothing. */
export function applyInput(context: RoundContext, seat: SeatState, input: PlayerInput): InputAnswer {
  const { machine } = context;
  if (input.type !== 'gone' && !(MESSAGES[input.type][1] as readonly string[]).includes(seat.role)) {
    return no('role', 'Your role can not do that.');
  }
  if (machine.state.panic !== null && input.type !== 'gone' && input.type !== 'level') {
    return no('panic', 'The machine has stopped; it boots again in a moment.');
  }
  switch (input.type) {
    case 'program':
      return queueLines(context, seat, input.lines);
    case 'clear':
      return clearLines(context, seat, input.id);
    case 'keys': {
      const found = processOf(context, seat);
      if (!('task' in found)) return found;
      if (input.text.includes(CTRL_C)) return interrupt(context, found);
      machine.typeKeys(seat.id, input.text);
      return OK;
    }
    case 'level':
      seat.level = input.level;
      return OK;
    case 'exploit':
      return useExploit(context, seat, input.id);
    case 'dispatch':
      return dispatch(context, seat, input.core, input.pid);
    case 'preempt':
      return preempt(context, seat, input.core);
    case 'migrate':
      return migrate(context, seat, input.core, input.pid);
    case 'quantum':
      machine.setQuantum(input.ticks, seat.id);
      return OK;
    case 'evict':
      return evict(context, seat, input.frame);
    case 'oom':
      return chooseVictim(context, input.pid);
    case 'serve':
      return serve(context, seat, input.line);
    case 'seek':
      return seek(context, seat, input.request);
    case 'limit':
      return limit(context, input.pid, input.file, input.to);
    case 'freeze':
      return freeze(context, seat, input.pid, input.on);
    case 'kill':
      return terminate(context, seat, input.pid);
    default:
      seat.present = false;
      if (seat.role === 'scheduler') dealCores(context);
      giveUp(context, seat.role);
      return OK;
  }
}
