import { writeFileSync } from 'node:fs';
import { MANUAL } from '../shared/abi/manual/index.ts';
import { SYSCALLS, type SyscallEntry } from '../shared/abi/syscalls.ts';

const HEAD = `# System calls

The calls of the simulated kernel, with the numbers of x86-64 Linux. A number that is not here answers \`ENOSYS\`. Errors are
those that this machine can answer; the order in which a call looks for them is Linux's. Times are ticks of the machine
unless a row says otherwise.

This page is made from the table: \`npm run docs:syscalls\`.

| Number | Call | Errors | Simplified |
| -: | - | - | - |
`;

function row({ number, name }: SyscallEntry): string {
  const { signature, errors, simplified = '' } = MANUAL[name];
  return `| ${number} | \`${signature}\` | ${errors.join(', ') || 'none'} | ${simplified} |\n`;
}

/** The text of `docs/SYSCALLS.md`, a row a call in the order of their numbers. */
export function syscallsPage(): string {
  return (
    HEAD +
    [...SYSCALLS]
      .sort((a, b) => a.number - b.number)
      .map(row)
      .join('')
  );
}

if (import.meta.main) writeFileSync(new URL('../docs/SYSCALLS.md', import.meta.url), syscallsPage());
