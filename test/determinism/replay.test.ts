import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Round, replay } from '../../server/game/round.ts';
import type { SeatInput } from '../../server/game/types.ts';
import { invariantFaults } from '../../server/kernel/invariants/all.ts';
import { type Story, story } from './arbitrary.ts';

/** How many rounds are drawn: `npm test` asks for a thousand. */
const ROUNDS = Number(process.env.PROPERTY_ROUNDS ?? 150);

/** In whose name an input comes. */
function whose(input: SeatInput, seat: string): string {
  if (input.type === 'join') return input.seat.id;
  return input.type === 'inject' ? 'host' : seat;
}

/** Plays a story; gives the round's hash after every tick, and looks at the machine's invariants there. */
function play({ scenario, seed, seats, acts }: Story): { round: Round; hashes: string[] } {
  const round = new Round({ scenario, seed, seats, bots: false });
  const hashes = acts.map((now) => {
    for (const { seat, input } of now) round.input(whose(input, seats[seat % seats.length]?.id ?? ''), input);
    round.tick();
    // Where rings or isolation are off, programs may make of the kernel what they like.
    if (scenario.protections.rings && scenario.protections.isolation)
      expect(invariantFaults(round.machine)).toEqual([]);
    return round.hash();
  });
  return { round, hashes };
}

describe('a round', () => {
  it('played again from its journal, and from a snapshot on the way, is the same at every tick', () => {
    fc.assert(
      fc.property(story({ min: 6, max: 24 }), fc.nat(), (given, at) => {
        const { round, hashes } = play(given);
        const { journal } = round;
        const again: string[] = [];
        const half = at % hashes.length;
        const copies: ReturnType<Round['snapshot']>[] = [];
        replay({ ...given }, journal, hashes.length, (played) => {
          again.push(played.hash());
          if (played.tickNumber === half) copies.push(played.snapshot());
        });
        expect(again).toEqual(hashes);
        const [copy] = copies;
        if (copy === undefined) return;
        const resumed = new Round({ ...given, bots: false });
        resumed.restore(copy);
        expect(resumed.hash()).toBe(hashes[half - 1]);
        for (let tick = half; tick < hashes.length; tick += 1) {
          for (const entry of journal.filter((candidate) => candidate.tick === tick))
            resumed.input(entry.seat, entry.input);
          resumed.tick();
          expect(resumed.hash()).toBe(hashes[tick]);
        }
        // What was copied stands still while the round that it was copied from goes on.
        const untouched = new Round({ ...given, bots: false });
        untouched.restore(copy);
        expect(untouched.hash()).toBe(hashes[half - 1]);
      }),
      { numRuns: ROUNDS, seed: 2024 },
    );
  }, 600_000);
});
