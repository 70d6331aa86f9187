import fc from 'fast-check';
import type { RoundSeat, SeatInput } from '../../server/game/types.ts';
import { INCIDENTS } from '../../shared/protocol/messages.ts';
import { PROGRAMS, type Program } from '../../shared/roles.ts';
import type { Containers } from '../../shared/scenarios/container.ts';
import { containers } from '../../shared/scenarios/containers.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { MISTAKES, type Scenario } from '../../shared/scenarios/schema.ts';

/** Something that happens before a tick: who acts, and what they do. */
export interface Act {
  seat: number;
  input: SeatInput;
}

export interface Story {
  scenario: Scenario;
  seed: number;
  seats: RoundSeat[];
  /** What happens before each tick; its length is the number of ticks. */
  acts: Act[][];
}

const bool = fc.boolean();
const mostly = fc.integer({ min: 0, max: 3 }).map((drawn) => drawn > 0);
const protections = fc.record({
  preemption: bool,
  rings: mostly,
  isolation: mostly,
  permissions: bool,
  limits: bool,
  kpti: bool,
});

const machine = fc.record({
  processesPerCore: fc.integer({ min: 1, max: 4 }),
  framesPerProcess: fc.integer({ min: 3, max: 10 }),
  swapSlots: fc.integer({ min: 0, max: 24 }),
  quantum: fc.integer({ min: 1, max: 6 }),
  policy: fc.constantFrom('fcfs', 'sjf', 'stcf', 'rr', 'mlfq', 'cfs') as fc.Arbitrary<
    Scenario['machine']['policy']
  >,
  costs: fc.record({
    modeSwitch: fc.integer({ min: 0, max: 1 }),
    contextSwitch: fc.integer({ min: 0, max: 1 }),
    pageFault: fc.integer({ min: 0, max: 2 }),
    disk: fc.integer({ min: 0, max: 3 }),
  }),
  limits: fc.record({
    nproc: fc.integer({ min: 2, max: 8 }),
    nofile: fc.integer({ min: 4, max: 12 }),
    memoryPages: fc.integer({ min: 12, max: 40 }),
  }),
});

const ANON = 'PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0';
const SHARED = 'PROT_READ|PROT_WRITE, MAP_SHARED|MAP_ANONYMOUS, -1, 0';

/** Pieces of programs: memory, files, pipes, children, signals, sleep, and what the hardware refuses. */
const PIECES: readonly (readonly string[])[] = [
  ['work 3'],
  ['spin'],
  ['store buf, 7', 'store buf + 4096, 1', 'x = load buf'],
  ['x = load KERNEL + 4096'],
  ['x = load NEIGHBOUR'],
  ['store NEIGHBOUR, 3'],
  ['hlt'],
  [`p = mmap(NULL, 16384, ${ANON})`, 'store p, 1', 'store p + 4096, 2', 'store p + 8192, 3', 'x = load p'],
  [`p = mmap(NULL, 16384, ${ANON})`, 'store p + 4096, 2', 'fork()', 'store p + 4096, 3', 'munmap(p, 8192)'],
  [
    `s = mmap(NULL, 8192, ${SHARED})`,
    'store s, 5',
    'fork()',
    'x = load s',
    'store s + 4096, 1',
    'munmap(s, 4096)',
  ],
  [`p = mmap(NULL, 8192, ${ANON})`, 'mprotect(p, 4096, PROT_READ)', 'store p, 1'],
  ['fd = open("/etc/motd", O_RDONLY)', 'n = read(fd, buf, 64)', 'close(fd)'],
  [
    'fd = open("/tmp/f", O_RDWR|O_CREAT|O_APPEND)',
    'write(fd, "some words", 10)',
    'd = dup(fd)',
    'fsync(fd)',
    'close(d)',
  ],
  [
    'fd = open("/tmp/f", O_RDWR|O_CREAT)',
    'write(fd, "some words", 10)',
    'm = mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, fd, 0)',
    'unlink("/tmp/f")',
    'store m, 65',
    'close(fd)',
  ],
  ['fd = open("/etc/shadow", O_RDONLY)'],
  ['mkdir("/tmp/d", 511)', 'chdir("/tmp/d")', 'rmdir("/tmp/d")', 'mkdir("/tmp/d/e", 511)', 'chdir("..")'],
  [
    'fd = open("/tmp/f", O_RDWR|O_CREAT)',
    'link("/tmp/f", "/tmp/g")',
    'rename("/tmp/g", "/tmp/h")',
    'unlink("/tmp/f")',
  ],
  [
    'pipe(fds)',
    'c = fork()',
    'write(fds[1], "through", 7)',
    'n = read(fds[0], buf, 7)',
    'close(fds[1])',
    'n = read(fds[0], buf, 7)',
  ],
  ['pipe(fds)', 'fork()', 'close(fds[1])', 'n = read(fds[0], buf, 7)'],
  ['c = fork()', 'kill(c, 9)', 'wait4(-1)'],
  ['c = fork()', 'kill(c, 19)', 'work 2', 'kill(c, 18)', 'kill(c, 15)'],
  ['me = getpid()', 'kill(me, 19)', 'work 2'],
  ['repeat 3: fork()', 'wait4(-1)'],
  ['nanosleep(3)', 'work 2'],
  ['fork()', 'nanosleep(9)', 'exit(2)'],
  ['pause()'],
  ['write(1, "hello", 5)', 'n = read(0, buf, 4)'],
  ['setuid(0)', 'sched_yield()'],
  ['exit(3)'],
];

