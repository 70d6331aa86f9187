import { expect, it } from 'vitest';
import { forget, PLAYER_DAYS } from '../../server/store/forget.ts';
import { createJournal } from '../../server/store/journal.ts';
import { createProgress } from '../../server/store/progress.ts';
import { createReports } from '../../server/store/reports.ts';
import { hashOf } from '../../server/store/secrets.ts';
import { type Deeds, NO_DEEDS } from '../../shared/report/view.ts';
import { overBoth } from './places.ts';

const HOST_KEY = 'abcdefghijklmnopqrstuv';
const room = { host: hashOf(HOST_KEY), code: 'ACDEFG', name: '9b' };
const deeds = (jobsDone: number): Deeds => {
  return { ...NO_DEEDS, program: 'ls', jobsDone, points: 5, calls: { open: 2 } };
};
const row = (round: number, seat: string, jobsDone: number) => {
  return { round, seat, scenario: 'first-boot', role: 'process', deeds: deeds(jobsDone) };
};
const DAY = 86_400_000;

overBoth('a report', ({ store }) => {
  it('holds what was written last of each round, and is opened by the host key alone', async () => {
    const { store: kept } = await store();
    const reports = createReports(kept);
    const id = reports.begin(room);
    reports.seat(id, 's1', 'Ada');
    reports.seat(id, 's1', 'Ada L.');
    reports.seat(id, 's2', 'Ben');
    reports.deeds(id, [row(1, 's1', 0), row(1, 's2', 0)]);
    reports.deeds(id, [row(1, 's1', 3)]);
    const answer = { seat: 's1', question: 'q1', asked: 'before', given: 2, right: false } as const;
    reports.answer(id, answer);
    reports.answer(id, { ...answer, given: 1, right: true });
    reports.answer(id, { ...answer, asked: 'after', given: 1, right: true });
    expect(await reports.read(HOST_KEY)).toMatchObject({
      room: 'ACDEFG',
      name: '9b',
      seats: [
        { seat: 's1', nickname: 'Ada L.' },
        { seat: 's2', nickname: 'Ben' },
      ],
      rounds: [row(1, 's1', 3), row(1, 's2', 0)],
      answers: [{ ...answer, asked: 'after', given: 1, right: true }, answer],
    });
    expect(await reports.read('x'.repeat(22))).toBeUndefined();
    const rows = await kept.read((db) => db.selectFrom('reports').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(HOST_KEY);
    await kept.close();
  });

  it('shows the stars of the player behind a seat, and nothing by which the player could be found', async () => {
    const { store: kept } = await store();
    const [reports, progress] = [createReports(kept), createProgress(kept)];
    const [ada, tablet] = [await progress.create(), await progress.create()];
    progress.recordLevel(ada, 'files-pipes', 2, { calls: 7 });
    const id = reports.begin(room);
    reports.seat(id, 's1', 'Ada', ada);
    reports.seat(id, 's2', 'Ben');
    reports.seat(id, 's3', 'Cleo', 'x'.repeat(22));
    // Back without the key, and under another name: the same student.
    reports.seat(id, 's1', 'Ada L.');
    const levels = async () => (await reports.read(HOST_KEY))?.levels;
    expect(await levels()).toEqual([{ seat: 's1', level: 'files-pipes', stars: 2 }]);
    progress.recordLevel(ada, 'files-pipes', 3, { calls: 5 });
    expect(await levels()).toEqual([{ seat: 's1', level: 'files-pipes', stars: 3 }]);
    const players = await kept.read((db) => db.selectFrom('players').select('id').execute());
    const said = JSON.stringify(await reports.read(HOST_KEY));
    for (const secret of [ada, hashOf(ada), ...players.map((player) => player.id)])
      expect(said).not.toContain(secret);

    // The progress moves to another device, and the stars with it; then its owner deletes it.
    const code = (await progress.transfer(tablet))?.code ?? '';
    const joined = (await progress.claim(code, ada)) ?? '';
    expect(await levels()).toEqual([{ seat: 's1', level: 'files-pipes', stars: 3 }]);
    await progress.remove(joined);
    expect(await levels()).toEqual([]);
    expect((await reports.read(HOST_KEY))?.seats).toHaveLength(3);
    await kept.close();
  });

  it('is gone for good when its teacher deletes it, even while the room goes on', async () => {
    const { store: kept, lines } = await store();
    const reports = createReports(kept);
    const id = reports.begin(room);
    reports.seat(id, 's1', 'Ada');
    reports.deeds(id, [row(1, 's1', 1)]);
    expect(await reports.remove(HOST_KEY)).toBe(true);
    expect(await reports.remove(HOST_KEY)).toBe(false);
    reports.seat(id, 's1', 'Ada');
    reports.deeds(id, [row(1, 's1', 2)]);
    expect(await reports.read(HOST_KEY)).toBeUndefined();
    const left = await kept.read(async (db) => [
      ...(await db.selectFrom('report_seats').selectAll().execute()),
      ...(await db.selectFrom('report_rounds').selectAll().execute()),
    ]);
    expect(left).toEqual([]);
    expect(lines).toEqual([]);
    await kept.close();
  });
});

overBoth('forgetting', ({ store }) => {
  it('removes rounds and reports after their days, and players a year after their last visit', async () => {
    const { store: kept } = await store();
    const [reports, journal, progress] = [createReports(kept), createJournal(kept), createProgress(kept)];
    reports.begin(room);
    const round = journal.begin({ room: 'ACDEFG', number: 1, scenario: 'first-boot', seed: 1, seats: [] });
    const key = await progress.create();
    forget(kept, 30, Date.now() + 29 * DAY);
    expect(await reports.read(HOST_KEY)).toBeDefined();
    expect(await journal.read(round)).toBeDefined();
    forget(kept, 30, Date.now() + 31 * DAY);
    expect(await reports.read(HOST_KEY)).toBeUndefined();
    expect(await journal.read(round)).toBeUndefined();
    expect(await progress.read(key)).toBeDefined();
    forget(kept, 30, Date.now() + (PLAYER_DAYS + 1) * DAY);
    expect(await progress.read(key)).toBeUndefined();
    await kept.close();
  });
});
