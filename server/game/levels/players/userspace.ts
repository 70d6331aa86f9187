import { type Pair, scripted, stubborn } from './types.ts';

export const userspacePlayers: Record<string, Pair> = {
  'userspace-1': {
    good: (level) =>
      scripted(level, {
        lines: {
          1: ['write(1, "hello\\n", 6)'],
          2: ['write(1, "a process\\n", 10)'],
          3: ['close(1)', 'write(1, "hm?", 3)'],
        },
      }),
    wrong: () => stubborn(['work 20', 'out']),
  },
  'userspace-2': {
    good: (level) =>
      scripted(level, {
        lines: { 4: ['write(1, "please\\n", 7)'] },
        answers: { 0: [1], 2: [2], 3: [2] },
      }),
    wrong: () => stubborn(['x = load KERNEL', 'work 4']),
  },
  'userspace-3': {
    good: (level) =>
      scripted(level, {
        lines: { 10: level.steps[10]?.lines ?? [] },
        // Of /home among the root's entries, of ada among the homes: in the order of their names.
        answers: { 1: [3], 2: [0], 3: [0], 5: [1], 6: [1], 7: [0], 9: [0], 10: [0], 11: [3], 12: [0] },
      }),
    wrong: () =>
      stubborn(['work 4', 'fd = open("/home/ada", O_RDONLY|O_DIRECTORY)', 'n = read(fd, buf, 64)']),
  },
  'userspace-4': {
    good: (level) => scripted(level, { answers: { 2: [1] } }),
    wrong: () => stubborn(['repeat 6: write(1, "a", 1)']),
  },
};
