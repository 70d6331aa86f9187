import { type Pair, scripted, stubborn } from './types.ts';

export const userspacePlayers: Record<string, Pair> = {
  'userspace-1': {
    good: (level) =>
      scripted(level, {
        lines: { 2: ['write(1, "a process\\n", 10)'], 3: ['close(1)', 'write(1, "hm?", 3)'] },
      }),
    wrong: () => stubborn(['work 20', 'out']),
  },
};
