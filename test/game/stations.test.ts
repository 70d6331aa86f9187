import { describe, expect, it } from 'vitest';
import { createRound, type Round, replay } from '../../server/game/round.ts';
import type { RoundEvent, RoundSeat } from '../../server/game/types.ts';
import { FRAME, type IoView, type MemoryView } from '../../shared/protocol/stations.ts';
import type { Role } from '../../shared/roles.ts';
import { interruptStorm } from '../../shared/scenarios/interrupt-storm.ts';
import { memoryPressure } from '../../shared/scenarios/memory-pressure.ts';

const seat = (id: string, role: Role, bot = false): RoundSeat => ({ id, nickname: id, role, bot });
const crowd = (count = 8): RoundSeat[] =>
  Array.from({ length: count }, (_, index) => seat(`b${index}`, 'process', true));

const memoryOf = (round: Round): MemoryView => round.stationView('m') as MemoryView;
const ioOf = (round: Round): IoView => round.stationView('i') as IoView;

/** Ticks until the condition holds; what happened on the way. */
function until(round: Round, holds: () => boolean): RoundEvent[] {
  const events: RoundEvent[] = [];
  while (!holds()) {
    if (round.over) throw new Error('the round ended before it came to that');
    events.push(...round.tick());
  }
  return events;
}

describe('the memory manager', () => {
  const start = (bot = false): Round =>
    createRound({ scenario: memoryPressure, seed: 5, seats: [seat('m', 'memory', bot), ...crowd()] });

  it('lets a process that faults wait until a page is evicted, and that serves it', () => {
    const round = start();
    until(round, () => memoryOf(round).faults.length > 0);
    const [fault] = memoryOf(round).faults;
    const victim = memoryOf(round).frames.findIndex(
      ([, , bits]) => (bits & (FRAME.pinned | FRAME.free | FRAME.kernel)) === 0,
    );
    expect(round.input('m', { type: 'evict', frame: victim })).toEqual({ ok: true });
    expect(memoryOf(round).faults.some(({ pid }) => pid === fault?.pid)).toBe(false);
    expect(memoryOf(round).byHand).toBe(1);
  });

  it('is relieved by the clock when the deadline of a fault is over', () => {
    const round = start();
    until(round, () => memoryOf(round).faults.length > 0);
    expect(memoryOf(round).byFallback).toBe(0);
    until(round, () => memoryOf(round).byFallback > 0);
    expect(memoryOf(round).fallback).toBe('clock');
  });

  it('can’t evict what is free, the kernel’s or nowhere, and can’t kill while pages can leave', () => {
    const round = start();
    until(round, () => memoryOf(round).faults.length > 0);
    const before = round.hash();
    const kernel = memoryOf(round).frames.findIndex(([, , bits]) => (bits & FRAME.kernel) !== 0);
    expect(round.input('m', { type: 'evict', frame: kernel })).toMatchObject({ ok: false, code: 'pinned' });
    expect(round.input('m', { type: 'evict', frame: 60_000 })).toMatchObject({ ok: false, code: 'no-frame' });
    const pid = memoryOf(round).faults[0]?.pid ?? 0;
    expect(round.input('m', { type: 'oom', pid })).toMatchObject({ ok: false, code: 'no-oom' });
    expect(round.hash()).toBe(before);
  });

  it('pays for a page that is not missed, and costs for one that is needed again at once', () => {
    const round = start();
    const notes: string[] = [];
    while (!round.over) {
      for (const { event, only } of round.tick())
        if (event.kind === 'note' && only === 'm') notes.push(event.text);
      const view = memoryOf(round);
      // Always a page that was used lately: the worst choice.
      const hot = view.frames.findIndex(
        ([, , bits]) => (bits & FRAME.accessed) !== 0 && (bits & (FRAME.pinned | FRAME.free)) === 0,
      );
      if (view.faults.length > 0 && hot >= 0) round.input('m', { type: 'evict', frame: hot });
    }
    expect(notes.some((text) => text.includes('needs the page again'))).toBe(true);
    const careful = start(true);
    while (!careful.over) careful.tick();
    expect(careful.seat('m')?.points).toBeGreaterThan(0);
  });

  it('sees whose page lies in a frame, and not what is in it', () => {
    const round = start();
    until(round, () => memoryOf(round).faults.length > 0);
    const { frames, ...rest } = memoryOf(round);
    for (const frame of frames) expect(frame.every((part) => Number.isSafeInteger(part))).toBe(true);
    expect(JSON.stringify(rest)).not.toMatch(/data|bytes|nickname|role/);
  });

  it('leaves the algorithm to go on where the last one goes', () => {
    const round = start();
    round.input('m', { type: 'gone' });
    until(round, () => round.tickNumber === 300);
    expect(memoryOf(round).faults).toEqual([]);
  });
});

