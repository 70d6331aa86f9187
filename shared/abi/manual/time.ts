import type { ManualEntry } from './entry.ts';

/** The calls about time. */
export const timeManual = {
  nanosleep: {
    signature: 'int nanosleep(int ticks, struct timespec *rem)',
    errors: ['EINTR', 'EINVAL'],
    simplified:
      'The length is a number of ticks of 10 ms in the call itself instead of a structure; what is left at EINTR is written as one.',
  },
  poll: {
    signature: 'int poll(struct pollfd *fds, nfds_t nfds, int ticks)',
    errors: ['EFAULT', 'EINTR', 'EINVAL'],
    simplified: 'The timeout is a number of ticks of 10 ms instead of milliseconds.',
  },
  clock_gettime: {
    signature: 'int clock_gettime(clockid_t clockid, struct timespec *tp)',
    errors: ['EFAULT', 'EINVAL'],
    simplified: 'The machine is switched on on 1 January 2026 at midnight, and a tick is 10 ms.',
  },
  gettimeofday: {
    signature: 'int gettimeofday(struct timeval *tv, struct timezone *tz)',
    errors: ['EFAULT'],
  },
  times: { signature: 'clock_t times(struct tms *buf)', errors: ['EFAULT'] },
  getrusage: {
    signature: 'int getrusage(int who, struct rusage *usage)',
    errors: ['EFAULT', 'EINVAL'],
    simplified: 'Fills times, resident memory as it is now, and page faults; the rest is 0.',
  },
} satisfies Record<string, ManualEntry>;
