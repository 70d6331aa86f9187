import { type Kind, named, times } from './types.ts';

const faults: Kind = {
  id: 'faults',
  idea: 'page-fault',
  codes: ['OS-Memory', '9618 16.1'],
  make(story) {
    const most = story.faults[0];
    if (most === undefined || most.times < 3) return undefined;
    return {
      text: `${named(most)} made a page fault ${times(most.times)} and worked on. What happened each time?`,
      right: 'The kernel brought the page that was touched, and the program went on',
      why: 'Pages come when they are first touched. Only a fault on an address that is not the program’s own ends in SIGSEGV.',
      wrong: [
        ['It made a mistake that the kernel forgave', 'A page fault is an error'],
        ['It read another process’s memory', 'Every process sees the same memory'],
        ['It had to be started again', 'Restarting is the normal cure'],
      ],
      page: 'page-fault',
      tick: most.tick,
    };
  },
};

const forked: Kind = {
  id: 'fork',
  idea: 'fork',
  codes: ['OS-Process', 'OS-Memory'],
  make({ forks }) {
    const first = forks[0];
    if (first === undefined) return undefined;
    return {
      text: `At tick ${first.tick} ${named(first)} had a child by fork. How much of its memory was copied at that moment?`,
      right: 'None of its pages: both share them until one of them writes',
      why: 'fork copies the page table and marks the pages. The first write to one faults, and the kernel copies that one page.',
      wrong: [
        ['All of it', 'fork copies all memory at once'],
        ['None, and what one writes later the other one sees', 'Parent and child share variables'],
        ['All of it, to the disk', 'Virtual memory is memory on disk'],
      ],
      page: 'copy-on-write',
      tick: first.tick,
    };
  },
};

const throttled: Kind = {
  id: 'throttled',
  idea: 'separation',
  codes: ['OS-Virtualization', 'OS-Scheduling'],
  make(story) {
    const most = story.throttled[0];
    if (most === undefined) return undefined;
    return {
      text: `The control group ${most.group} was throttled ${times(most.times)}: its processes were ready and got no core. Why?`,
      right: 'Their group had used up its share of the period (cpu.max)',
      why: 'cpu.max gives a group so much CPU time in each period. When it is used up the group waits for the next period, even beside idle cores.',
      wrong: [
        ['They were blocked on the disk', 'Ready and blocked are the same'],
        ['Each of them had a kernel of its own, and it was busy', 'A container is a small virtual machine'],
        ['An antivirus program held them back', 'Malware is stopped by antivirus'],
      ],
      page: 'cgroups',
      tick: 0,
    };
  },
};

export const MEMORY: readonly Kind[] = [throttled, forked, faults];
