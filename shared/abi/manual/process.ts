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
  getegid: { signature: 'gid_t getegid(void)', errors: [] },
  gettid: { signature: 'pid_t gettid(void)', errors: [] },
  vfork: {
    signature: 'pid_t vfork(void)',
    errors: ['EAGAIN'],
    simplified:
      'While it waits for the child not even SIGKILL wakes the parent; Linux lets that one through.',
  },
  clone: {
    signature: 'long clone(unsigned long flags, void *stack)',
    errors: ['EAGAIN', 'EINVAL', 'ENOMEM', 'EPERM'],
    simplified:
      'The stack is not used and thread-local storage and thread numbers are not written: a simulated thread has no registers to set.',
  },
  execve: {
    signature: 'int execve(const char *path, char *const argv[])',
    errors: ['E2BIG', 'EACCES', 'EFAULT', 'EINVAL', 'ELOOP', 'ENAMETOOLONG', 'ENOENT', 'ENOEXEC', 'ENOTDIR'],
    simplified:
      'The arguments may stand in the call as one text of words; there is no environment; they may take 4096 bytes, a quarter of the stack. Only the first thread of a process executes a program, another gets EINVAL.',
  },
  futex: {
    signature: 'long futex(uint32_t *uaddr, int op, uint32_t val, int ticks)',
    errors: ['EAGAIN', 'EFAULT', 'EINTR', 'EINVAL', 'ENOSYS', 'ETIMEDOUT'],
    simplified: 'FUTEX_WAIT and FUTEX_WAKE; the timeout is a number of ticks in the call itself.',
  },
  waitid: {
    signature: 'int waitid(int idtype, id_t id, siginfo_t *infop, int options, struct rusage *rusage)',
    errors: ['ECHILD', 'EFAULT', 'EINTR', 'EINVAL'],
    simplified: 'P_PIDFD is refused with EINVAL: there are no descriptors of processes.',
  },
  setpgid: {
    signature: 'int setpgid(pid_t pid, pid_t pgid)',
    errors: ['EACCES', 'EINVAL', 'EPERM', 'ESRCH'],
  },
  getpgid: { signature: 'pid_t getpgid(pid_t pid)', errors: ['ESRCH'] },
  getpgrp: { signature: 'pid_t getpgrp(void)', errors: [] },
  setsid: { signature: 'pid_t setsid(void)', errors: ['EPERM'] },
  getsid: { signature: 'pid_t getsid(pid_t pid)', errors: ['ESRCH'] },
  ptrace: {
    signature: 'long ptrace(int op, pid_t pid, void *addr, void *data)',
    errors: ['EPERM', 'ESRCH'],
    simplified:
      'PTRACE_ATTACH, PTRACE_SEIZE and PTRACE_TRACEME are judged as Linux judges them; an attach stops the target, and nothing more follows: no process of this machine reads another.',
  },
  prctl: {
    signature: 'int prctl(int op, unsigned long arg2, unsigned long arg3)',
    errors: ['EACCES', 'EFAULT', 'EINVAL'],
    simplified: 'Knows names, no_new_privs and seccomp.',
  },
  seccomp: {
    signature: 'int seccomp(unsigned int operation, unsigned int flags, const char *filter)',
    errors: ['EACCES', 'EFAULT', 'EINVAL'],
    simplified:
      'A filter is a text such as "fork=kill open=EACCES" instead of a program for the packet filter: calls without a rule pass, a killed process ends with SIGSYS.',
  },
  getrlimit: {
    signature: 'int getrlimit(int resource, struct rlimit *rlim)',
    errors: ['EFAULT', 'EINVAL'],
    simplified: 'All resources are kept and inherited; RLIMIT_NOFILE and RLIMIT_NPROC are enforced.',
  },
  setrlimit: {
    signature: 'int setrlimit(int resource, rlim_t soft, rlim_t hard)',
    errors: ['EINVAL', 'EPERM'],
    simplified:
      'The two limits stand in the call itself instead of behind a pointer, so that they can be read in a line.',
  },
  prlimit64: {
    signature: 'int prlimit64(pid_t pid, int resource, const struct rlimit *new, struct rlimit *old)',
    errors: ['EFAULT', 'EINVAL', 'EPERM', 'ESRCH'],
  },
  unshare: {
    signature: 'int unshare(int flags)',
    errors: ['EINVAL', 'ENOSPC', 'EPERM'],
    simplified:
      'Namespaces are mnt, uts, pid, user and cgroup; ipc, net and time answer EINVAL, as where they are configured out. CLONE_FS and CLONE_FILES change nothing.',
  },
  setns: {
    signature: 'int setns(int fd, int nstype)',
    errors: ['EBADF', 'EINVAL', 'EPERM'],
    simplified: 'The descriptor is one of /proc/<pid>/ns; a pidfd is not known.',
  },
  sethostname: {
    signature: 'int sethostname(const char *name, size_t len)',
    errors: ['EFAULT', 'EINVAL', 'EPERM'],
  },
  setdomainname: {
    signature: 'int setdomainname(const char *name, size_t len)',
    errors: ['EFAULT', 'EINVAL', 'EPERM'],
  },
  uname: { signature: 'int uname(struct utsname *buf)', errors: ['EFAULT'] },
  sysinfo: {
    signature: 'int sysinfo(struct sysinfo *info)',
    errors: ['EFAULT'],
    simplified: 'The load averages are 0; /proc/loadavg has them.',
  },
  getrandom: {
    signature: 'ssize_t getrandom(void *buf, size_t buflen, unsigned int flags)',
    errors: ['EFAULT', 'EINVAL'],
    simplified:
      'The bytes come from the machine’s own generator, so that a replay draws the same: no secret. At most 4096 a call.',
  },
  reboot: {
    signature: 'int reboot(int magic, int magic2, int op)',
    errors: ['EINVAL', 'EPERM'],
    simplified: 'Refused with EPERM for root too: the machine belongs to everybody in the round.',
  },
} satisfies Record<string, ManualEntry>;
