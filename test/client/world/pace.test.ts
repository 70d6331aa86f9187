import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PACES, Pace } from '../../../client/world/pace.ts';

/** Stretches of a second on a computer that takes so many milliseconds a frame. */
function live(pace: Pace, seconds: number, cost: number): number[] {
  const rates: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    const frames = Math.min(pace.rate, Math.floor(1000 / cost));
    pace.judge({ span: 1000, frames, work: frames * cost });
    rates.push(pace.rate);
  }
  return rates;
}

describe('how often the world is drawn', () => {
  it('is sixty times a second where a frame takes little', () => {
    expect(live(new Pace(), 30, 8)).toEqual(Array(30).fill(60));
  });

  it('settles within three seconds where frames leave too little time for the player', () => {
    expect(live(new Pace(), 3, 20).at(-1)).toBe(30);
    expect(live(new Pace(), 3, 30).at(-1)).toBe(20);
    expect(live(new Pace(), 3, 90).at(-1)).toBe(12);
  });

  it('slows down too when frames come late although they are quickly made', () => {
    const pace = new Pace();
    pace.judge({ span: 1000, frames: 25, work: 100 });
    expect(pace.rate).toBe(30);
  });

  it('comes back to the full pace when the computer is free again', () => {
    const pace = new Pace();
    live(pace, 5, 90);
    expect(live(pace, 120, 5).at(-1)).toBe(60);
  });

  it('tries a pace that was too fast less and less often', () => {
    const pace = new Pace();
    let tries = 0;
    // Half of what a faster pace would take looks free, and isn't.
    for (let second = 0; second < 600; second += 1) {
      const was = pace.rate;
      const late = was === 60;
      pace.judge({ span: 1000, frames: late ? 20 : was, work: 50 });
      if (pace.rate > was) tries += 1;
    }
    expect(tries).toBeGreaterThan(1);
    expect(tries).toBeLessThan(12);
  });

  it('is always one of the known paces, whatever the computer does', () => {
    const stretch = fc.record({
      span: fc.integer({ min: 900, max: 3000 }),
      frames: fc.integer({ min: 0, max: 200 }),
      work: fc.integer({ min: 0, max: 3000 }),
    });
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 200 }), (stretches) => {
        const pace = new Pace();
        for (const each of stretches) {
          const was = pace.rate;
          expect(pace.judge(each)).toBe(pace.rate !== was);
          expect(PACES).toContain(pace.rate);
        }
      }),
    );
  });
});
