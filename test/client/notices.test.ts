import { beforeEach, describe, expect, it, vi } from 'vitest';
import { notices, notify } from '../../client/net/store.ts';

describe('messages', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    notices.value = [];
    return () => vi.useRealTimers();
  });
  const texts = () => notices.value.map(({ text }) => text);

  it('for the person stand in front of news of others, whichever came first', () => {
    notify('EACCES: the file is not yours', 'bad', 'Wall: file mode', 'file-mode');
    notify('somebody met a wall', 'bad', 'Wall: timer', 'preemption', false);
    expect(texts()).toEqual(['somebody met a wall', 'EACCES: the file is not yours']);
    notify('Choose a process first.', 'bad');
    expect(texts().at(-1)).toBe('Choose a process first.');
  });

  it('stay as long as they take to read', () => {
    notify('Short.', 'plain');
    notify('x'.repeat(200), 'plain');
    vi.advanceTimersByTime(5000);
    expect(texts()).toEqual(['x'.repeat(200)]);
    vi.advanceTimersByTime(9000);
    expect(texts()).toEqual([]);
  });
});
