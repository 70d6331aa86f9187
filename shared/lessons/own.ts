import { PROTECTIONS } from '../protections.ts';
import type { Scenario } from '../scenarios/schema.ts';
import type { LessonTexts } from './texts.ts';

interface Topic {
  /** Whether a lesson with this scenario is about it. */
  has(scenario: Scenario): boolean;
  aim: string;
  during?: { when: string; say: string };
}

const off = ({ protections }: Scenario): string[] =>
  PROTECTIONS.flatMap(({ id, name }) => (id !== 'kpti' && protections[id] === false ? [name] : []));

/** What a scenario can be about, the most special first. */
const TOPICS: readonly Topic[] = [
  {
    has: (scenario) => off(scenario).length > 0,
    aim: 'say what becomes possible where a protection is missing, and why machines have it',
    during: {
      when: 'middle',
      say: 'Switch a missing protection on and let the same attack be tried again. What is different?',
    },
  },
  {
    has: ({ roles }) => roles.malware,
    aim: 'name the mechanism that stops an attack, and what the attacker is answered',
    during: {
      when: 'when a wall is hit',
      say: 'Pause. Which wall was it, and how did the machine notice? Nobody had to look for the attack.',
    },
  },
  {
    has: ({ machine, roles }) => roles.memory || machine.framesPerProcess <= 4,
    aim: 'explain what happens when a page is needed and every frame is taken',
    during: {
      when: 'middle',
      say: 'Look at the frames: whose page went to swap last, and who came back for it?',
    },
  },
  {
    has: ({ roles, traffic }) => roles.io || traffic !== undefined,
    aim: 'say what an interrupt is, and what is lost when nobody answers it in time',
    during: {
      when: 'near the end',
      say: 'Send in an interrupt storm. Which line has to be served first, and why?',
    },
  },
  {
    has: ({ roles }) => roles.scheduler,
    aim: 'compare scheduling policies by waiting, response and turnaround time',
    during: {
      when: 'first minute',
      say: 'Who is ready and who only waits? Ask the schedulers for their rule in one sentence.',
    },
  },
  {
    has: () => true,
    aim: 'say why programs ask the kernel for files, memory and devices instead of taking them',
    during: {
      when: 'first minute',
      say: 'Pause at a process that waits: what did it ask for, and who works on it now?',
    },
  },
];

const MOST = 3;

/** What a lesson with a teacher's own scenario is for, from what is in it. */
export function ownLesson(scenario: Scenario): LessonTexts {
  const topics = TOPICS.filter(({ has }) => has(scenario)).slice(0, MOST);
  const missing = off(scenario);
  const before =
    missing.length === 0
      ? 'You are programs on one machine. You can compute; for everything else you ask the kernel, and it may refuse.'
      : `On this machine something is missing: ${missing.join(', ').toLowerCase()}. Find out what that allows.`;
  return {
    aims: topics.map(({ aim }) => aim),
    before,
    during: topics.flatMap(({ during }) => (during === undefined ? [] : [during])),
    after: 'What did the kernel decide for you in this round, and what would have happened without it?',
  };
}
