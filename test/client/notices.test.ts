import { beforeEach, describe, expect, it, vi } from 'vitest';
import { notices, notify, tell, ticker } from '../../client/net/store.ts';

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

describe('the ticker', () => {
  beforeEach(() => {
    ticker.value = [];
  });
  const lines = () => ticker.value.map(({ text, count }) => `${text} ×${count}`);

  it('counts what comes again and again in one line', () => {
    for (let tick = 0; tick < 12; tick += 1) tell('Keys lost', 'bad', 'keyboard', 2);
    tell('Mila: job done', 'good');
    tell('Keys lost', 'bad', 'keyboard');
    expect(lines()).toEqual(['Keys lost ×25', 'Mila: job done ×1']);
  });

  it('begins a new line when the last of its kind is no longer new', () => {
    tell('Keys lost', 'bad', 'keyboard');
    for (const who of ['Mila', 'Sam', 'Noor', 'Jonas']) tell(`${who}: job done`, 'good');
    tell('Keys lost', 'bad', 'keyboard');
    expect(lines().filter((line) => line === 'Keys lost ×1')).toHaveLength(2);
  });

  it('never puts together what has no kind', () => {
    tell('The machine boots', 'plain');
    tell('The machine boots', 'plain');
    expect(lines()).toHaveLength(2);
  });
});
