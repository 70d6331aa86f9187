import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readJournal } from '../../server/game/journal.ts';
import { replay } from '../../server/game/round.ts';
import { HOST_HEADER } from '../../shared/protocol/headers.ts';
import type { ReportView } from '../../shared/report/view.ts';
import { infected } from '../../shared/scenarios/infected.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const MARKUP = '<img src=x onerror=alert(1)>';
const OWN: Scenario = {
  ...infected,
  id: 'own-tuesday',
  name: 'Tuesday, 3rd lesson',
  blurb: `What does the kernel refuse? ${MARKUP}`,
  lengthTicks: 60,
  machine: { ...infected.machine, policy: 'lottery', processesPerCore: 2 },
  programs: ['cat', 'cp'],
  recipes: 'goals',
  leastProcesses: 3,
  questions: [
    { text: `Who decides? ${MARKUP}`, answers: ['I', 'The kernel'], right: 1, why: 'It alone may.' },
  ],
};

const host = (scenario: unknown, name = '9b') => server.post('/api/rooms', { name, scenario });

describe('a room hosted with a scenario that its teacher has prepared', () => {
  it('plays that one, keeps it whole with the round, and asks its questions afterwards', async () => {
    const begin = vi.spyOn(server.services.keeping.journal, 'begin');
    const { code, hostKey, room } = await server.host(OWN);
    const teacher = await server.join(code, { hostKey });
    const ada = await server.join(code, { nickname: 'Ada' });
    await until(() => ada.room.state.prepared !== '');
    expect(ada.room.state.scenario).toBe('own-tuesday');
    expect(JSON.parse(ada.room.state.prepared)).toMatchObject({ name: OWN.name, blurb: OWN.blurb });
    teacher.send('start');
    await until(() => ada.room.state.phase === 'boot');
    room.advance(20_000);
    room.step(5);
    await until(() => ada.room.state.tick === 5);
    expect(ada.room.state.policy).toBe('lottery');
    expect(ada.part('who')).toMatchObject({ level: 'goals' });
    expect(['cat', 'cp']).toContain(ada.part('who').program);
    expect(ada.room.state.questions).toBe('');
    for (const frame of ada.frames) expect(frame.includes('It alone may.')).toBe(false);
    while (room.state.phase === 'run') room.step(1);
    await until(() => ada.results !== undefined && ada.room.state.questions !== '');
    expect(JSON.parse(ada.room.state.questions)).toEqual(OWN.questions);

    ada.send('reply', { question: 0, choice: 1 });
    expect(await ada.refused('reply', { question: 1, choice: 0 })).toMatchObject({ code: 'noQuestion' });
    const report = (await (
      await server.get('/api/report', { headers: { [HOST_HEADER]: hostKey } })
    ).json()) as ReportView;
    expect(report.questions).toMatchObject([{ question: '1/own-tuesday/0', text: OWN.questions[0]?.text }]);
    expect(report.answers).toMatchObject([{ question: '1/own-tuesday/0', given: 1, right: true }]);

    const id = begin.mock.results[0]?.value as string;
    const kept = await server.services.keeping.journal.read(id);
    expect(kept?.setup).toEqual(OWN);
    const out = join(server.config.dataDir, 'round.json');
    const exported = spawnSync(process.execPath, ['scripts/replay.ts', '--export', id, out], {
      encoding: 'utf8',
      env: { ...process.env, DATA_DIR: server.config.dataDir },
    });
    expect(exported.stderr).toBe('');
    const read = readJournal(readFileSync(out, 'utf8'));
    if (!read.ok) throw new Error(read.message);
    const again = replay(read.journal, read.journal.inputs, OWN.lengthTicks, () => {});
    expect({ ...again.results(), round: 1 }).toEqual(ada.results);
    await ada.leave();
    await teacher.leave();
  });

  it('can go over to one of Userland’s own, and back', async () => {
    const { code, hostKey } = await server.host(OWN);
    const teacher = await server.join(code, { hostKey });
    teacher.send('scenario', { id: 'first-boot' });
    await until(() => teacher.room.state.scenario === 'first-boot');
    teacher.send('scenario', { id: OWN.id });
    await until(() => teacher.room.state.scenario === OWN.id);
    expect(await teacher.refused('scenario', { id: 'own-wednesday' })).toMatchObject({ code: 'noScenario' });
    await teacher.leave();
  });
});

describe('a scenario from outside is refused', () => {
  it.each<[string, unknown, string]>([
    [
      'with a wrong field',
      { ...OWN, lengthTicks: 1e9 },
      'The field scenario.lengthTicks is wrong: it must be at most 6000.',
    ],
    [
      'with a text for a number',
      { ...OWN, leastProcesses: 'many' },
      'The field scenario.leastProcesses is wrong: it is missing, or not a number.',
    ],
    [
      'with a field too many',
      { ...OWN, machine: { ...OWN.machine, turbo: true } },
      'The field scenario.machine.turbo is wrong: there is no such field.',
    ],
    [
      'with a right answer that is none',
      { ...OWN, questions: [{ ...OWN.questions[0], right: 4 }] },
      'The field scenario.questions.0.right is wrong',
    ],
    ['of another version', { ...OWN, version: 99 }, 'The scenario is of version 99'],
    ['under a name of Userland’s own', { ...OWN, id: 'infected' }, 'The field scenario.id is wrong'],
    ['under the name of a level', { ...OWN, id: 'userspace-1' }, 'The field scenario.id is wrong'],
    [
      'with a name that is not for a classroom',
      { ...OWN, name: 'f.u.c.k' },
      'The field scenario.name is wrong',
    ],
    ['that is empty', {}, 'The field scenario.id is wrong'],
  ])('%s, in one sentence that names the field', async (_, scenario, sentence) => {
    const { status, body } = await host(scenario);
    expect(status).toBe(400);
    expect(body.error).toContain(sentence);
    expect(body.error?.match(/[.!?](\s|$)/g)).toHaveLength(1);
  });

  it('that is longer than any scenario can be', async () => {
    const { status, body } = await host({ ...OWN, blurb: 'x'.repeat(70_000) });
    expect(status).toBe(413);
    expect(body.error).toContain('too much to send');
  });
});

it('markup in a prepared scenario is text in whatever the server sends', async () => {
  const { code } = await server.host(OWN);
  const answer = await server.get(`/api/rooms/${code}`);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await server.get(`/lessons/${OWN.id}`)).status).toBe(404);
});
