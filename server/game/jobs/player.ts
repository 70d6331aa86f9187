import type { JobSpec } from '../types.ts';

/** Music: very little work, again and again, and never too late. */
export function playerJob(): JobSpec {
  return {
    title: 'play a song',
    story:
      'Each beat is one tick of work, then you sleep. If the scheduler lets you wait too long, the music stutters.',
    goals: [
      {
        text: '5 beats in all, each within 60 ticks of the one before',
        check: { kind: 'beats', count: 5, longest: 60 },
      },
    ],
    recipe: [
      {
        line: 'repeat 6: work 1; nanosleep(4)',
        why: 'Work a little, then give the core away: block, don’t poll.',
      },
    ],
    points: 12,
  };
}
