import type { ManualEntry } from './entry.ts';

/** The calls that send signals and say what they do. */
export const signalsManual = {
  kill: { signature: 'int kill(pid_t pid, int sig)', errors: ['EINVAL', 'EPERM', 'ESRCH'] },
  tkill: { signature: 'int tkill(pid_t tid, int sig)', errors: ['EINVAL', 'EPERM', 'ESRCH'] },
  tgkill: { signature: 'int tgkill(pid_t tgid, pid_t tid, int sig)', errors: ['EINVAL', 'EPERM', 'ESRCH'] },
  rt_sigaction: {
    signature: 'int rt_sigaction(int signum, void (*handler)(int), int flags, const sigset_t *mask)',
    errors: ['EFAULT', 'EINVAL'],
    simplified:
      'Handler, flags and mask stand in the call itself instead of in a structure, and the old action is not written. SA_ONSTACK and SA_RESTORER count for nothing.',
  },
  rt_sigreturn: {
    signature: 'int rt_sigreturn(void)',
    errors: [],
    simplified:
      'The frame lies with the kernel, not on the stack: a simulated thread has no registers to save. Without one: SIGSEGV.',
  },
  rt_sigprocmask: {
    signature: 'int rt_sigprocmask(int how, const sigset_t *set, sigset_t *oldset)',
    errors: ['EFAULT', 'EINVAL'],
  },
  rt_sigpending: { signature: 'int rt_sigpending(sigset_t *set)', errors: ['EFAULT'] },
  rt_sigsuspend: { signature: 'int rt_sigsuspend(const sigset_t *mask)', errors: ['EFAULT', 'EINTR'] },
  pause: { signature: 'int pause(void)', errors: ['EINTR'] },
  alarm: { signature: 'unsigned int alarm(unsigned int seconds)', errors: [] },
} satisfies Record<string, ManualEntry>;