const program: fc.Arbitrary<SeatInput> = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 2 })
  .map((pieces) => ({ type: 'program', lines: pieces.flat() }));

const scheduling: fc.Arbitrary<SeatInput> = fc.oneof(
  fc.record({
    type: fc.constant('dispatch' as const),
    core: fc.integer({ min: 0, max: 2 }),
    pid: fc.integer({ min: 2, max: 9 }),
  }),
  fc.record({ type: fc.constant('preempt' as const), core: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ type: fc.constant('quantum' as const), ticks: fc.integer({ min: 1, max: 9 }) }),
);

const EXPLOITS = [
  'fork-bomb',
  'memory-hog',
  'descriptor-flood',
  'rewrite-code',
  'peek-neighbour',
  'kill-neighbour',
  'symlink-swap',
  'poison-script',
  'leaked-descriptor',
  'climb-out',
  'hunt-pids',
  'forbidden-call',
];
const late: RoundSeat = { id: 'late', nickname: 'Late', role: 'process', bot: false };

const input: fc.Arbitrary<SeatInput> = fc.oneof(
  { weight: 8, arbitrary: program },
  { weight: 3, arbitrary: scheduling },
  { weight: 1, arbitrary: fc.constant<SeatInput>({ type: 'keys', text: 'abc\n' }) },
  { weight: 1, arbitrary: fc.constant<SeatInput>({ type: 'keys', text: '\u0003' }) },
  { weight: 1, arbitrary: fc.constantFrom(...EXPLOITS).map((id): SeatInput => ({ type: 'exploit', id })) },
  { weight: 1, arbitrary: fc.constant<SeatInput>({ type: 'clear' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...INCIDENTS).map((what): SeatInput => ({ type: 'inject', what })),
  },
  { weight: 1, arbitrary: fc.constant<SeatInput>({ type: 'gone' }) },
  { weight: 1, arbitrary: fc.constant<SeatInput>({ type: 'join', seat: late }) },
);

const seats = fc
  .array(fc.constantFrom('process', 'process', 'malware', 'scheduler'), { minLength: 2, maxLength: 4 })
  .map((roles) =>
    roles.map(
      (role, index): RoundSeat => ({
        id: `s${index}`,
        nickname: `S${index}`,
        role: role as RoundSeat['role'],
        bot: false,
      }),
    ),
  );

/** Everybody on the machine itself, or some in the containers of _Containers_. */
const housing: fc.Arbitrary<{ containers?: Containers }> = fc
  .array(fc.constantFrom('', 'shop', 'sandbox', 'build'), { maxLength: 3 })
  .map((deal) => {
    const list = (containers.containers?.list ?? []).map((one) =>
      one.name === 'sandbox' ? { ...one, limits: { ...one.limits, cpu: 50 } } : one,
    );
    return deal.length === 0 ? {} : { containers: { list, deal } };
  });

/** A scenario with its players and what they do, tick by tick. */
export function story(ticks: { min: number; max: number }): fc.Arbitrary<Story> {
  return fc.record({
    scenario: fc
      .record({
        machine,
        protections,
        programs: fc.array(fc.constantFrom<Program>(...PROGRAMS), { minLength: 1, maxLength: 3 }),
        mistakes: fc.subarray([...MISTAKES]),
        housing,
      })
      .map(
        ({ housing: where, ...given }): Scenario => ({ ...firstBoot, ...given, ...where, lengthTicks: 100 }),
      ),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    seats,
    acts: fc.array(fc.array(fc.record({ seat: fc.nat({ max: 3 }), input }), { maxLength: 2 }), {
      minLength: ticks.min,
      maxLength: ticks.max,
    }),
  });
}
