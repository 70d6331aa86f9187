import { type Pair, scripted, stubborn } from './types.ts';

export const memoryPlayers: Record<string, Pair> = {
  'memory-1': {
    good: (level) =>
      scripted(level, {
        lines: { 3: level.steps[3]?.lines ?? [] },
        answers: { 1: [0], 2: [1], 4: [1] },
      }),
    wrong: () => stubborn(['store 64, 1']),
  },
  'memory-4': {
    good: (level) =>
      scripted(level, {
        lines: { 1: level.steps[1]?.lines ?? [], 3: level.steps[3]?.lines ?? [] },
        answers: { 1: [1], 2: [0] },
      }),
    wrong: (level) => {
      const known = scripted(level, { answers: { 1: [1], 2: [0] } });
      const many = stubborn(['pid = fork()']);
      return (view) => (view.course.step < 1 || view.course.question !== null ? known(view) : many(view));
    },
  },
};
