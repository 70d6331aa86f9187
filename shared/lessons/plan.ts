import { CURRICULUM } from '../curriculum.ts';
import type { Scenario } from '../scenarios/schema.ts';
import { ownLesson } from './own.ts';
import { LESSONS } from './texts.ts';

/** Simulated ticks in a minute, at speed 1. */
const TICKS_PER_MINUTE = 300;
/** Minutes before the round (join, roles, briefing) and after it (chart, questions). */
const OPENING = 8;
const CLOSING = 12;

/** A page of a lesson plan: paragraphs and lists, for any medium. */
export interface LessonPlan {
  title: string;
  summary: string;
  parts: { heading: string; items: string[] }[];
}

/** The plan of a lesson with that scenario: as it is written, or, for a teacher's own, made from what is in it. */
export function lessonPlan(scenario: Scenario): LessonPlan {
  const texts = LESSONS[scenario.id] ?? ownLesson(scenario);
  const round = Math.ceil(scenario.lengthTicks / TICKS_PER_MINUTE);
  const questions = scenario.questions.map(
    ({ text, answers, right, why }) => `${text} Answer: ${answers[right]}. ${why}`,
  );
  return {
    title: scenario.name,
    summary: scenario.blurb,
    parts: [
      { heading: 'Aims', items: texts.aims.map((aim) => `Students can ${aim}.`) },
      { heading: 'Curriculum', items: scenario.codes.map((code) => `${code}: ${CURRICULUM[code] ?? code}`) },
      {
        heading: 'Timing',
        items: [
          `${OPENING} minutes: open the room, let everybody join, read the briefing.`,
          `${round} minutes: the round, plus the time you pause it to talk.`,
          `${CLOSING} minutes: results, the table of policies, questions.`,
          `A second round with rotated roles takes another ${round} minutes and is worth it.`,
        ],
      },
      {
        heading: 'What to say when',
        items: [
          `Before: ${texts.before}`,
          ...texts.during.map(({ when, say }) => `${when[0]?.toUpperCase()}${when.slice(1)}: ${say}`),
          `After: ${texts.after}`,
        ],
      },
      { heading: 'Questions and answers', items: questions },
    ],
  };
}
