/** A mechanism of the simulated kernel or hardware that refuses. One row a wall; everything shown about it comes from here. */
export interface Wall {
  id: string;
  /** As the world prints it at the wall. */
  name: string;
  /** One or two sentences, for everybody. */
  explanation: string;
  /** A command or file on a real Linux that shows it. */
  seeIt: string;
  /** Curriculum codes. */
  codes: readonly string[];
}

export const WALLS = [
  {
    id: 'supervisor-bit',
    name: 'page table: supervisor only',
    explanation:
      'Kernel pages carry a supervisor bit. A core in user mode that touches one faults before any byte moves, and the process gets SIGSEGV.',
    seeIt: 'dmesg | grep segfault',
    codes: ['OS-Protection', '9618 16.1', 'H446 1.2.1'],
  },
  {
    id: 'page-table',
    name: 'page table: not yours',
    explanation:
      'Every process has a page table of its own. Another process’s memory is simply not in it, so the address leads nowhere and the core faults: SIGSEGV.',
    seeIt: 'cat /proc/self/maps',
    codes: ['OS-Memory', 'OS-Protection', '9618 16.1'],
  },
  {
    id: 'privileged-instruction',
    name: 'privileged instruction',
    explanation:
      'Instructions that steer the hardware (hlt, cli, out, loading a page table) work in kernel mode only. In user mode the processor raises a general protection fault: SIGSEGV. Being root does not help.',
    seeIt: 'man 2 iopl',
    codes: ['OS-Protection', '0478 4.1', '7517 4.6.1.4'],
  },
  {
    id: 'user-copy',
    name: 'user copy check',
    explanation:
      'Before the kernel reads or writes memory for a process it checks that the address is that process’s own. A pointer into kernel memory is answered with EFAULT.',
    seeIt: 'man 2 write (EFAULT)',
    codes: ['OS-Principles', 'OS-Protection'],
  },
  {
    id: 'file-mode',
    name: 'file mode and owner',
    explanation:
      'Each file has an owner and permission bits. The kernel compares them with the credentials of the process at every open: EACCES.',
    seeIt: 'ls -l /etc/shadow',
    codes: ['OS-Files', 'OS-Protection', '0478 4.1'],
  },
  {
    id: 'credentials',
    name: 'credentials',
    explanation:
      'A signal to another user’s process, tracing it, or becoming root needs credentials that this process does not have: EPERM.',
    seeIt: 'kill -0 1',
    codes: ['OS-Protection', 'OS-Process'],
  },
  {
    id: 'preemption',
    name: 'timer interrupt',
    explanation:
      'The timer interrupts every core. The kernel takes the core from a process that never asks for anything, and gives it to the next one in the ready queue.',
    seeIt: 'cat /proc/interrupts',
    codes: ['OS-Scheduling', '9618 16.1', '9618 4.1'],
  },
  {
    id: 'memory-limit',
    name: 'memory limit',
    explanation:
      'A process may map only as much as its limit allows. The next page is answered with ENOMEM; the neighbours keep theirs.',
    seeIt: 'cat /sys/fs/cgroup/memory.max',
    codes: ['OS-Memory', 'J277 1.5.1'],
  },
  {
    id: 'process-limit',
    name: 'process limit',
    explanation:
      'A user may own only so many processes. A fork beyond it is answered with EAGAIN, so a fork bomb runs into its own limit.',
    seeIt: 'ulimit -u',
    codes: ['OS-Process', 'OS-Protection'],
  },
  {
    id: 'descriptor-limit',
    name: 'descriptor limit',
    explanation: 'A process may hold only so many open descriptors. The next open is answered with EMFILE.',
    seeIt: 'ulimit -n',
    codes: ['OS-Files'],
  },
  {
    id: 'page-protection',
    name: 'page protection',
    explanation:
      'A page may be written or executed, not both. Writing to code or jumping into data faults: SIGSEGV.',
    seeIt: 'cat /proc/self/maps',
    codes: ['OS-Protection', 'OS-Memory'],
  },
  {
    id: 'sticky-bit',
    name: 'sticky directory',
    explanation:
      'In a shared directory such as /tmp only the owner of a file may remove or rename it: EPERM.',
    seeIt: 'ls -ld /tmp',
    codes: ['OS-Files', 'OS-Protection'],
  },
  {
    id: 'protected-symlinks',
    name: 'protected symlinks',
    explanation:
      'In a directory like /tmp anybody can leave a symbolic link. The kernel follows it only for its own owner: a program of somebody else’s, root’s too, that walks into it gets EACCES.',
    seeIt: 'sysctl fs.protected_symlinks',
    codes: ['OS-Files', 'OS-Protection'],
  },
  {
    id: 'mount-namespace',
    name: 'mount namespace',
    explanation:
      'A container has a file tree of its own. At its root, “..” leads back to the same root, however often one writes it; what is not mounted inside has no name there: ENOENT.',
    seeIt: 'sudo unshare -m findmnt',
    codes: ['OS-Virtualization', 'OS-Protection', 'OS-Files'],
  },
  {
    id: 'pid-namespace',
    name: 'pid namespace',
    explanation:
      'Inside a container processes count from 1, and the others of the machine have no number at all. Who can’t be named can’t be signalled: ESRCH.',
    seeIt: 'sudo unshare -pf --mount-proc ps aux',
    codes: ['OS-Virtualization', 'OS-Protection', 'OS-Process'],
  },
  {
    id: 'seccomp',
    name: 'seccomp filter',
    explanation:
      'A sandboxed process has a list of calls that it may make. The kernel looks at it before every call: one that is not on it is answered with an error, or ends the process with SIGSYS.',
    seeIt: 'grep Seccomp /proc/self/status',
    codes: ['OS-Virtualization', 'OS-Protection'],
  },
] as const satisfies readonly Wall[];

export type MechanismId = (typeof WALLS)[number]['id'];

/** The wall of that id. */
export function wall(id: MechanismId): Wall {
  const found = WALLS.find((candidate) => candidate.id === id);
  if (found === undefined) throw new RangeError(`no wall is called ${id}`);
  return found;
}
