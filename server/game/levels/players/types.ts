import { linesOf } from '../../../../shared/levels/offer.ts';
import type { Level } from '../../../../shared/levels/schema.ts';
import type { Player, PlayerView } from '../run.ts';

/** Two players of a level: who has its idea, and who plays in the obvious wrong way. */
export interface Pair {
  good(level: Level): Player;
  wrong(level: Level): Player;
  /** Another one without it, for a measure that the first is good at. */
  other?(level: Level): Player;
}

/** What to do at each step: lines to queue once, answers to give in order. */
export interface Script {
  /** Step → lines queued when it begins and the process is quiet. */
  lines?: Record<number, string[]>;
  /** Step → answers, tried one after the other. */
  answers?: Record<number, number[]>;
}

/** The right answer of a step's question, where it is a fixed one. */
export function rightOf(level: Level | undefined, step: number): number | undefined {
  const ask = level?.steps[step]?.ask;
  return ask?.kind === 'fixed' ? ask.right : undefined;
}

/**
 * Follows a script. Where it says nothing of a step's lines, the step's own first line is taken; where it says nothing of
 * answers, the right one of a fixed question is given, and those of others are tried in order.
 */
export function scripted(level: Level, script: Script = {}): Player {
  let queuedAt = -1;
  const given = new Map<number, number>();
  return ({ course, quiet }: PlayerView) => {
    if (course.question !== null) {
      const turn = given.get(course.step) ?? 0;
      given.set(course.step, turn + 1);
      const wanted = script.answers?.[course.step]?.[turn];
      const open = course.question.options.findIndex((_, option) => !course.question?.tried.includes(option));
      return [{ type: 'answer', choice: wanted ?? rightOf(level, course.step) ?? open }];
    }
    const stops = level.steps[course.step]?.lines[0] === '^C';
    if (queuedAt === course.step || !(quiet || stops) || course.outcome !== 'open') return [];
    queuedAt = course.step;
    const lines = script.lines?.[course.step] ?? level.steps[course.step]?.lines.slice(0, 1) ?? [];
    if (lines[0] === '^C') return [{ type: 'keys', text: '\u0003' }];
    return lines.length === 0 ? [] : [{ type: 'program', lines: lines.flatMap(linesOf) }];
  };
}

/** Queues the same lines over and over, whatever is asked for; gives the last answer that is open. */
export function stubborn(lines: string[]): Player {
  return ({ course, quiet }) => {
    if (course.question !== null) {
      const open = course.question.options.flatMap((_, option) =>
        course.question?.tried.includes(option) ? [] : [option],
      );
      return [{ type: 'answer', choice: open.at(-1) ?? 0 }];
    }
    return quiet && course.outcome === 'open' ? [{ type: 'program', lines }] : [];
  };
}
