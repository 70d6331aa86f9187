import type { Role } from '../../../shared/roles.ts';
import type { Text } from '../../i18n/t.ts';

/** One thing that can be tried, as the station shows it, and what the machine answers. */
export interface Choice {
  show: string;
  /** What is known of it: beside it, as at the station. */
  about: Text;
  answer: string;
  why: Text;
  good: boolean;
}

/** The one try of each role: what the machine needs, and three things to do about it. A toy: nothing of it reaches the room. */
export const TRIES: Readonly<Record<Role, { ask: Text; choices: readonly [Choice, Choice, Choice] }>> = {
  process: {
    ask: 'tryAsk_process',
    choices: [
      { show: 'work 3', about: 'tryWork', answer: 'done', why: 'triedWork', good: false },
      {
        show: 'write(1, "hello", 5)',
        about: 'tryWrite',
        answer: '= 5   hello',
        why: 'triedWrite',
        good: true,
      },
      { show: 'out', about: 'tryOut', answer: 'SIGSEGV', why: 'triedOut', good: false },
    ],
  },
  scheduler: {
    ask: 'tryAsk_scheduler',
    choices: [
      { show: 'cc', about: 'tryCc', answer: 'cc → core A', why: 'triedCc', good: false },
      { show: 'player', about: 'tryPlayer', answer: 'player → core A', why: 'triedPlayer', good: true },
      { show: 'ls', about: 'tryLs', answer: 'ls: asleep', why: 'triedLs', good: false },
    ],
  },
  memory: {
    ask: 'tryAsk_memory',
    choices: [
      { show: 'browser', about: 'tryHot', answer: 'page fault', why: 'triedHot', good: false },
      { show: 'cat', about: 'tryCold', answer: 'frame is free', why: 'triedCold', good: true },
      { show: 'edit', about: 'tryDirty', answer: '→ swap', why: 'triedDirty', good: false },
    ],
  },
  io: {
    ask: 'tryAsk_io',
    choices: [
      { show: 'disk', about: 'tryDisk', answer: 'disk: served', why: 'triedDisk', good: false },
      { show: 'keyboard', about: 'tryKeys', answer: 'keyboard: served', why: 'triedKeys', good: true },
      { show: 'network', about: 'tryNet', answer: 'network: served', why: 'triedNet', good: false },
    ],
  },
  auditor: {
    ask: 'tryAsk_auditor',
    choices: [
      { show: 'cc', about: 'tryBusy', answer: 'frozen', why: 'triedBusy', good: false },
      { show: 'cat', about: 'tryTypo', answer: 'frozen', why: 'triedTypo', good: false },
      { show: 'browser', about: 'tryDenied', answer: 'frozen', why: 'triedDenied', good: true },
    ],
  },
  malware: {
    ask: 'tryAsk_malware',
    choices: [
      { show: 'x = load KERNEL', about: 'tryKernel', answer: 'SIGSEGV', why: 'triedKernel', good: false },
      { show: 'setuid(0)', about: 'tryRoot', answer: 'EPERM', why: 'triedRoot', good: false },
      { show: 'open(diary)', about: 'tryDiary', answer: '= 3', why: 'triedDiary', good: true },
    ],
  },
};
