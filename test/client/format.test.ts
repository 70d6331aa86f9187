import { describe, expect, test } from 'vitest';
import { fakeRoom } from '../../client/dev/fake.ts';
import { clock, nameOf, seconds } from '../../client/hud/format.ts';
import { en } from '../../client/i18n/en.ts';
import { t } from '../../client/i18n/t.ts';

describe('times and names on screen', () => {
  test('ticks become seconds at the speed in force, rounded up', () => {
    expect(seconds(805, fakeRoom(8))).toBe(161);
    expect(seconds(805, fakeRoom(8, { speed: 2 }))).toBe(81);
    expect(seconds(-3, fakeRoom(8))).toBe(0);
    expect(clock(161)).toBe('2:41');
    expect(clock(9)).toBe('0:09');
  });

  test('a process is called by its player, else by its program, else by its pid', () => {
    const room = fakeRoom(3);
    room.processes[1]!.nickname = '';
    expect([12, 13, 999].map((pid) => nameOf(room, pid))).toEqual(['Brave Badger', 'cat', 'pid 999']);
  });
});

describe('texts', () => {
  test('values are filled in, and what has no value stays as it is', () => {
    expect(t('room', { code: 'K7MX2P' })).toBe('room K7MX2P');
    expect(t('room')).toBe('room {code}');
  });

  test('no text is empty or ends in a space', () => {
    for (const [name, text] of Object.entries(en)) expect(text.trim(), name).toBe(text);
    expect(Object.values(en)).not.toContain('');
  });
});
