import { afterAll, beforeAll, expect, it } from 'vitest';
import { INVENTORY } from '../../shared/questions/inventory.ts';
import { gainOf } from '../../shared/report/gain.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

/** Answers every item; the first `right` of them as they should be. */
async function answerAll(player: Player, right: number): Promise<void> {
  for (const [index, { id, right: good, answers }] of INVENTORY.entries()) {
    player.send('item', { item: id, choice: index < right ? good : (good + 1) % answers.length });
    await until(() => player.part('survey')?.includes(id) === true);
  }
}

it('the inventory is asked before and after, and the report knows what was gained', async () => {
  const { code, hostKey, room } = await server.host('first-boot');
  const host = await server.join(code, { hostKey });
  const watch = await server.join(code, { watch: true });
  const ada = await server.join(code, { nickname: 'Ada' });
  const ben = await server.join(code, { nickname: 'Ben' });
  const item = INVENTORY[0]?.id ?? '';
  expect((await ada.refused('item', { item, choice: 0 })).code).toBe('closed');

  host.send('survey', { run: 'before' });
  await until(() => ada.room.state.survey !== '');
  expect(ada.part('survey')).toEqual([]);
  await answerAll(ada, 6);
  await answerAll(ben, 3);
  expect((await ada.refused('item', { item, choice: 0 })).code).toBe('answered');
  expect((await ada.refused('item', { item: 'nonsense', choice: 0 })).code).toBe('noQuestion');
  expect((await ada.refused('item', { item, choice: 9 })).code).toBe('noQuestion');
  await until(() => JSON.parse(watch.room.state.survey || '{}').finished === 2);
  expect(host.part('desk').surveys).toEqual({
    before: { begun: 2, finished: 2 },
    after: { begun: 0, finished: 0 },
  });

  // A round closes it.
  host.send('start');
  await until(() => ada.room.state.phase === 'boot');
  expect(ada.room.state.survey).toBe('');
  expect((await host.refused('survey', { run: 'after' })).code).toBe('phase');
  room.advance(20_000);
  room.step(3);
  host.send('end');
  await until(() => ada.results !== undefined);
  host.send('survey', { run: 'after' });
  await until(() => ada.room.state.survey !== '');
  await answerAll(ada, 9);
  host.send('survey', { run: '' });
  await until(() => ada.room.state.survey === '');

  const report = await server.services.keeping.reports.read(hostKey);
  if (report === undefined) throw new Error('no report');
  expect(report.answers.filter(({ asked }) => asked === 'before').length).toBe(24);
  expect(report.questions.length).toBe(INVENTORY.length);
  // From 6 to 9 of 12 right: half of what there was to gain. Ben has no pair.
  expect(gainOf(report, ada.welcome.seat)).toEqual({ before: 50, after: 75, gain: 0.5, items: 12 });
  expect(gainOf(report, ben.welcome.seat)).toBeUndefined();
  for (const player of [ada, ben, watch, host]) await player.leave();
});

it('what somebody answers is seen by nobody else', async () => {
  const { code, hostKey } = await server.host('first-boot');
  const host = await server.join(code, { hostKey });
  const ada = await server.join(code, { nickname: 'Ada' });
  const ben = await server.join(code, { nickname: 'Ben' });
  host.send('survey', { run: 'before' });
  await until(() => ada.room.state.survey !== '');
  ada.send('item', { item: 'after-fork', choice: 1 });
  await until(() => ada.part('survey').length === 1);
  host.send('names', { generated: true });
  await until(() => ben.room.state.generatedNames);
  expect(Buffer.concat(ben.frames).toString('latin1')).not.toContain('after-fork');
  expect(Buffer.concat(host.frames).toString('latin1')).not.toContain('after-fork');
  for (const player of [ada, ben, host]) await player.leave();
});
