import { describe, expect, it } from 'vitest';
import { fill } from '../../client/i18n/fill.ts';

describe('texts with values', () => {
  it('have each value where its name stands, and keep names without a value', () => {
    expect(fill('pid {pid} on core {core}', { pid: 7, core: 0 })).toBe('pid 7 on core 0');
    expect(fill('pid {pid} of {nobody}', { pid: 7 })).toBe('pid 7 of {nobody}');
  });

  it('count one and many', () => {
    const text = '{ticks|tick|ticks} left';
    expect([0, 1, 2, '1', '1,000'].map((ticks) => fill(text, { ticks }))).toEqual([
      '0 ticks left',
      '1 tick left',
      '2 ticks left',
      '1 tick left',
      '1,000 ticks left',
    ]);
    expect(fill('{count|request waits|requests wait}.', { count: 1 })).toBe('1 request waits.');
  });
});
