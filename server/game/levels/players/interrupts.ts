import { type Pair, scripted, stubborn } from './types.ts';

export const interruptsPlayers: Record<string, Pair> = {
  'interrupts-1': {
    good: (level) => scripted(level, { answers: { 0: [1], 2: [1] } }),
    wrong: (level) => {
      const known = scripted(level, { answers: { 0: [1] } });
      const rude = stubborn(['hlt', 'lcr3']);
      return (view) => (view.course.question !== null ? known(view) : rude(view));
    },
  },
  'interrupts-4': {
    good: (level) =>
      scripted(level, {
        lines: {
          0: level.steps[0]?.lines ?? [],
          3: [...(level.steps[3]?.lines.slice(0, 2) ?? []), 'wait4(pid)'],
        },
        answers: { 2: [1] },
      }),
    wrong: (level) =>
      scripted(level, {
        lines: { 0: level.steps[0]?.lines ?? [], 3: level.steps[3]?.lines.slice(0, 3) ?? [] },
        answers: { 2: [1] },
      }),
  },
};
