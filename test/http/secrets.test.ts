import * as crypto from 'node:crypto';
import type { Request, Response } from 'express';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { hostGate } from '../../server/http/host-gate.ts';
import { admit, type Door } from '../../server/rooms/joining.ts';
import { SeatTable } from '../../server/rooms/seats.ts';
import { newSettings } from '../../server/rooms/settings.ts';
import { hashOf } from '../../server/store/secrets.ts';
import { RoomState } from '../../shared/protocol/state.ts';

vi.mock('node:crypto', async (original) => {
  const real = await original<typeof crypto>();
  return { ...real, timingSafeEqual: vi.fn(real.timingSafeEqual) };
});
const compared = vi.mocked(crypto.timingSafeEqual);
beforeEach(() => void compared.mockClear());

/** Lengths of what was compared since the last look, pair by pair. */
function lengths(): [number, number][] {
  const calls = compared.mock.calls.map(([a, b]): [number, number] => [a.byteLength, b.byteLength]);
  compared.mockClear();
  return calls;
}

/** Nothing, one sign, the beginning of it, all but the last sign, the same length, more than it, and far more. */
const guesses = (secret: string): string[] => [
  '',
  secret.slice(0, 1),
  secret.slice(0, secret.length / 2),
  secret.slice(0, -1),
  `x${secret.slice(1)}`,
  `${secret.slice(0, -1)}x`,
  `${secret}x`,
  secret.repeat(5),
];

describe('a secret is compared in a time that tells nothing of it', () => {
  it('HOST_PASSWORD: one comparison a try, of digests of one length, however near the guess is', () => {
    const password = 'correct horse battery';
    const gate = hostGate(readConfig({ HOST_PASSWORD: password }));
    let tries = 0;
    const ask = (given: string | undefined): number => {
      let answered = 200;
      const response = {
        status(code: number) {
          answered = code;
          return { json: () => undefined };
        },
      };
      tries += 1;
      const request = { socket: { remoteAddress: `10.0.0.${tries}` } };
      const passed = gate(request as Request, response as unknown as Response, given);
      expect(passed).toBe(answered === 200);
      return answered;
    };
    for (const guess of [undefined, ...guesses(password)]) {
      expect(ask(guess)).toBe(403);
      expect(lengths()).toEqual([[32, 32]]);
    }
    expect(ask(password)).toBe(200);
    expect(lengths()).toEqual([[32, 32]]);
  });

  it('the host key: one comparison a try, of digests of one length, however near the guess is', () => {
    const key = 'abcdefghijklmnopqrstuv';
    const door: Door = {
      seats: new SeatTable(new RoomState()),
      host: hashOf(key),
      settings: newSettings(),
      maxSeats: 40,
      watchers: 0,
    };
    const digest = hashOf('').length;
    for (const guess of guesses(key)) {
      expect(() => admit(door, { hostKey: guess })).toThrow(/host key/);
      expect(lengths()).toEqual([[digest, digest]]);
    }
    expect(admit(door, { hostKey: key })).toMatchObject({ as: 'seat', made: true });
    expect(lengths()).toEqual([[digest, digest]]);
  });

  it('a seat’s secret: compared with each seat’s, in the same way', () => {
    const seats = new SeatTable(new RoomState());
    const ada = seats.add('player', 'Ada', 'process');
    const digest = ada.secretHash.length;
    for (const guess of guesses(ada.secret)) {
      expect(seats.bySecret(guess)).toBeUndefined();
      expect(lengths()).toEqual([[digest, digest]]);
    }
    expect(seats.bySecret(ada.secret)).toBe(ada);
    expect(lengths()).toEqual([[digest, digest]]);
  });
});
