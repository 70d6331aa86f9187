import type { ManualEntry } from './entry.ts';

/** The calls that send signals and say what they do. */
export const signalsManual = {
  kill: { signature: 'int kill(pid_t pid, int sig)', errors: ['EINVAL', 'EPERM', 'ESRCH'] },
  rt_sigaction: {
    signature: 'int rt_sigaction(int signum, int action)',
    errors: ['EINVAL'],
    simplified: 'The action is SIG_DFL (0) or SIG_IGN (1) itself instead of a pointer to a structure.',
  },
  rt_sigprocmask: {
    signature: 'int rt_sigprocmask(int how, const sigset_t *set)',
    errors: ['EFAULT', 'EINVAL'],
    simplified: 'The old mask is not written.',
  },
  rt_sigpending: { signature: 'int rt_sigpending(sigset_t *set)', errors: ['EFAULT'] },
  pause: { signature: 'int pause(void)', errors: [] },
} satisfies Record<string, ManualEntry>;
