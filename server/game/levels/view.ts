import type { Condition, Level } from '../../../shared/levels/schema.ts';
import type { LevelResult, LevelView, Stars } from '../../../shared/protocol/level.ts';
import { waitsForChoice } from './course.ts';
import { holds, type LevelContext, measure } from './measures.ts';
import { packetView } from './packet.ts';

function shown(context: LevelContext, condition: Condition) {
  return {
    text: condition.text,
    value: measure(context, condition.measure),
    holds: holds(context, condition),
  };
}

/** Where a step is completed by a measure that has to grow: how far that is. */
function progressOf(level: Level, context: LevelContext): LevelView['progress'] {
  const done = level.steps[context.state.step]?.done;
  if (context.state.question !== null || done?.is !== 'measured' || done.atLeast < 3) return null;
  return { value: Math.min(done.atLeast, measure(context, done.measure)), of: done.atLeast };
}

/** What the level's player sees of its course. */
export function levelView(level: Level, context: LevelContext): LevelView {
  const { state, tick } = context;
  const { question } = state;
  const last = state.pitfalls.at(-1);
  return {
    id: level.id,
    step: state.step,
    question:
      question === null
        ? null
        : {
            text: question.text,
            options: question.options,
            tried: question.tried,
            said: question.why[question.tried.at(-1) ?? -1] ?? '',
            scene: question.scene,
          },
    progress: progressOf(level, context),
    packet: level.journey ? packetView(context) : null,
    waits: state.outcome === 'open' && question === null && waitsForChoice(level, context.machine),
    trail: state.trail,
    // What was said of a step that is done helps nobody any more.
    advice: last === undefined || state.advisedAt !== state.step ? '' : (level.pitfalls[last]?.hint ?? ''),
    goals: level.goals.map((goal) => shown(context, goal)),
    limits: level.limits.map((limit) => {
      const bound = shown(context, limit);
      return { ...bound, near: 2 * bound.value > (limit.atMost ?? Infinity) };
    }),
    outcome: state.outcome,
    left: Math.max(0, level.lengthTicks - tick),
  };
}

function starsOf(level: Level, context: LevelContext): Stars {
  if (context.state.outcome !== 'done') return 0;
  if (!level.two.every((condition) => holds(context, condition))) return 1;
  return level.three.every((condition) => holds(context, condition)) ? 3 : 2;
}

/** Limits and goals that don't hold; a bound that is both is told once. */
function missedOf(level: Level, context: LevelContext): LevelResult['missed'] {
  const missed = [...level.limits, ...level.goals].map((bound) => shown(context, bound));
  return missed.filter(
    ({ text, holds: fine }, at) => !fine && missed.findIndex((other) => other.text === text) === at,
  );
}

/** What the level came to. */
export function levelResult(level: Level, context: LevelContext): LevelResult {
  const all = [...level.goals, ...level.limits, ...level.two, ...level.three];
  const conditions = ([2, 3] as const).flatMap((stars) =>
    level[stars === 2 ? 'two' : 'three'].map((condition) => ({ stars, ...shown(context, condition) })),
  );
  return {
    levelId: level.id,
    outcome: context.state.outcome,
    complete: context.state.step >= level.steps.length,
    stars: starsOf(level, context),
    measures: Object.fromEntries(all.map(({ measure: name }) => [name, measure(context, name)])),
    conditions,
    missed: missedOf(level, context),
    advice: context.state.advice,
  };
}
