import { describe, expect, test } from 'vitest';
import { linesShown, logLine } from '../../client/hud/room/panic.tsx';
import type { OutageView } from '../../shared/protocol/view.ts';

const outage = (phase: 'panic' | 'boot'): OutageView => ({
  phase,
  at: 100,
  until: 120,
  lines: Array.from({ length: 10 }, (_, index) => `[    ${index}.000000] line ${index}`),
});

describe('the console of a machine that is down', () => {
  test('shows the whole panic at once, and the boot log as it comes', () => {
    expect(linesShown(outage('panic'), 100)).toBe(10);
    const shown = [100, 105, 110, 119].map((tick) => linesShown(outage('boot'), tick));
    expect(shown[0]).toBe(1);
    expect(shown).toEqual([...shown].sort((a, b) => a - b));
    expect(shown.at(-1)).toBe(10);
  });

  test('takes a line’s time stamp apart from its text', () => {
    expect(logLine('[   26.000000] Call Trace:')).toEqual({ time: '[   26.000000] ', text: 'Call Trace:' });
    expect(logLine('no stamp')).toEqual({ time: '', text: 'no stamp' });
  });
});
