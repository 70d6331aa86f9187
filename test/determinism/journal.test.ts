import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { JOURNAL_VERSION, type RoundJournal, readJournal, writeJournal } from '../../server/game/journal.ts';
import { Round } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { openKeeping } from '../../server/store/keep.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { readScenario } from '../../shared/scenarios/schema.ts';

const folder = mkdtempSync(join(tmpdir(), 'replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SEATS: RoundSeat[] = ['Ada', 'Ben'].map((nickname, index) => ({
  id: `s${index}`,
  nickname,
  role: 'process',
  bot: false,
}));

/** A round of sixty ticks with a late joiner, its journal and its hashes. */
function played(): { journal: RoundJournal; hashes: string[] } {
  const round = new Round({ scenario: firstBoot, seed: 5, seats: SEATS, bots: false });
  const hashes = Array.from({ length: 60 }, (_, tick) => {
    if (tick === 3) round.input('s0', { type: 'program', lines: ['fd = open("/etc/motd", O_RDONLY)'] });
    if (tick === 9)
      round.input('late', {
        type: 'join',
        seat: { id: 'late', nickname: 'Late', role: 'process', bot: false },
      });
    round.tick();
    return round.hash();
  });
  return { journal: { scenario: firstBoot, seed: 5, seats: SEATS, inputs: round.journal }, hashes };
}

const { journal, hashes } = played();
const good = JSON.parse(writeJournal(journal)) as Record<string, unknown>;
const fileOf = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const replay = (...args: string[]) =>
  spawnSync(process.execPath, ['scripts/replay.ts', ...args], {
    encoding: 'utf8',
    env: { ...process.env, DATA_DIR: join(folder, 'data') },
  });

it('a journal that was written is read as it was', () => {
  expect(readJournal(writeJournal(journal))).toEqual({ ok: true, journal });
});

describe('a file that is no journal of this version is refused in one sentence', () => {
  it.each<[string, string, string]>([
    ['no JSON', '{', 'The file is not JSON'],
    ['something else', '[]', 'The file is no journal of a round'],
    [
      'another version',
      JSON.stringify({ ...good, version: JOURNAL_VERSION + 1 }),
      `The journal is of version ${JOURNAL_VERSION + 1}, and this Userland plays version ${JOURNAL_VERSION}`,
    ],
    [
      'a scenario of another version',
      JSON.stringify({ ...good, scenario: { ...firstBoot, version: 9 } }),
      'The scenario is of version 9, and this Userland reads version 1',
    ],
    [
      'a scenario with a wrong field',
      JSON.stringify({ ...good, scenario: { ...firstBoot, lengthTicks: -1 } }),
      'The field scenario.lengthTicks is wrong',
    ],
    ['no seats', JSON.stringify({ ...good, seats: [] }), 'The field seats is wrong'],
    [
      'an unknown input',
      JSON.stringify({ ...good, inputs: [{ tick: 1, seat: 's0', input: { type: 'dance' } }] }),
      'The field inputs.0.input.type is wrong: there is no input "dance".',
    ],
    [
      'an input with a wrong field',
      JSON.stringify({ ...good, inputs: [{ tick: 1, seat: 's0', input: { type: 'quantum', ticks: 0 } }] }),
      'The field inputs.0.input.ticks is wrong',
    ],
    [
      'inputs out of order',
      JSON.stringify({
        ...good,
        inputs: [
          { tick: 2, seat: 's0', input: { type: 'gone' } },
          { tick: 1, seat: 's1', input: { type: 'gone' } },
        ],
      }),
      'The field inputs.1.tick is wrong: inputs stand in the order of their ticks.',
    ],
  ])('%s', (_, text, sentence) => {
    const read = readJournal(text);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.message).toContain(sentence);
  });
});

it('a scenario is read with this version or none, and with no other', () => {
  expect(readScenario({ ...firstBoot, version: 1 })).toMatchObject({ ok: true });
  expect(readScenario(firstBoot)).toMatchObject({ ok: true });
  expect(readScenario({ ...firstBoot, version: '1' })).toMatchObject({ ok: false });
});

describe('the replay command', () => {
  const file = fileOf('round.json', writeJournal(journal));

  it('prints the machine after a tick as ps, free and strace would, with the hash it had', () => {
    const { stdout, status } = replay(file, '--until', '40');
    expect(status).toBe(0);
    expect(stdout).toContain(`tick 40 of ${firstBoot.lengthTicks}, hash ${hashes[39]}`);
    expect(stdout).toMatch(/USER +PID +PPID +STAT +PSR +NI +RSS +TICKS +SYSCALL +WCHAN COMMAND\n/);
    expect(stdout).toMatch(/\broot +1 +0 +S .* init\n/);
    expect(stdout).toMatch(/\n +total +used +free +shared buff\/cache\n +Mem: +\d+/);
    expect(stdout).toContain('open("/etc/motd", O_RDONLY) = 3');
  });

  it.each<[string, string[], string]>([
    ['a tick beyond the round', [file, '--until', '99999'], 'the round has 900 ticks'],
    ['a tick that is none', [file, '--until', 'noon'], 'give a tick'],
    ['a file that is not there', [join(folder, 'none.json')], "the file can't be used (ENOENT)"],
    [
      'a round that is not kept',
      ['--export', 'nobody', join(folder, 'out.json')],
      'no round of that id is kept',
    ],
  ])('exits 2 with one sentence for %s', (_, args, sentence) => {
    const { stdout, stderr, status } = replay(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain(sentence);
  });

  it('exports a kept round, which then replays to the same hash', async () => {
    const keeping = await openKeeping(
      { dataDir: join(folder, 'data'), databaseUrl: undefined, retentionDays: 30 },
      { log: () => {} },
    );
    const id = keeping.journal.begin({
      room: 'ABC',
      number: 1,
      scenario: 'first-boot',
      seed: 5,
      seats: SEATS,
    });
    keeping.journal.append(id, journal.inputs);
    await keeping.journal.read(id);
    await keeping.close();
    const out = join(folder, 'kept.json');
    expect(replay('--export', id, out)).toMatchObject({ status: 0, stderr: '' });
    expect(readJournal(readFileSync(out, 'utf8'))).toEqual({ ok: true, journal });
    expect(replay(out, '--until', '60').stdout).toContain(hashes[59]);
  });
});
