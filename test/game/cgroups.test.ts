import { expect, it } from 'vitest';
import { createRound, type Round } from '../../server/game/round.ts';
import type { Cgroup } from '../../server/kernel/types.ts';
import { infected } from '../../shared/scenarios/infected.ts';

const start = (): Round =>
  createRound({
    scenario: infected,
    seed: 3,
    seats: [
      { id: 'a', nickname: 'Ann', role: 'process', bot: false },
      { id: 'm', nickname: 'Mo', role: 'malware', bot: false },
    ],
  });

const groupOf = (round: Round, name: string): Cgroup =>
  [...round.machine.cgroups.values()].find((group) => group.name === name) as Cgroup;

function run(round: Round, seat: string, lines: string[], ticks: number): void {
  expect(round.input(seat, { type: 'program', lines })).toEqual({ ok: true });
  for (let tick = 0; tick < ticks; tick += 1) round.tick();
}

it('a seat’s process finds itself in a group of its user’s name, with the scenario’s limits', () => {
  const round = start();
  const read = (path: string): string[] => [
    `fd = open("${path}", O_RDONLY)`,
    'n = read(fd, buf, 200)',
    'write(1, buf, n)',
  ];
  run(round, 'a', read('/proc/self/cgroup'), 60);
  expect(round.seat('a')?.terminal).toContain('0::/ada\n');
  run(round, 'a', read('/sys/fs/cgroup/ada/pids.max'), 60);
  expect(round.seat('a')?.terminal).toContain(`${infected.machine.limits.nproc}\n`);
  expect(groupOf(round, 'ada').memory.max).toBe(infected.machine.limits.memoryPages);
});

it('children are born into it, and no player may write its files', () => {
  const round = start();
  run(round, 'm', ['c = fork()', 'work 30'], 30);
  expect(groupOf(round, 'ben').pids.current).toBe(2);
  run(round, 'm', ['fd = open("/sys/fs/cgroup/ben/pids.max", O_WRONLY)'], 60);
  expect(round.machine.config.protections.permissions).toBe(true);
  expect(round.seat('m')?.strace.join('\n')).toContain(
    '"/sys/fs/cgroup/ben/pids.max", O_WRONLY) = -1 EACCES',
  );
});

it('who comes late has a group too', () => {
  const round = start();
  const seat = { id: 'l', nickname: 'Lee', role: 'process', bot: false } as const;
  expect(round.input('l', { type: 'join', seat })).toEqual({ ok: true });
  round.tick();
  expect([...groupOf(round, 'cleo').members.keys()]).toEqual([round.seat('l')?.pid]);
});
