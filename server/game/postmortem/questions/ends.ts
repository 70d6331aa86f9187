import { signalName, signals } from '../../../../shared/abi/signals.ts';
import { PROTECTIONS } from '../../../../shared/protections.ts';
import type { MechanismId } from '../../../../shared/walls.ts';
import { type Draft, type Kind, named } from './types.ts';

/** Why a wall answered with a signal, and the page that explains it. */
const FATAL: Readonly<Partial<Record<MechanismId, { right: string; why: string; page: string }>>> = {
  'supervisor-bit': {
    right: 'It touched a page of the kernel’s, which is marked for kernel mode only',
    why: 'The core was in user mode and the page carries the supervisor bit: the access faulted before a byte moved, and the kernel sent SIGSEGV.',
    page: 'supervisor-bit',
  },
  'page-table': {
    right: 'The address is not in its page table',
    why: 'Each process has a page table of its own. An address that is not in it leads nowhere: the core faults, and the kernel sends SIGSEGV.',
    page: 'page-table',
  },
  'privileged-instruction': {
    right: 'It executed an instruction that works in kernel mode only',
    why: 'Instructions that steer the hardware raise a general protection fault in user mode, whoever’s program it is. The kernel answers with SIGSEGV.',
    page: 'privileged',
  },
  'page-protection': {
    right: 'The page is its own, but not for that kind of access',
    why: 'A page table says for each page whether it may be read, written or executed. Writing to code or executing data faults: SIGSEGV.',
    page: 'w-xor-x',
  },
};

/** A fault that ended a process: the wall is named by its own question. */
const signalDeath: Kind = {
  id: 'signal',
  idea: 'separation',
  codes: ['OS-Protection', 'OS-Memory', '9618 16.1'],
  make({ deaths }) {
    const death = deaths.find(({ mechanism }) => mechanism !== '' && FATAL[mechanism] !== undefined);
    const known = death === undefined || death.mechanism === '' ? undefined : FATAL[death.mechanism];
    if (death === undefined || known === undefined) return undefined;
    return {
      ...known,
      text: `At tick ${death.tick} ${named(death)} was ended by ${signalName(death.signal)}. Why?`,
      wrong: [
        ['An antivirus program recognised it', 'Malware is stopped by antivirus'],
        ['It was not started by root', 'Kernel mode means root'],
        ['It made a page fault, and every page fault ends a program', 'A page fault is an error'],
      ],
      tick: death.tick,
    };
  },
};

const crash: Kind = {
  id: 'crash',
  idea: 'crash',
  codes: ['OS-Protection', 'OS-Process', '0478 4.1'],
  make({ deaths, panic }) {
    const death = deaths.find(({ tick, signal }) => signal === signals.SIGSEGV && tick !== panic?.tick);
    if (death === undefined) return undefined;
    return {
      text: `${named(death)} crashed at tick ${death.tick}. What became of the other programs at that moment?`,
      right: 'Nothing: they went on',
      why: 'The crash ended one process. Its memory was taken back, and its page table had kept it away from everybody else’s.',
      wrong: [
        ['They were stopped until the machine had restarted', 'If one program crashes the system crashes'],
        ['They lost what they had in memory', 'Every process sees the same memory'],
        ['The kernel waited until the user had closed the program', 'Restarting is the normal cure'],
      ],
      page: 'signals',
      tick: death.tick,
    };
  },
};

const panic: Kind = {
  id: 'panic',
  idea: 'crash',
  codes: ['OS-Protection', 'OS-Principles'],
  make(story): Draft | undefined {
    const fall = story.panic;
    if (fall === undefined) return undefined;
    const off = PROTECTIONS.filter(({ id }) => id !== 'kpti' && fall.off.includes(id));
    if (off.length === 0) return undefined;
    return {
      text: `At tick ${fall.tick} the whole machine panicked, and ${fall.comm} was the program at work. How could one program do that?`,
      right: `A protection was off (${off.map(({ short }) => short).join(', ')}), so that it could harm the kernel itself`,
      why: 'What a program writes reaches the kernel’s own structures only where nothing separates the two. The kernel found them broken at their next use, and stopped.',
      wrong: [
        ['A crash always takes the system with it', 'If one program crashes the system crashes'],
        ['It was running as root', 'Kernel mode means root'],
        ['There was no antivirus program', 'Malware is stopped by antivirus'],
      ],
      page: 'panic',
      tick: fall.tick,
    };
  },
};

const outOfMemory: Kind = {
  id: 'oom',
  idea: 'page-fault',
  codes: ['OS-Memory', '9618 16.1'],
  make({ killed }) {
    const victim = killed[0];
    if (victim === undefined) return undefined;
    return {
      text: `At tick ${victim.tick} the kernel ended ${named(victim)}, which had done nothing forbidden. Why?`,
      right: 'Memory was at an end, and this process’s end gave most of it back',
      why: 'Where no page can be taken away any more, the OOM killer chooses a process by its use of memory, and sends SIGKILL.',
      wrong: [
        ['It had made a page fault', 'A page fault is an error'],
        ['It had been blocked for too long', 'A blocked process uses CPU'],
        ['It had read the memory of another process', 'Every process sees the same memory'],
      ],
      page: 'oom',
      tick: victim.tick,
    };
  },
};

export const ENDS: readonly Kind[] = [panic, signalDeath, outOfMemory, crash];
