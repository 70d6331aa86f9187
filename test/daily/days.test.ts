import { describe, expect, it } from 'vitest';
import { dailyLevel } from '../../server/game/daily/level.ts';
import { rivalsOf } from '../../server/game/daily/score.ts';
import { DAILY_PLAYERS } from '../../server/game/levels/players/daily.ts';
import { playLevel } from '../../server/game/levels/run.ts';
import { DAILY_STATIONS, dailyOf, dayOf, daysBefore, isDay } from '../../shared/daily/day.ts';
import { dailySource } from '../../shared/daily/index.ts';

/** Days far from each other, so that the test draws what nobody has looked at. */
const DAYS = Array.from({ length: 6 }, (_, index) => daysBefore('2027-12-31', 53 * index));

describe.each(DAILY_STATIONS)('the %s of a day', (station) => {
  it.each(DAYS)('%s gives three stars for its idea, and a hint to who has another', (day) => {
    const level = dailyLevel({ station, day });
    const pair = DAILY_PLAYERS[station];
    const good = playLevel(level, pair.good(level));
    expect(good.result).toMatchObject({ outcome: 'done', stars: 3 });
    const wrong = playLevel(level, pair.wrong(level));
    expect(wrong.result).toMatchObject({ outcome: 'failed', advice: level.pitfalls[0]?.hint });
    // Without a star it still has a score where the work is done; who takes pages in use may never come to that.
    if (station !== 'memory') expect(wrong.measure('finished')).toBe(level.arrivals.length);
  });

  it.each(DAYS.slice(0, 3))('%s tells the algorithms apart, and all of them come to its end', (day) => {
    const rivals = rivalsOf({ station, day });
    const scores = rivals.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores).toContain(1000);
    expect(new Set(scores).size).toBeGreaterThanOrEqual(3);
    expect(scores[0]).toBeGreaterThan(1050);
  });

  it('is another one every day, and the same whenever it is drawn', () => {
    const texts = DAYS.map((day) => JSON.stringify(dailySource({ station, day }).arrivals));
    expect(new Set(texts).size).toBe(DAYS.length);
    expect(JSON.stringify(dailySource({ station, day: DAYS[0] as string }).arrivals)).toBe(texts[0]);
  });
});

describe('a day', () => {
  it('begins at midnight UTC', () => {
    expect(dayOf(Date.parse('2026-03-01T23:59:59Z'))).toBe('2026-03-01');
    expect(dayOf(Date.parse('2026-03-02T00:00:00Z'))).toBe('2026-03-02');
    expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28');
  });

  it('is one of the calendar', () => {
    expect(['2028-02-29', '2026-02-29', '2026-13-01', '2026-3-1', ''].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(dailyOf('daily-disk-2026-02-30')).toBeUndefined();
    expect(dailyOf('daily-printer-2026-03-01')).toBeUndefined();
    expect(dailyOf('daily-disk-2026-03-01')).toEqual({ station: 'disk', day: '2026-03-01' });
  });
});
