import { describe, expect, it } from 'vitest';
import type { Round } from '../../server/game/round.ts';
import { invariantFaults } from '../../server/kernel/invariants/all.ts';
import { snapshot } from '../../server/kernel/snapshot.ts';
import type { MachineState, Pte, Task } from '../../server/kernel/types.ts';
import { people, program, run, scenarioOf } from '../game/play.ts';

/** Two processes, one with a child that sleeps, a pipe, an open file and pages that both have. */
function busy(): Round {
  const round = people(scenarioOf(['cat', 'ls']), ['process', 'process']);
  program(
    round,
    's0',
    'p = mmap(NULL, 8192, PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0)',
    'store p, 1',
    'store buf, 2',
    'pipe(fds)',
    'fd = open("/etc/motd", O_RDONLY)',
    'fork()',
    'n = read(fds[0], buf, 4)',
  );
  program(round, 's1', 'store buf, 9');
  run(round, 80);
  return round;
}

const round = busy();
const own = (state: MachineState): Task => state.tasks.get(2) as Task;
const child = (state: MachineState): Task =>
  [...state.tasks.values()].find((task) => task.ppid === 2) as Task;
const pages = (task: Task): Pte[] => [...(task.mm?.pages.values() ?? [])];
const privateEntry = (task: Task): Pte => pages(task).find((entry) => entry.frame >= 0 && entry.cow) as Pte;

it('a machine at work breaks none', () => {
  expect(child(round.machine)?.channel).toMatch(/^pipe:/);
  expect(invariantFaults(round.machine)).toEqual([]);
});

describe('each broken invariant is told', () => {
  it.each<[string, (state: MachineState) => void, RegExp]>([
    [
      'a frame owned twice',
      (state) => {
        privateEntry(own(state)).cow = false;
      },
      /owns frame \d+, which others hold too/,
    ],
    [
      'a page of another process',
      (state) => {
        const theirs = pages(state.tasks.get(3) as Task).find((entry) => entry.frame >= 0);
        privateEntry(own(state)).frame = theirs?.frame ?? 5;
      },
      /counts \d+ references and has \d+/,
    ],
    [
      'a frame of the kernel',
      (state) => {
        privateEntry(own(state)).frame = 0;
      },
      /shows the kernel's frame 0 to userspace/,
    ],
    [
      'a free frame in use',
      (state) => void state.freeFrames.push(privateEntry(own(state)).frame),
      /1 times in the list of free/,
    ],
    [
      'an open file counted wrong',
      (state) =>
        void [...state.openFiles.values()].forEach((file) => {
          file.refs += 1;
        }),
      /open file \d+ counts/,
    ],
    [
      'a pipe counted wrong',
      (state) =>
        void state.pipes.forEach((pipe) => {
          pipe.readers += 1;
        }),
      /pipe \d+ counts 2 readers/,
    ],
    [
      'an inode held wrong',
      (state) => {
        (state.inodes.get(own(state).cwd) as { holds: number }).holds += 1;
      },
      /inode \d+ counts \d+ holders/,
    ],
    [
      'a link counted wrong',
      (state) => {
        (state.inodes.get(1) as { nlink: number }).nlink += 1;
      },
      /inode 1 counts \d+ links/,
    ],
    [
      'a sleeper without a waker',
      (state) => void state.pipes.clear(),
      /sleeps on "pipe:\d+:read", and nobody wakes it/,
    ],
    ['a sleeper that nobody lists', (state) => void state.waiters.clear(), /waits 0 times on/],
    [
      'a process ready twice',
      (state) => {
        own(state).state = 'R';
      },
      /in state R is 0 times ready, 0 times parked and on 0 cores/,
    ],
    [
      'a core with a process that is elsewhere',
      (state) => Object.assign(state.cores[0] as object, { pid: 2, phase: 'user' }),
      /core 0 runs process 2, which is not running there/,
    ],
    [
      'a child that nobody can wait for',
      (state) => {
        child(state).ppid = 77;
      },
      /has no parent that could wait for it/,
    ],
    [
      'a child that its parent does not know',
      (state) => {
        own(state).children = [];
      },
      /is 0 times among the children of 2/,
    ],
    [
      'a zombie with memory',
      (state) => {
        child(state).state = 'Z';
      },
      /zombie \d+ holds memory/,
    ],
    [
      'a shared object counted wrong',
      (state) =>
        void state.shm.forEach((object) => {
          object.refs += 1;
        }),
      /shared object \d+ counts/,
    ],
    [
      'a swap slot that nobody refers to',
      (state) => {
        state.swap[0] = new Uint8Array(4096);
      },
      /swap slot 0 holds 1 pages and 0 entries/,
    ],
  ])('%s', (_, breaks, sentence) => {
    const state = snapshot(round.machine);
    breaks(state);
    expect(invariantFaults(state).join('\n')).toMatch(sentence);
  });
});
