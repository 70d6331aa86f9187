import type { JobSpec } from '../types.ts';

/** Music: very little work, again and again, and never too late. */
export function playerJob(): JobSpec {
  return {
    title: 'play a song',
    story:
      'Each beat is one tick of work, then you sleep. If the scheduler lets you wait too long, the music stutters.',
    goals: [
      { text: '6 beats, each within 40 ticks of the last', check: { kind: 'beats', count: 6, longest: 40 } },
    ],
    recipe: [
      {
        line: 'repeat 8: work 1; nanosleep(4)',
        why: 'Work a little, then give the core away: block, don’t poll.',
      },
    ],
    points: 12,
  };
}
