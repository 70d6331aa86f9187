import type { ManualEntry } from './entry.ts';

const ONE_TICK =
  'Times are the machine’s ticks, in the structure’s first field, as nothing shorter passes there.';
const NO_LIMITS = 'RLIMIT_RTPRIO and RLIMIT_NICE are 0, as Linux has them unless root says otherwise.';

/** The calls by which a process asks something of the scheduler. */
export const schedManual = {
  sched_yield: { signature: 'int sched_yield(void)', errors: [] },
  getpriority: {
    signature: 'int getpriority(int which, id_t who)',
    errors: ['EINVAL', 'ESRCH'],
    simplified:
      'Answers as the raw call does: 20 − nice. The machine has no process groups, so PRIO_PGRP with 0 means the caller.',
  },
  setpriority: {
    signature: 'int setpriority(int which, id_t who, int prio)',
    errors: ['EACCES', 'EINVAL', 'EPERM', 'ESRCH'],
    simplified: 'The machine has no process groups, so PRIO_PGRP with 0 means the caller.',
  },
  sched_setparam: {
    signature: 'int sched_setparam(pid_t pid, const struct sched_param *param)',
    errors: ['EFAULT', 'EINVAL', 'EPERM', 'ESRCH'],
    simplified: NO_LIMITS,
  },
  sched_getparam: {
    signature: 'int sched_getparam(pid_t pid, struct sched_param *param)',
    errors: ['EFAULT', 'EINVAL', 'ESRCH'],
  },
  sched_setscheduler: {
    signature: 'int sched_setscheduler(pid_t pid, int policy, const struct sched_param *param)',
    errors: ['EFAULT', 'EINVAL', 'EPERM', 'ESRCH'],
    simplified: `SCHED_OTHER, FIFO, RR, BATCH and IDLE; real-time processes are not throttled. ${NO_LIMITS}`,
  },
  sched_getscheduler: {
    signature: 'int sched_getscheduler(pid_t pid)',
    errors: ['EINVAL', 'ESRCH'],
  },
  sched_get_priority_max: { signature: 'int sched_get_priority_max(int policy)', errors: ['EINVAL'] },
  sched_get_priority_min: { signature: 'int sched_get_priority_min(int policy)', errors: ['EINVAL'] },
  sched_rr_get_interval: {
    signature: 'int sched_rr_get_interval(pid_t pid, struct timespec *tp)',
    errors: ['EFAULT', 'EINVAL', 'ESRCH'],
    simplified: ONE_TICK,
  },
  sched_setaffinity: {
    signature: 'int sched_setaffinity(pid_t pid, size_t cpusetsize, const cpu_set_t *mask)',
    errors: ['EFAULT', 'EINVAL', 'EPERM', 'ESRCH'],
    simplified: 'Masks have 16 bits, as many as a machine has cores at most.',
  },
  sched_getaffinity: {
    signature: 'int sched_getaffinity(pid_t pid, size_t cpusetsize, cpu_set_t *mask)',
    errors: ['EFAULT', 'EINVAL', 'ESRCH'],
    simplified: 'Answers the bytes that were written, as the raw call does.',
  },
} satisfies Record<string, ManualEntry>;
