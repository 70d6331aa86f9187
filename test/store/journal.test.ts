import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { openJournal } from '../../server/store/journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'userland-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const begun = { room: 'ACDEFG', number: 1, scenario: 'first-boot', seed: 42, seats: [{ id: 's1' }] };

it('gives back a round with its inputs in the order they came', async () => {
  const journal = openJournal(join(folder, 'data'), () => {});
  const round = journal.begin(begun);
  journal.append(round, [{ tick: 3, seat: 's1', input: { type: 'keys', text: 'b' } }]);
  journal.append(round, [{ tick: 3, seat: 's1', input: { type: 'keys', text: 'a' } }]);
  journal.end(round, { won: true });
  expect(await journal.read(round)).toMatchObject({
    ...begun,
    inputs: [{ input: { text: 'b' } }, { input: { text: 'a' } }],
    results: { won: true },
  });
  await journal.close();
});

it('says so once and keeps nothing where the folder can’t be used', async () => {
  const file = mkdtempSync(join(tmpdir(), 'userland-'));
  writeFileSync(join(file, 'taken'), '');
  const lines: string[] = [];
  const journal = openJournal(join(file, 'taken'), (line) => lines.push(line));
  const round = journal.begin(begun);
  journal.append(round, [{ tick: 1, seat: 's1', input: {} }]);
  expect(await journal.read(round)).toBeUndefined();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^Rounds are not kept: DATA_DIR/);
  rmSync(file, { recursive: true });
});

it('gives up with one line, and never throws, where the database fails on the way', async () => {
  const lines: string[] = [];
  const journal = openJournal(join(folder, 'failing'), (line) => lines.push(line));
  const round = journal.begin(begun);
  await journal.read(round);
  await journal.close();
  journal.append(round, [{ tick: 1, seat: 's1', input: {} }]);
  journal.append(round, [{ tick: 2, seat: 's1', input: {} }]);
  expect(await journal.read(round)).toBeUndefined();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/games go on without it/);
});
