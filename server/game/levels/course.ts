import type { Condition, Level } from '../../../shared/levels/schema.ts';
import type { Machine } from '../../kernel/machine.ts';
import { readyPids } from '../../kernel/sched/lists.ts';
import type { KernelEvent } from '../../kernel/types.ts';
import type { InputAnswer, ProgramState } from '../types.ts';
import { countArrival, countEvent, countHarm, countModes, countSleep, isPlayers } from './counts.ts';
import { holds, type LevelContext } from './measures.ts';
import { followCall } from './packet.ts';
import { cameAbout } from './predicates.ts';
import { makeQuestion } from './questions.ts';
import type { LevelState } from './types.ts';

/** Ticks that the machine goes on after the outcome is known, so that it is seen. */
const LINGER = 8;

export function newLevelState(level: Level, seat: string): LevelState {
  return {
    id: level.id,
    seat,
    step: 0,
    stepAt: 0,
    asked: false,
    answered: false,
    question: null,
    came: false,
    counts: new Map(),
    printed: '',
    allPrinted: '',
    computed: 0,
    stuck: 0,
    lastLine: 0,
    trail: [],
    calls: [],
    pitfalls: [],
    advisedAt: -1,
    arrivals: level.arrivals.map(({ at, infected }, index) => ({
      seat: arrivalSeat(index),
      pid: 0,
      at,
      firstRun: -1,
      runs: 0,
      waited: 0,
      ended: -1,
      cpu: 0,
      infected,
      refused: 0,
    })),
    outcome: 'open',
    endedAt: -1,
    advice: '',
  };
}

/** Seat id of the process that comes by itself at that place of the level's list. */
export function arrivalSeat(index: number): string {
  return `a${index + 1}`;
}

/** Whether the machine stands still until the player answers, or decides who gets an idle core. */
export function isHeld(level: Level, machine: Machine<ProgramState>, state: LevelState): boolean {
  return state.outcome === 'open' && (state.question !== null || waitsForChoice(level, machine));
}

/**
 * Whether the machine waits for who has the level's station: a core is idle or at the end of a quantum while somebody is ready and
 * nobody is lined up; a fault needs a frame; the disk stands still with requests in its queue.
 */
export function waitsForChoice(level: Level, machine: Machine<ProgramState>): boolean {
  if (!level.thinks) return false;
  const { state } = machine;
  if (level.role === 'memory') return machine.waitingFaults().length > 0;
  if (level.role === 'io') return state.disk.active === null && state.disk.queue.length > 0;
  const lined = new Set(state.cores.flatMap((core) => core.lined));
  const asks = state.cores.some(
    (core) =>
      core.owner !== '' &&
      core.lined.length === 0 &&
      (core.pid === 0 || (core.phase === 'user' && core.quantumLeft === 1)),
  );
  return asks && readyPids(state.sched).some((pid) => !lined.has(pid));
}

/** Whether the level is over, and has been seen to be. */
export function isOver(state: LevelState, tick: number): boolean {
  return state.outcome !== 'open' && tick >= state.endedAt + LINGER;
}

/** Opens the question of the step under way where its moment has come. */
function maybeAsk(level: Level, context: LevelContext, events: readonly KernelEvent[]): void {
  const { state } = context;
  const step = level.steps[state.step];
  if (step?.ask === undefined || state.asked) return;
  if (step.moment !== undefined && !cameAbout(step.moment, events, context)) return;
  state.asked = true;
  state.question = makeQuestion(context, step.ask);
}

function nextStep(level: Level, context: LevelContext): void {
  const { state, machine, seat, tick } = context;
  state.step += 1;
  state.stepAt = tick;
  state.asked = false;
  state.answered = false;
  state.came = false;
  state.printed = '';
  state.computed = 0;
  const lines = (machine.task(seat.pid)?.user as ProgramState | undefined)?.lines ?? [];
  state.lastLine = Math.max(state.lastLine, ...lines.filter((l) => l.state !== 'queued').map((l) => l.id));
  if (state.step >= level.steps.length) judge(level, context);
}

