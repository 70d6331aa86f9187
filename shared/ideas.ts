/**
 * What a player must come away with, one row for each thing that students get wrong (`CURRICULUM.md` of the design, in its order).
 * A round's questions ask for an idea, the inventory's items do, and deeds are evidence that somebody has met it.
 */
export interface Idea {
  id: string;
  /** What is so. */
  text: string;
  /** What is often believed instead; a wrong answer on offer. */
  wrong: string;
  /** Page of the codex. */
  page: string;
  /** Item of the concept inventory that asks for it; '' where none does. */
  item: string;
}

export const IDEAS = [
  {
    id: 'syscall',
    text: 'A system call changes the core’s mode; it costs, it is checked, and it can be refused',
    wrong: 'A system call is just a function call',
    page: 'syscall',
    item: 'call-and-mode',
  },
  {
    id: 'kernel-entered',
    text: 'The kernel runs when a call, a fault or an interrupt enters it',
    wrong: 'The kernel is a process that runs beside the others',
    page: 'userspace-kernel',
    item: 'kernel-runs-when',
  },
  {
    id: 'root',
    text: 'Kernel mode is the core’s; root’s programs run in user mode too',
    wrong: 'Kernel mode means root',
    page: 'privileged',
    item: 'root-and-hlt',
  },
  {
    id: 'timer',
    text: 'The timer’s interrupt lets the kernel take the core back',
    wrong: 'A process keeps the CPU until it gives it up',
    page: 'timer',
    item: 'endless-loop',
  },
  {
    id: 'blocked',
    text: 'A blocked process uses no CPU; a ready one waits for a core',
    wrong: 'A blocked process uses CPU while it waits; ready and blocked are the same',
    page: 'process',
    item: 'blocked',
  },
  {
    id: 'quantum',
    text: 'Switching costs: a shorter quantum is not always better',
    wrong: 'More switching is always fairer',
    page: 'round-robin',
    item: 'short-quantum',
  },
  {
    id: 'mode-switch',
    text: 'A mode switch keeps the process; a context switch changes it',
    wrong: 'A context switch and a mode switch are the same',
    page: 'mode-switch',
    item: 'mode-and-context',
  },
  {
    id: 'address-space',
    text: 'Each process has a page table of its own: the same address is another byte',
    wrong: 'Every process sees the same memory',
    page: 'page-table',
    item: 'same-address',
  },
  {
    id: 'page-fault',
    text: 'Most page faults are the kernel bringing what was asked for',
    wrong: 'A page fault is an error',
    page: 'page-fault',
    item: 'page-fault-meaning',
  },
  {
    id: 'fork',
    text: 'After fork pages are shared until one side writes',
    wrong: 'fork copies all memory at once, or variables stay shared',
    page: 'copy-on-write',
    item: 'after-fork',
  },
  {
    id: 'descriptor',
    text: 'A descriptor is a process’s own number for an open file',
    wrong: 'A file descriptor is the file; closing one closes it for all',
    page: 'descriptor',
    item: '',
  },
  {
    id: 'separation',
    text: 'Hardware and kernel stop attacks; limits and permissions must be set by people',
    wrong: 'Malware is stopped by antivirus, or separation stops everything',
    page: 'supervisor-bit',
    item: 'what-stops-malware',
  },
  {
    id: 'container',
    text: 'Containers are processes with views and limits of their own on one kernel',
    wrong: 'A container is a small virtual machine',
    page: 'containers',
    item: 'container-kernel',
  },
  {
    id: 'crash',
    text: 'One program’s crash ends that program; the machine goes on',
    wrong: 'If one program crashes the system crashes',
    page: 'signals',
    item: '',
  },
] as const satisfies readonly Idea[];

export type IdeaId = (typeof IDEAS)[number]['id'];

export function idea(id: string): Idea | undefined {
  return IDEAS.find((candidate) => candidate.id === id);
}

/** The idea that an item of the inventory asks for. */
export function ideaOfItem(item: string): Idea | undefined {
  return IDEAS.find((candidate) => candidate.item !== '' && candidate.item === item);
}
