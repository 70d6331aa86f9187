import { describe, expect, test } from 'vitest';
import { backoff } from '../../client/net/backoff.ts';
import {
  emptySelf,
  kernelDocument,
  playerRows,
  roomView,
  type StateJson,
  selfView,
} from '../../client/net/views.ts';

const state = (self: Record<string, unknown>, kernel = ''): StateJson => ({
  code: 'K7MX2P',
  seats: {
    s1: {
      id: 's1',
      nickname: 'Mila',
      points: 3,
      kernel,
      self: Object.fromEntries(Object.entries(self).map(([name, value]) => [name, JSON.stringify(value)])),
    },
    s2: { id: 's2', nickname: 'Sam', points: 0 },
  },
  processes: { 19: { pid: 19 }, 12: { pid: 12 } },
  cores: [{ id: 0 }],
  frames: [1, 0, 12],
  walls: { 'file-mode': { id: 'file-mode', hits: 2, first: 9 } },
});

describe('state becomes plain views', () => {
  test('maps become lists in a stable order, and private parts stay out of the room', () => {
    const room = roomView(state({ who: { kind: 'process' } }));
    expect(room.processes.map(({ pid }) => pid)).toEqual([12, 19]);
    expect(room.seats).toEqual([
      { id: 's1', nickname: 'Mila', points: 3 },
      { id: 's2', nickname: 'Sam', points: 0 },
    ]);
    expect(room.walls).toEqual([{ id: 'file-mode', hits: 2, first: 9 }]);
  });

  test('the parts of the own seat are put together', () => {
    const own = selfView(
      state({
        who: { seat: 's1', kind: 'process', pid: 12 },
        program: {
          lines: [{ id: 1, text: 'work 1', state: 'queued', result: '' }],
          variables: [],
          buffers: [],
          descriptors: [],
          files: ['/etc/motd'],
        },
        memory: { mappedPages: 4, residentPages: 2 },
        strace: ['close(3) = 0'],
        terminal: 'hello',
        job: null,
      }),
      's1',
    );
    expect(own).toMatchObject({
      kind: 'process',
      pid: 12,
      files: ['/etc/motd'],
      mappedPages: 4,
      strace: ['close(3) = 0'],
      terminal: 'hello',
      job: null,
    });
  });

  test('a part that did not change stays the same object', () => {
    const first = selfView(state({ strace: ['close(3) = 0'] }), 's1');
    const second = selfView(state({ strace: ['close(3) = 0'] }), 's1');
    expect(second.strace).toBe(first.strace);
  });

  test('a projector has no self, and other seats have no kernel view', () => {
    expect(selfView(state({}), '')).toBe(emptySelf);
    expect(kernelDocument(state({}), 's2')).toBeNull();
    const own = { queue: [], lined: [], mine: [0], waiting: [0], silentFor: 0, fallback: 'rr' };
    expect(kernelDocument(state({}, JSON.stringify(own)), 's1')).toEqual(own);
  });

  test('the host has the players with role and wish', () => {
    const players = [
      {
        seat: 's2',
        nickname: 'Sam',
        role: 'malware',
        wish: '',
        ready: false,
        connected: true,
        bot: false,
        points: 0,
      },
    ];
    expect(playerRows(state({ players }), 's1')).toEqual(players);
    expect(playerRows(state({}), 's2')).toEqual([]);
  });
});

describe('coming back after a lost connection', () => {
  test('waits half a second first, doubles, and never waits longer than five seconds', () => {
    expect([0, 1, 2, 3, 4, 50].map(backoff)).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
  });
});
