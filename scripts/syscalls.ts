import { writeFileSync } from 'node:fs';
import { MANUAL } from '../shared/abi/manual/index.ts';
import { SYSCALLS, type SyscallEntry } from '../shared/abi/syscalls.ts';

const HEAD = `# System calls

The calls of the simulated kernel, with the numbers of x86-64 Linux. A number that is not here answers \`ENOSYS\`. Errors are
those that this machine can answer; the order in which a call looks for them is Linux's. Times are ticks of the machine
unless an entry says otherwise.

This page is made from the table: \`npm run docs:syscalls\`.
`;

function entry({ number, name }: SyscallEntry): string {
  const { signature, errors, simplified } = MANUAL[name];
  const parts = [`## ${number} ${name}`, `\`${signature}\``, `Errors: ${errors.join(', ') || 'none'}.`];
  if (simplified !== undefined) parts.push(`Simplified: ${simplified}`);
  return `\n${parts.join('\n\n')}\n`;
}

/** The text of `docs/SYSCALLS.md`, a section a call in the order of their numbers. */
export function syscallsPage(): string {
  return (
    HEAD +
    [...SYSCALLS]
      .sort((a, b) => a.number - b.number)
      .map(entry)
      .join('')
  );
}

if (import.meta.main) writeFileSync(new URL('../docs/SYSCALLS.md', import.meta.url), syscallsPage());