describe('the I/O station', () => {
  const start = (bot = false): Round =>
    createRound({ scenario: interruptStorm, seed: 5, seats: [seat('i', 'io', bot), ...crowd()] });
  const pending = (round: Round, name: string): boolean =>
    ioOf(round).lines.some(({ line, pending }) => line === name && pending);

  it('serves the keyboard by hand: the line is quiet again, and who was quick is praised', () => {
    const round = start();
    until(round, () => pending(round, 'keyboard'));
    const before = ioOf(round).grade;
    expect(round.input('i', { type: 'serve', line: 'keyboard' })).toEqual({ ok: true });
    expect(pending(round, 'keyboard')).toBe(false);
    expect(ioOf(round).grade).toBeGreaterThan(before);
  });

  it('is praised no more for leaving a line to the controller than for serving it at the last moment', () => {
    const last = start();
    const row = (round: Round) => ioOf(round).lines.find(({ line }) => line === 'keyboard');
    until(last, () => pending(last, 'keyboard') && row(last)?.left === 0);
    last.input('i', { type: 'serve', line: 'keyboard' });
    const left = start();
    until(left, () => pending(left, 'keyboard'));
    const { served = 0 } = row(left) ?? {};
    until(left, () => (row(left)?.served ?? 0) > served);
    expect(ioOf(left).grade).toBeLessThanOrEqual(ioOf(last).grade);
    expect(ioOf(left).silent).toBe(false);
  });

  it('falls in esteem with each key that is lost, and stays within bounds', () => {
    const round = start();
    const before = ioOf(round).grade;
    until(round, () => ioOf(round).silent);
    expect(ioOf(round).grade).toBeLessThan(before);
    expect(ioOf(round).grade).toBeGreaterThanOrEqual(0);
  });

  it('loses keys and packets where it does not act, until the controller takes over', () => {
    const round = start();
    const events = until(round, () => ioOf(round).silent);
    expect(events.some(({ event }) => event.kind === 'overrun')).toBe(true);
    expect(ioOf(round).lines.find(({ line }) => line === 'keyboard')?.lost).toBeGreaterThan(0);
  });

  it('loses nothing where it serves every line in time', () => {
    const seats = [{ ...seat('i', 'io', true), skill: 'expert' as const }, ...crowd()];
    const round = createRound({ scenario: interruptStorm, seed: 5, seats });
    const events: RoundEvent[] = [];
    while (!round.over) events.push(...round.tick());
    expect(events.filter(({ event }) => event.kind === 'overrun')).toEqual([]);
    expect(round.measures().lost).toBe(0);
  });

  it('sends the disk’s arm to the request it chose, and to no other', () => {
    const round = start();
    until(round, () => {
      // Who serves the lines is there: the disk's queue waits for them too.
      for (const { line, pending } of ioOf(round).lines)
        if (pending) round.input('i', { type: 'serve', line });
      return ioOf(round).disk.queue.length > 0 && ioOf(round).disk.active < 0;
    });
    const request = ioOf(round).disk.queue.at(-1);
    expect(round.input('i', { type: 'seek', request: 60_000 })).toMatchObject({
      ok: false,
      code: 'disk-busy',
    });
    expect(round.input('i', { type: 'seek', request: request?.id ?? 0 })).toEqual({ ok: true });
    expect(ioOf(round).disk.active).toBe(request?.cylinder);
  });
});

it.each([
  ['memory', memoryPressure],
  ['io', interruptStorm],
] as const)(
  'a round with a bot at the %s station plays again from its journal, hash by hash',
  (role, scenario) => {
    const seats = [seat('s', role, true), ...crowd()];
    const round = createRound({ scenario, seed: 11, seats });
    const hashes: string[] = [];
    while (!round.over) {
      round.tick();
      hashes.push(round.hash());
    }
    expect(round.journal.some(({ seat }) => seat === 's')).toBe(true);
    const again: string[] = [];
    replay({ scenario, seed: 11, seats }, round.journal, hashes.length, (at) => again.push(at.hash()));
    expect(again).toEqual(hashes);
  },
);
