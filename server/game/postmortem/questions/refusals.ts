import type { IdeaId } from '../../../../shared/ideas.ts';
import type { MechanismId } from '../../../../shared/walls.ts';
import { type Draft, type Kind, named } from './types.ts';

type Refusal = Pick<Draft, 'right' | 'why' | 'wrong' | 'page'> & { idea: IdeaId };

/** Walls that answer a call with an error: what the right answer is, and which beliefs are on offer beside it. */
const REFUSED: Readonly<Partial<Record<MechanismId, Refusal>>> = {
  'descriptor-limit': {
    idea: 'descriptor',
    right: 'It had as many descriptors open as one process may have',
    why: 'Descriptors are a process’s own numbers, and their count is limited (RLIMIT_NOFILE). Closing what is not needed any more helps.',
    wrong: [
      ['Another process had the file open', 'A file descriptor is the file'],
      ['The disk was full', 'A file descriptor is the file'],
      ['Only root may open so many files', 'Kernel mode means root'],
    ],
    page: 'descriptor',
  },
  'process-limit': {
    idea: 'separation',
    right: 'Its user had as many processes as the limit allows',
    why: 'pids.max and RLIMIT_NPROC count processes. At the limit fork fails, and a fork bomb ends there.',
    wrong: [
      ['There was no memory for a second copy of everything', 'fork copies all memory at once'],
      ['An antivirus program stopped it', 'Malware is stopped by antivirus'],
      ['All cores were busy', 'Ready and blocked are the same'],
    ],
    page: 'limits',
  },
  'memory-limit': {
    idea: 'separation',
    right: 'Its group had reached its limit of memory',
    why: 'memory.max holds for a control group, whatever the rest of the machine has free: nobody can take it all.',
    wrong: [
      ['The address was in use by another process', 'Every process sees the same memory'],
      ['The disk was full, and virtual memory lies there', 'Virtual memory is memory on disk'],
      ['Page faults had used the memory up', 'A page fault is an error'],
    ],
    page: 'limits',
  },
  'file-mode': {
    idea: 'separation',
    right: 'The file’s owner and mode do not let its user do that',
    why: 'The kernel compares the credentials of the process with owner and mode at the moment of the open. Nobody has to watch.',
    wrong: [
      ['An antivirus program protects the file', 'Malware is stopped by antivirus'],
      ['The file was in another process’s memory', 'Every process sees the same memory'],
      ['The core was not in kernel mode during the call', 'A system call is just a function call'],
    ],
    page: 'permissions',
  },
  'sticky-bit': {
    idea: 'separation',
    right: 'The directory is sticky: only the owner may do that there',
    why: 'In /tmp everybody may make files, and the sticky bit keeps others from removing or renaming them.',
    wrong: [
      ['An antivirus program protects the file', 'Malware is stopped by antivirus'],
      ['The file was open in another process', 'A file descriptor is the file'],
      ['Files in /tmp belong to the kernel', 'Kernel mode means root'],
    ],
    page: 'permissions',
  },
  credentials: {
    idea: 'root',
    right: 'Its user has no right to that, and the kernel compared the credentials',
    why: 'Who may signal, trace or become whom is decided by the credentials that the kernel keeps with each process.',
    wrong: [
      ['The core was in user mode during the call', 'Kernel mode means root'],
      ['The kernel asked the user at the keyboard, who said no', 'The kernel asks for passwords'],
      ['An antivirus program stopped it', 'Malware is stopped by antivirus'],
    ],
    page: 'credentials',
  },
  'user-copy': {
    idea: 'syscall',
    right: 'The address that it handed over is not its own memory',
    why: 'In a call the kernel could reach everything. So it checks each address it is given before it copies a byte: EFAULT.',
    wrong: [
      [
        'Arguments of a call are never checked; the number was mistyped',
        'A system call is just a function call',
      ],
      ['The kernel was not running at that moment', 'The kernel is a process that must be scheduled'],
      ['It was not started by root', 'Kernel mode means root'],
    ],
    page: 'user-pointers',
  },
};

/** Rare walls first: everybody knows EACCES soon. */
export const REFUSALS: readonly Kind[] = Object.entries(REFUSED).map(
  ([mechanism, { idea, ...refusal }]): Kind => ({
    id: mechanism,
    idea,
    codes: ['OS-Protection', 'OS-Principles'],
    make({ refusals }) {
      const found = refusals.find((entry) => entry.mechanism === mechanism && entry.call !== '');
      if (found === undefined) return undefined;
      const text = `At tick ${found.tick} ${named(found)} called ${found.call} and got ${found.answer}. Why?`;
      return { ...refusal, text, tick: found.tick };
    },
  }),
);
