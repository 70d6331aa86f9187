import { expect, it } from 'vitest';
import { createAssignments, MOST_STUDENTS } from '../../server/store/assignments.ts';
import { forget } from '../../server/store/forget.ts';
import { createProgress } from '../../server/store/progress.ts';
import { assignmentCsv, starsOf } from '../../shared/assignment.ts';
import { overBoth } from './places.ts';

const DAY = 86_400_000;
const soon = new Date(Date.now() + DAY).toISOString();
const set = { code: 'ACDEFG', title: 'Week 12', levels: ['userspace-1', 'userspace-2'], due: soon };

overBoth('an assignment', ({ store }) => {
  const open = async () => {
    const { store: kept } = await store();
    return { kept, assignments: createAssignments(kept), progress: createProgress(kept) };
  };

  it('shows who takes part under which nickname and with which stars, to its key alone', async () => {
    const { assignments, progress } = await open();
    const key = await assignments.make(set);
    const ada = await progress.create();
    expect(await assignments.join('ACDEFG', ada, 'Ada')).toBe('joined');
    progress.recordLevel(ada, 'userspace-1', 2, { failed: 1 });
    progress.recordLevel(ada, 'userspace-1', 1, { failed: 3 });
    progress.recordLevel(ada, 'files-1', 3, {});
    const report = await assignments.report(key);
    expect(report).toMatchObject({ code: 'ACDEFG', title: 'Week 12', due: soon });
    expect(report?.students).toMatchObject([
      {
        nickname: 'Ada',
        results: [{ level: 'userspace-1', stars: 2, late: false, measures: { failed: 1 } }],
      },
    ]);
    expect(await assignments.report('another-key-of-22-chars')).toBeUndefined();
    expect(JSON.stringify(report)).not.toContain(ada);
  });

  it('keeps what was reached in time beside what came later', async () => {
    const { kept, assignments } = await open();
    // The browser's clock says nothing: it is the server's at the moment of the result.
    const late = createProgress(kept, () => Date.parse(soon) + DAY);
    const progress = createProgress(kept);
    const key = await assignments.make(set);
    const ada = await progress.create();
    await assignments.join('ACDEFG', ada, 'Ada');
    progress.recordLevel(ada, 'userspace-1', 1, {});
    late.recordLevel(ada, 'userspace-1', 3, {});
    late.recordLevel(ada, 'userspace-2', 2, {});
    const results = (await assignments.report(key))?.students[0]?.results ?? [];
    expect(starsOf(results, 'userspace-1')).toMatchObject({ onTime: 1, best: 3 });
    expect(starsOf(results, 'userspace-2')).toMatchObject({ onTime: 0, best: 2 });
  });

  it('counts stars that were won before taking part', async () => {
    const { assignments, progress } = await open();
    await assignments.make(set);
    const ada = await progress.create();
    progress.recordLevel(ada, 'userspace-2', 3, {});
    await assignments.join('ACDEFG', ada, 'Ada');
    const view = await assignments.read('ACDEFG', ada);
    expect(view).toMatchObject({ nickname: 'Ada', results: [{ level: 'userspace-2', stars: 3 }] });
    // Somebody else sees the set and nobody's results.
    expect(await assignments.read('ACDEFG', await progress.create())).toMatchObject({
      nickname: null,
      results: [],
    });
    expect(await assignments.read('ACDEFH')).toBeUndefined();
  });

  it('has one student of a nickname, whatever the capitals, and is full at last', async () => {
    const { assignments, progress } = await open();
    await assignments.make(set);
    const [ada, ben] = [await progress.create(), await progress.create()];
    await assignments.join('ACDEFG', ada, 'Ada');
    expect(await assignments.join('ACDEFG', ben, 'ADA')).toBe('nameTaken');
    expect(await assignments.join('ACDEFG', ada, 'ada')).toBe('joined');
    expect(await assignments.join('ACDEFH', ben, 'Ben')).toBe('unknown');
    expect(MOST_STUDENTS).toBeGreaterThanOrEqual(40);
  });

  it('goes along to another device, and away with the student’s progress', async () => {
    const { assignments, progress } = await open();
    const key = await assignments.make(set);
    const [laptop, phone] = [await progress.create(), await progress.create()];
    await assignments.join('ACDEFG', phone, 'Ada');
    progress.recordLevel(phone, 'userspace-1', 3, {});
    const moved = await progress.claim((await progress.transfer(laptop))?.code ?? '', phone);
    expect((await assignments.report(key))?.students).toMatchObject([
      { nickname: 'Ada', results: [{ stars: 3 }] },
    ]);
    await progress.remove(moved ?? '');
    expect((await assignments.report(key))?.students).toEqual([]);
  });

  it('is deleted by its key, and forgotten some days after the date', async () => {
    const { kept, assignments } = await open();
    const key = await assignments.make(set);
    forget(kept, 30, Date.parse(soon) + 29 * DAY);
    expect(await assignments.report(key)).toBeDefined();
    forget(kept, 30, Date.parse(soon) + 31 * DAY);
    expect(await assignments.report(key)).toBeUndefined();
    const other = await assignments.make({ ...set, code: 'ACDEFH' });
    expect(await assignments.remove(other)).toBe(true);
    expect(await assignments.remove(other)).toBe(false);
  });
});

it('the table of an assignment keeps a nickname from being a formula', () => {
  const csv = assignmentCsv({
    ...set,
    made: soon,
    students: [{ nickname: '=1+1', results: [] }],
  });
  expect(csv.split('\r\n')[1]).toMatch(/^"?'=1\+1/);
});
