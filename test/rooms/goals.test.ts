import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TeamGoalView } from '../../shared/protocol/view.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const goalsOf = (player: Player): TeamGoalView[] => JSON.parse(player.room.state.goals || '[]');

describe('the goals of a scenario', () => {
  it('stand in the lobby for as many players as there are, in the round as it goes, and end as the results say', async () => {
    const { code, hostKey, room } = await server.host('rush-hour');
    const host = await server.join(code, { hostKey });
    const ada = await server.join(code, { nickname: 'Ada' });
    await until(() => goalsOf(ada).length === 1);
    expect(JSON.parse(ada.room.state.about)).toMatchObject({ name: 'Rush hour' });
    const [ahead] = goalsOf(ada);
    expect(ahead).toMatchObject({ measure: 'throughput', value: null, met: false });

    host.send('start');
    await until(() => ada.room.state.phase === 'boot');
    room.advance(20_000);
    room.step(1);
    await until(() => ada.room.state.phase === 'run' && goalsOf(ada)[0]?.value === 0);
    // One player and bots to the fewest processes: what the lobby said.
    expect(goalsOf(ada)[0]?.target).toBe(ahead?.target);
    room.step(400);
    await until(() => (goalsOf(ada)[0]?.value ?? 0) > 0);
    host.send('end');
    await until(() => ada.results !== undefined && ada.room.state.phase === 'results');
    expect(goalsOf(ada)).toEqual(ada.results?.team.goals);
  });

  it('are those of the scenario that the host chooses', async () => {
    const { code, hostKey } = await server.host('first-boot');
    const host = await server.join(code, { hostKey });
    const ada = await server.join(code, { nickname: 'Ada' });
    host.send('scenario', { id: 'infected' });
    await until(() => goalsOf(ada).length === 2);
    expect(goalsOf(ada).map(({ measure }) => measure)).toEqual(['throughput', 'breaches']);
    expect(JSON.parse(ada.room.state.about)).toMatchObject({ name: 'Infected' });
  });

  it('are none in a level, which has goals of its own', async () => {
    const { body } = await server.post('/api/levels/userspace-1', {});
    const ada = await server.join(body.code ?? '');
    await until(() => ada.room.state.phase === 'run');
    expect([ada.room.state.goals, ada.room.state.about]).toEqual(['', '']);
  });
});
