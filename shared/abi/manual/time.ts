import type { ManualEntry } from './entry.ts';

/** The calls about time. */
export const timeManual = {
  nanosleep: {
    signature: 'int nanosleep(int ticks)',
    errors: ['EINVAL'],
    simplified: 'The length is a number of ticks, not a structure: the machine’s clock counts ticks.',
  },
} satisfies Record<string, ManualEntry>;
