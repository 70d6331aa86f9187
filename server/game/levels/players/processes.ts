import { type Pair, scripted, stubborn } from './types.ts';

export const processesPlayers: Record<string, Pair> = {
  'processes-1': {
    good: (level) =>
      scripted(level, {
        lines: { 1: ['wait4(-1)', 'wait4(-1)'], 2: level.steps[2]?.lines ?? [] },
        answers: { 0: [2], 1: [1], 2: [2] },
      }),
    wrong: () => stubborn(['fork()']),
  },
  'processes-2': {
    good: (level) =>
      scripted(level, {
        lines: {
          0: level.steps[0]?.lines ?? [],
          2: [...(level.steps[2]?.lines.slice(0, 1) ?? []), 'kill(pid, 9)'],
          4: ['wait4(-1)', 'wait4(-1)'],
        },
        answers: { 1: [1], 2: [2] },
      }),
    wrong: (level) => {
      const known = scripted(level, {
        lines: { 0: level.steps[0]?.lines ?? [], 2: level.steps[2]?.lines.slice(0, 2) ?? [] },
        answers: { 1: [1], 2: [2] },
      });
      const polite = stubborn(['kill(pid, 15)']);
      return (view) => {
        const acts = known(view);
        return acts.length > 0 || view.course.step < 2 ? acts : polite(view);
      };
    },
  },
  'processes-3': {
    good: (level) => {
      const [pipes, child, read, write] = level.steps[4]?.lines ?? [];
      return scripted(level, {
        lines: {
          0: level.steps[0]?.lines ?? [],
          1: level.steps[1]?.lines ?? [],
          2: level.steps[2]?.lines ?? [],
          4: [pipes, child, write, read].filter((line) => line !== undefined),
        },
        answers: { 2: [1] },
      });
    },
    wrong: (level) =>
      scripted(level, {
        lines: {
          0: level.steps[0]?.lines ?? [],
          1: level.steps[1]?.lines ?? [],
          2: level.steps[2]?.lines ?? [],
          4: level.steps[4]?.lines ?? [],
        },
        answers: { 2: [1] },
      }),
  },
  'processes-4': {
    good: (level) => scripted(level, { lines: { 2: ['repeat 6: wait4(-1)'] }, answers: { 0: [2], 3: [1] } }),
    wrong: () => stubborn(['repeat 5: fork()']),
  },
};
