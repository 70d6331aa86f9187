import type { SyscallName } from '../syscalls.ts';
import type { ManualEntry } from './entry.ts';
import { filesManual } from './files.ts';
import { memoryManual } from './memory.ts';
import { netManual } from './net.ts';
import { processManual } from './process.ts';
import { schedManual } from './sched.ts';
import { signalsManual } from './signals.ts';
import { timeManual } from './time.ts';

export type { ManualEntry } from './entry.ts';

/** An entry for every call of the table: one without is a type error here. */
export const MANUAL: Readonly<Record<SyscallName, ManualEntry>> = {
  ...filesManual,
  ...memoryManual,
  ...netManual,
  ...processManual,
  ...schedManual,
  ...signalsManual,
  ...timeManual,
};
