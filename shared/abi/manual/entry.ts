import type { ErrnoName } from '../errno.ts';

/** What the manual says of a call: `docs/SYSCALLS.md` is made of these entries and of the table's numbers. */
export interface ManualEntry {
  /** C prototype without its semicolon, in the names of the man page. */
  signature: string;
  /** Errors that this machine can answer, in the man page's alphabetical order. */
  errors: readonly ErrnoName[];
  /** Where the simulated call does less than Linux, or otherwise, and why. One or more whole sentences. */
  simplified?: string;
}
