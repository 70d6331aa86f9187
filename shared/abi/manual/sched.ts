import type { ManualEntry } from './entry.ts';

/** The calls by which a process asks something of the scheduler. */
export const schedManual = {
  sched_yield: { signature: 'int sched_yield(void)', errors: [] },
  getpriority: {
    signature: 'int getpriority(int which, id_t who)',
    errors: [],
    simplified: 'Answers for the caller, as the raw call does: 20 − nice.',
  },
  setpriority: {
    signature: 'int setpriority(int which, id_t who, int prio)',
    errors: ['EACCES', 'EINVAL', 'ESRCH'],
    simplified: 'Sets the nice value of the caller only.',
  },
} satisfies Record<string, ManualEntry>;
