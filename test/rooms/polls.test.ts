import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '../../shared/protocol/desk.ts';
import type { PollView } from '../../shared/protocol/polls.ts';
import { scenario } from '../../shared/scenarios/index.ts';
import { type Player, type TestServer, testServer, until } from './harness.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer();
});
afterAll(() => server.stop());

const typed = {
  from: 'typed',
  text: 'Who may halt the core?',
  answers: ['Any program', 'The kernel alone', 'Root'],
  right: 1,
  why: 'hlt is privileged: the core refuses it in user mode.',
};

const pollOf = (player: Player): PollView | undefined =>
  player.room.state.poll === '' ? undefined : JSON.parse(player.room.state.poll);
const deskOf = (host: Player): DeskView => host.part('desk');

async function classroom() {
  const { code, hostKey, room } = await server.host('infected');
  const host = await server.join(code, { hostKey });
  const watch = await server.join(code, { watch: true });
  const ada = await server.join(code, { nickname: 'Ada' });
  const bob = await server.join(code, { nickname: 'Bob' });
  const asked = (id: number) => until(() => [host, watch, ada, bob].every((one) => pollOf(one)?.id === id));
  return { code, hostKey, room, host, watch, ada, bob, asked };
}

describe('a question to the class', () => {
  it('is asked, answered once by each, closed, and then everybody is told what is right and why', async () => {
    const { code, hostKey, host, ada, bob, asked } = await classroom();
    host.send('ask', typed);
    await asked(1);
    const open = {
      phase: 'open',
      text: typed.text,
      answers: typed.answers,
      counts: null,
      right: -1,
      why: '',
    };
    expect(pollOf(ada)).toMatchObject({ ...open, answered: 0 });
    ada.send('vote', { poll: 1, choice: 2 });
    bob.send('vote', { poll: 1, choice: 1 });
    await until(() => pollOf(ada)?.answered === 2);
    expect(ada.part('vote')).toEqual({ poll: 1, choice: 2 });
    expect((await ada.refused('vote', { poll: 1, choice: 1 })).code).toBe('answered');
    expect((await ada.refused('vote', { poll: 7, choice: 1 })).code).toBe('noPoll');
    await until(() => deskOf(host).tally?.counts.join() === '0,1,1');

    // Whoever comes back finds the question, and their own answer.
    await ada.leave();
    const back = await server.join(code, { secret: ada.welcome.secret });
    expect(pollOf(back)).toMatchObject({ ...open, answered: 2 });
    expect(back.part('vote')).toEqual({ poll: 1, choice: 2 });

    expect((await host.refused('poll', { to: 'shown' })).code).toBe('poll');
    host.send('poll', { to: 'closed' });
    await until(() => pollOf(bob)?.phase === 'closed');
    expect(pollOf(bob)).toMatchObject({ counts: [0, 1, 1], right: -1, why: '' });
    const late = await server.join(code, { nickname: 'Late' });
    expect((await late.refused('vote', { poll: 1, choice: 0 })).code).toBe('closed');
    host.send('poll', { to: 'shown' });
    await until(() => pollOf(bob)?.phase === 'shown');
    expect(pollOf(bob)).toMatchObject({ right: 1, why: typed.why });
    host.send('poll', { to: 'gone' });
    await until(() => bob.room.state.poll === '' && bob.part('vote') === null);

    const report = await server.services.keeping.reports.read(hostKey);
    expect(report?.questions).toEqual([
      { question: '0/poll/1', source: 'typed', text: typed.text, answers: typed.answers, right: 1 },
    ]);
    expect(report?.answers).toMatchObject([
      { seat: ada.welcome.seat, question: '0/poll/1', given: 2, right: false },
      { seat: bob.welcome.seat, question: '0/poll/1', given: 1, right: true },
    ]);
  });

  it('may be one of the scenario or of the inventory, in the middle of a round', async () => {
    const { room, host, ada, asked } = await classroom();
    host.send('start');
    await until(() => ada.room.state.phase === 'boot');
    room.advance(20_000);
    room.step(3);
    host.send('ask', { from: 'scenario', question: 0 });
    await asked(1);
    expect(pollOf(ada)?.text).toBe(scenario('infected')?.questions[0]?.text);
    host.send('ask', { from: 'inventory', question: 'root-and-hlt' });
    await asked(2);
    expect((await host.refused('ask', { from: 'scenario', question: 19 })).code).toBe('noQuestion');
    expect((await host.refused('ask', { from: 'inventory', question: 'nothing' })).code).toBe('noQuestion');
    expect((await ada.refused('vote', { poll: 2, choice: 4 })).code).toBe('noChoice');
    expect(pollOf(ada)?.id).toBe(2);
  });

  it('with no right answer is an opinion, and counts neither as right nor as wrong', async () => {
    const { hostKey, host, ada, asked } = await classroom();
    host.send('ask', {
      ...typed,
      text: 'How sure are you?',
      answers: ['Sure', 'Not sure'],
      right: -1,
      why: '',
    });
    await asked(1);
    ada.send('vote', { poll: 1, choice: 0 });
    await until(() => pollOf(host)?.answered === 1);
    host.send('poll', { to: 'closed' });
    await until(() => pollOf(ada)?.phase === 'closed');
    expect((await host.refused('poll', { to: 'shown' })).code).toBe('poll');
    const report = await server.services.keeping.reports.read(hostKey);
    expect(report?.answers).toMatchObject([{ given: 0, right: null }]);
  });

  it.each([
    ['one answer', { answers: ['Yes'] }],
    ['six answers', { answers: ['1', '2', '3', '4', '5', '6'] }],
    ['an empty answer', { answers: ['Yes', '   '] }],
    ['a right answer that is none', { right: 3 }],
    ['no words', { text: '   ' }],
  ])('with %s is not in its form', async (_what, change) => {
    const { host } = await classroom();
    expect((await host.refused('ask', { ...typed, ...change })).code).toBe('malformed');
  });
});

describe('how the class answers', () => {
  it('is told to the projector while the host wants it, and to no player before the question is closed', async () => {
    const { code, host, watch, ada, bob, asked } = await classroom();
    host.send('ask', typed);
    await asked(1);
    ada.send('vote', { poll: 1, choice: 2 });
    await until(() => pollOf(watch)?.answered === 1);
    expect(watch.tally).toBeNull();
    host.send('bars', { on: true });
    await until(() => watch.tally?.counts.join() === '0,0,1');
    ada.send('vote', { poll: 1, choice: 2 });
    bob.send('vote', { poll: 1, choice: 2 });
    await until(() => watch.tally?.counts.join() === '0,0,2');
    const second = await server.join(code, { watch: true });
    await until(() => second.tally?.counts.join() === '0,0,2');
    await until(() => pollOf(bob)?.answered === 2);
    for (const player of [ada, bob]) {
      expect(player.tally).toBeUndefined();
      const bytes = Buffer.concat(player.frames).toString('latin1');
      expect(bytes).toContain(typed.text);
      for (const kept of ['"counts":[', 'tally', typed.why, '"right":1']) expect(bytes).not.toContain(kept);
    }
    host.send('bars', { on: false });
    await until(() => watch.tally === null);
  });
});
