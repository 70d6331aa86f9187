import type { Round, RoundSeat, SeatInput } from '../../server/rooms/round.ts';
import type { Rules } from '../../server/rooms/services.ts';
import type { StatsView } from '../../shared/protocol/view.ts';

const stats: StatsView = {
  jobsDone: 0,
  jobsLate: 0,
  busy: 0,
  idleWhileReady: 0,
  switches: 0,
  wait95: 0,
  fairness: 1,
  faults: 0,
  syscalls: 0,
};

/** The least that a room needs of a round: one process a seat, and inputs that are all taken. */
function fakeRound(given: RoundSeat[]): Round {
  const seats = [...given];
  const journal: { tick: number; seat: string; input: SeatInput }[] = [];
  const programs = new Map<string, string[]>();
  let tick = 0;
  const pidOf = (seat: string) => 100 + seats.findIndex(({ id }) => id === seat);
  return {
    journal,
    get over() {
      return tick >= 60;
    },
    tick() {
      tick += 1;
      const attacker = seats.find(({ role }) => role === 'malware');
      if (attacker === undefined || tick !== 5)
        return [{ event: { kind: 'interrupt', line: 'timer', core: 0 } }];
      const wall = { kind: 'wall', id: 'page-table', answer: 'SIGSEGV', first: true } as const;
      return [
        { event: { ...wall, pid: pidOf(attacker.id) }, only: attacker.id },
        { event: { ...wall, pid: 0 }, except: attacker.id },
      ];
    },
    input(seat, input) {
      journal.push({ tick, seat, input });
      if (input.type === 'join') seats.push(input.seat);
      if (input.type === 'program') {
        if (input.lines.includes('nonsense')) {
          return {
            ok: false,
            code: 'parse',
            message: 'The line “nonsense” is no statement: try open("/tmp/a").',
          };
        }
        programs.set(seat, [...(programs.get(seat) ?? []), ...input.lines]);
      }
      return { ok: true };
    },
    self(id) {
      const seat = seats.find((one) => one.id === id);
      if (seat === undefined) return {};
      return {
        who: { seat: id, kind: seat.role, pid: pidOf(id), program: 'cat', points: 0, jobsDone: 0 },
        program: { lines: programs.get(id) ?? [] },
        strace: [`read(3, "memory of ${seat.nickname}", 4096) = 9`],
      };
    },
    kernelView: () => ({ queue: [], lined: [], silentFor: tick }),
    world: () => ({
      processes: seats
        .filter(({ role }) => role !== 'scheduler')
        .map(({ id, nickname, bot }) => ({
          pid: pidOf(id),
          ppid: 1,
          program: 'cat',
          seat: id,
          nickname,
          bot,
          state: 'R',
          core: -1,
          inKernel: false,
          syscall: '',
          pages: 2,
          waiting: '',
          tired: 0,
        })),
      cores: [{ id: 0, pid: 100, mode: 'user', activity: 'user', quantumLeft: tick % 4, syscall: '' }],
      frames: [1, 1, 100, 0],
      devices: { diskArm: 0, diskQueue: 0, timer: tick, disk: 0, keyboard: 0, network: 0 },
      walls: tick < 5 ? [] : [{ id: 'page-table', hits: 1, first: 5 }],
      stats,
      patience: 100,
      policy: 'rr',
      autopilot: false,
      quantum: 4,
    }),
    results: () => ({
      round: 1,
      won: true,
      verdict: 'The user is content.',
      stats,
      ranks: seats.map(({ id, nickname, role, bot }) => ({
        seat: id,
        nickname,
        role,
        bot,
        points: 10,
        jobs: 1,
        note: '',
      })),
      walls: [],
      gantt: [],
      processes: [],
    }),
  };
}

export const fakeRules: Rules = {
  scenarios: () => [
    {
      id: 'first-boot',
      name: 'First boot',
      blurb: 'Quiet.',
      lengthTicks: 60,
      malware: false,
      leastProcesses: 8,
    },
    {
      id: 'infected',
      name: 'Infected',
      blurb: 'Malware.',
      lengthTicks: 60,
      malware: true,
      leastProcesses: 8,
    },
  ],
  createRound: (_scenario, _seed, seats) => fakeRound(seats),
  assignRoles: (candidates) =>
    new Map(candidates.map(({ id, wish }) => [id, wish === '' ? 'process' : wish])),
};