/** Ends the step under way, and those after it that are complete at once. */
function proceed(level: Level, context: LevelContext, events: readonly KernelEvent[]): void {
  const { state } = context;
  while (state.outcome === 'open') {
    const step = level.steps[state.step];
    if (step === undefined) return;
    maybeAsk(level, context, events);
    if (state.question !== null) return;
    if (step.done !== undefined) state.came = state.came || cameAbout(step.done, events, context);
    const answered = step.ask === undefined || state.answered;
    if (!answered || (step.done !== undefined && !state.came)) return;
    nextStep(level, context);
    // What has happened belongs to the step that it ended; the next one looks at the state alone.
    events = [];
  }
}

function end(context: LevelContext, outcome: 'done' | 'failed', advice = ''): void {
  const { state, tick } = context;
  state.outcome = outcome;
  state.endedAt = tick;
  state.question = null;
  state.advice = outcome === 'failed' ? advice : '';
}

/** The hint of the way taken last that leads nowhere, or what is said to who comes too late. */
function adviceOf(level: Level, { state }: LevelContext, broken?: Condition): string {
  const last = state.pitfalls.at(-1);
  return broken?.hint ?? (last === undefined ? undefined : level.pitfalls[last]?.hint) ?? level.late;
}

/** All steps are done: the goals decide. */
function judge(level: Level, context: LevelContext): void {
  const missed = level.goals.find((goal) => !holds(context, goal));
  end(context, missed === undefined ? 'done' : 'failed', adviceOf(level, context));
}

/** Brings the level on by a tick with these events. */
export function followLevel(level: Level, context: LevelContext, events: readonly KernelEvent[]): void {
  const { state, tick } = context;
  const own = events.filter((event) => isOwn(context, event));
  // A call that is under way when the level ends is still seen to come back.
  for (const event of own) followCall(context, event);
  if (state.outcome !== 'open') return;
  for (const event of own) countEvent(context, event);
  for (const event of events) countArrival(context, event);
  countModes(context);
  countSleep(context);
  countHarm(context);
  for (const [index, { when }] of level.pitfalls.entries()) {
    if (!cameAbout(when, own, context)) continue;
    const known = state.pitfalls.at(-1) === index;
    if (!known) state.pitfalls.push(index);
    // A measure holds on; what has happened again is said again.
    if (!known || when.is !== 'measured') state.advisedAt = state.step;
  }
  proceed(level, context, own);
  if (state.outcome !== 'open') return;
  const broken = level.limits.find((limit) => !holds(context, limit));
  if (broken !== undefined || tick >= level.lengthTicks) {
    end(context, 'failed', adviceOf(level, context, broken));
  }
}

function isOwn(context: LevelContext, event: KernelEvent): boolean {
  if (event.kind === 'tty') return event.tty === context.seat.id;
  return 'pid' in event && isPlayers(context, event.pid);
}

/** Opens the first step. */
export function beginLevel(level: Level, context: LevelContext): void {
  proceed(level, context, []);
}

/** The player answers the question that holds the machine. A wrong answer is told why and counted. */
export function answer(level: Level, context: LevelContext, choice: number): InputAnswer {
  const { state } = context;
  const { question } = state;
  if (question === null) {
    return {
      ok: false,
      code: 'no-question',
      message: 'Nothing is asked at the moment: go on with the step.',
    };
  }
  if (choice >= question.options.length || question.tried.includes(choice)) {
    return { ok: false, code: 'no-option', message: 'Choose one of the answers that are still open.' };
  }
  if (choice !== question.right) {
    question.tried.push(choice);
    state.counts.set('mistakes', (state.counts.get('mistakes') ?? 0) + 1);
    if (level.limits.some((limit) => !holds(context, limit))) {
      end(context, 'failed', question.why[choice] || adviceOf(level, context));
    }
    return { ok: true };
  }
  state.question = null;
  state.answered = true;
  proceed(level, context, []);
  return { ok: true };
}
