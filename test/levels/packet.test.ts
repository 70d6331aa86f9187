import { describe, expect, it } from 'vitest';
import { PLAYERS } from '../../server/game/levels/players/index.ts';
import { type Player, playLevel } from '../../server/game/levels/run.ts';
import { level as levelOf } from '../../shared/levels/index.ts';
import type { CallRecord, LevelView, PacketPlace } from '../../shared/protocol/level.ts';

const level = levelOf('userspace-3');
if (level === undefined) throw new Error('the level of ls is missing');

/** Everything that the player of ls was shown, tick by tick. */
function shown(play: Player): LevelView[] {
  const views: LevelView[] = [];
  playLevel(level as NonNullable<typeof level>, (view) => {
    views.push(structuredClone(view.course));
    return play(view);
  });
  return views;
}

const good = shown(PLAYERS['userspace-3']!.good(level));
const last = (good.at(-1) as LevelView).packet?.calls ?? [];
const called = (name: string): CallRecord[] => last.filter((call) => call.name === name && call.over);
const did = (call: CallRecord | undefined): string[] =>
  (call?.steps ?? []).map(({ step, detail }) => `${step}: ${detail}`);

describe('the way of a call in ls', () => {
  it('leads through every place, the disk only where the page cache had nothing', () => {
    const places = good.map(({ packet }) => packet?.at);
    const way = places.filter((place, at) => place !== places[at - 1]);
    // At the gate nobody asks anything: the way leads through it at once.
    const first: PacketPlace[] = ['user', 'path', 'mode', 'user', 'cache', 'disk', 'copy', 'user'];
    expect(way.slice(0, first.length)).toEqual(first);
    expect(way).toContain('terminal');
    expect(way.filter((place) => place === 'disk')).toHaveLength(1);
  });

  it('tells what the kernel did, not what the player guessed', () => {
    const opened = good
      .flatMap(({ packet }) => packet?.calls ?? [])
      .find(({ name, over }) => name === 'open' && over);
    expect(did(opened)).toEqual([
      'path: home',
      'path: ada',
      'inode: inode 31',
      'permission: mode 700 allows it',
    ]);
    const refused = called('open').find(({ ok }) => !ok);
    expect(refused?.text).toContain('EACCES');
    expect(did(refused)).toEqual(['path: home', 'path: ben', 'inode: inode 37']);
  });

  it('sleeps for the disk the first time, and is faster from the page cache', () => {
    const all = good.flatMap(({ packet }) => packet?.calls ?? []);
    const slow = all.find(
      ({ name, over, slept }) => name === 'getdents64' && over && slept > 0,
    ) as CallRecord;
    const fast = called('getdents64').at(-1) as CallRecord;
    expect(fast.slept).toBe(0);
    expect(fast.ticks).toBeLessThan(slow.ticks - slow.slept + slow.slept / 2);
    expect(did(fast).map((step) => step.split(':')[0])).toEqual(['cache', 'copy']);
  });

  it('shows the things that a question is about as they are in the kernel', () => {
    const scenes = good.flatMap(({ question }) => (question?.scene ? [question.scene] : []));
    expect(scenes[0]).toEqual({ is: 'directory', names: ['home', 'ada'], at: 0, ino: 1 });
    expect(scenes.find(({ is }) => is === 'mode')).toEqual({
      is: 'mode',
      bits: 'rwx------',
      owner: 1000,
      caller: 1000,
    });
    const shelves = scenes.flatMap((scene) => (scene.is === 'shelf' ? [scene] : []));
    expect(shelves[0]?.inodes).not.toContain(shelves[0]?.wanted);
    expect(shelves.at(-1)?.inodes).toContain(shelves.at(-1)?.wanted);
  });

  it.each([
    ['/etc', 0, 'descriptor'],
    ['/home/adda', 1, 'ENOENT'],
    ['/home/cleo', 2, 'EACCES'],
  ])('the last call, to %s, is foretold as the kernel answers it', (path, right, answer) => {
    const line = level?.steps[12]?.lines.find((text) => text.includes(`"${path}"`)) ?? '';
    const play = PLAYERS['userspace-3']!.good(level as NonNullable<typeof level>);
    let said = '';
    const views = shown((view) => {
      const acts = play(view);
      if (view.course.step !== 12 || view.course.outcome !== 'open') return acts;
      if (view.course.question === null)
        return acts.map((act) => (act.type === 'program' ? { ...act, lines: [line] } : act));
      const wrong = view.course.question.options.findIndex(
        (_, option) => option !== right && !view.course.question?.tried.includes(option),
      );
      said = view.course.question.said || said;
      return [{ type: 'answer', choice: view.course.question.tried.length === 0 ? wrong : right }];
    });
    const end = (views.at(-1) as LevelView).packet?.calls.at(-1);
    expect(end?.text).toContain(path);
    expect(end?.ok).toBe(right === 0);
    if (right > 0) expect(end?.text).toContain(answer);
    expect(said).not.toBe('');
  });
});
