import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { syscallsPage } from '../../scripts/syscalls.ts';
import { hasHandler } from '../../server/kernel/syscalls/table.ts';
import { MANUAL } from '../../shared/abi/manual/index.ts';
import { SYSCALLS } from '../../shared/abi/syscalls.ts';

const page = readFileSync(new URL('../../docs/SYSCALLS.md', import.meta.url), 'utf8');

describe('docs/SYSCALLS.md', () => {
  it('is what the table makes of it', () => {
    expect(page).toBe(syscallsPage());
  });

  it.each(SYSCALLS.map(({ name }) => name))('describes %s, which the kernel has', (name) => {
    expect(hasHandler(name)).toBe(true);
    expect(MANUAL[name].signature).toMatch(new RegExp(`\\b_?${name}\\(.*\\)$`));
  });

  it.each(Object.entries(MANUAL))('names the errors of %s once each, in order', (_, { errors }) => {
    expect([...errors]).toEqual([...new Set(errors)].sort());
  });

  it('gives every number once', () => {
    const numbers = SYSCALLS.map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
