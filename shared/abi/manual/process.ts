import type { ManualEntry } from './entry.ts';

/** The calls on processes, their identities and their time on the core. */
export const processManual = {
  fork: { signature: 'pid_t fork(void)', errors: ['EAGAIN', 'ENOMEM'] },
  exit: { signature: 'void _exit(int status)', errors: [] },
  exit_group: { signature: 'void exit_group(int status)', errors: [] },
  wait4: {
    signature: 'pid_t wait4(pid_t pid, int *wstatus, int options, struct rusage *rusage)',
    errors: ['ECHILD', 'EFAULT', 'EINTR', 'EINVAL'],
  },
  getpid: { signature: 'pid_t getpid(void)', errors: [] },
  getppid: { signature: 'pid_t getppid(void)', errors: [] },
  getuid: { signature: 'uid_t getuid(void)', errors: [] },
  geteuid: { signature: 'uid_t geteuid(void)', errors: [] },
  getgid: { signature: 'gid_t getgid(void)', errors: [] },
  setuid: { signature: 'int setuid(uid_t uid)', errors: ['EINVAL', 'EPERM'] },
  setgid: { signature: 'int setgid(gid_t gid)', errors: ['EINVAL', 'EPERM'] },
  ptrace: {
    signature: 'long ptrace(int op, pid_t pid, void *addr, void *data)',
    errors: ['EPERM', 'ESRCH'],
    simplified: 'Every attach is refused: no process of this machine traces another.',
  },
  getrlimit: {
    signature: 'int getrlimit(int resource, struct rlimit *rlim)',
    errors: ['EFAULT', 'EINVAL'],
    simplified: 'Knows RLIMIT_NOFILE.',
  },
  setrlimit: {
    signature: 'int setrlimit(int resource, rlim_t soft, rlim_t hard)',
    errors: ['EINVAL', 'EPERM'],
    simplified:
      'The two limits stand in the call itself instead of behind a pointer, so that they can be read in a line.',
  },
} satisfies Record<string, ManualEntry>;
