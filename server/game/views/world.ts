import type { Chair, StationPolicies } from '../../../shared/policies.ts';
import type { ProtectionsView } from '../../../shared/protections.ts';
import type {
  CoreView,
  DevicesView,
  OutageView,
  ProcessView,
  StatsView,
  WallView,
} from '../../../shared/protocol/view.ts';
import { isStation } from '../../../shared/roles.ts';
import { residentPages } from '../../kernel/mm/space.ts';
import { lineage } from '../../kernel/proc/cgroup.ts';
import { INIT } from '../../kernel/proc/exit.ts';
import type { Core, Frame, Task } from '../../kernel/types.ts';
import { containerName } from '../containers.ts';
import { outageView } from '../outage.ts';
import { handsOn, livePolicies } from '../policies.ts';
import type { RoundContext } from '../round.ts';
import { whoPicks } from '../schedulers.ts';
import { PATIENCE } from '../score.ts';
import type { ProgramState, SeatState } from '../types.ts';

/** What everybody sees of the machine. */
export interface World {
  processes: ProcessView[];
  cores: CoreView[];
  /** Owner of each frame: 0 free, 1 the kernel, else a pid. */
  frames: number[];
  devices: DevicesView;
  walls: WallView[];
  stats: StatsView;
  patience: number;
  patienceMax: number;
  policy: string;
  autopilot: boolean;
  quantum: number;
  protections: ProtectionsView;
  policies: StationPolicies;
  hands: Chair[];
  /** Null while the machine runs. */
  outage: OutageView | null;
}

/** What a sleeper waits for, in the world's words. */
function waitingFor(task: Task): string {
  if (task.channel.startsWith('tty:')) return 'keyboard';
  if (task.channel.startsWith('pipe:')) return 'pipe';
  if (task.channel.startsWith('page:')) return 'disk';
  if (task.channel.startsWith('child:')) return 'child';
  return task.channel;
}

/** Whether its control group, or one above it, is frozen. */
function isFrozen({ machine }: RoundContext, task: Task): boolean {
  for (const group of lineage(machine, task.cgroup)) if (group.freeze) return true;
  return false;
}

function tiredness(seat: SeatState | undefined, tick: number): number {
  const job = seat?.job;
  if (job === null || job === undefined) return 0;
  const share = (tick - job.startedAt) / (job.deadline - job.startedAt);
  // Twentieths are enough for a face, and spare the network.
  return Math.round(Math.min(1, Math.max(0, share)) * 20) / 20;
}

function processView(context: RoundContext, task: Task): ProcessView {
  const seat = context.state.seats.get((task.user as ProgramState | null)?.seat ?? '');
  const core: Core | undefined = context.machine.state.cores[task.core];
  return {
    pid: task.pid,
    ppid: task.ppid,
    program: seat?.program ?? 'sh',
    seat: seat?.pid === task.pid ? seat.id : '',
    nickname: seat?.nickname ?? '',
    bot: seat?.bot ?? false,
    state: task.state,
    core: task.core,
    inKernel: task.call !== null,
    syscall: core?.syscall ?? task.call?.name ?? '',
    pages: task.mm === null ? 0 : residentPages(task.mm),
    waiting: waitingFor(task),
    frozen: isFrozen(context, task),
    container: containerName(context, task),
    tired: seat?.pid === task.pid ? tiredness(seat, context.state.tick) : 0,
  };
}

/** Value below which 95 of 100 waits lie. */
export function percentile95(waits: readonly number[]): number {
  if (waits.length === 0) return 0;
  const sorted = [...waits].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? 0;
}

/** Jain's index of shares: 1 where all are equal, 1/n where one has everything. */
export function jain(shares: readonly number[]): number {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}

export function cpuOf({ machine }: RoundContext, seat: SeatState): number {
  return seat.pastCpu + (machine.task(seat.pid)?.sched.cpu ?? 0);
}

export function statsView(context: RoundContext): StatsView {
  const { machine, state } = context;
  const { cores, sched, counts } = machine.state;
  const busy = cores.reduce((sum, core) => sum + core.busy, 0);
  const shares = [...state.seats.values()]
    .filter((seat) => !isStation(seat.role))
    .map((seat) => cpuOf(context, seat));
  return {
    jobsDone: state.jobsDone,
    jobsLate: state.jobsLate,
    busy: Math.round((100 * busy) / Math.max(1, cores.length * state.tick)),
    idleWhileReady: sched.idleWhileReady,
    switches: sched.switches,
    wait95: percentile95(state.waits),
    fairness: Math.round(jain(shares) * 100) / 100,
    faults: counts.faults,
    syscalls: counts.syscalls,
  };
}

/** What the picture shows of a frame: 0 free, 1 the kernel's, 2 the page cache's, else a pid. */
function ownerOf({ kind, owner }: Frame): number {
  return { free: 0, kernel: 1, file: 2, anon: owner, shm: owner }[kind];
}

/** Who is on the cores, which protections are on, and whether the machine runs at all. */
export type Glance = Pick<World, 'cores' | 'protections' | 'quantum' | 'outage'>;

export function glanceView(context: RoundContext): Glance {
  const { cores, sched, config } = context.machine.state;
  return {
    cores: cores.map(({ id, pid, mode, activity, quantumLeft, syscall }) => ({
      id,
      pid,
      mode,
      activity,
      quantumLeft,
      syscall,
    })),
    quantum: sched.quantum,
    protections: config.protections,
    outage: outageView(context),
  };
}

export function worldView(context: RoundContext): World {
  const { machine, state } = context;
  const { frames, disk, counts, tasks } = machine.state;
  // What only holds a container open does nothing that could be seen.
  const held = new Set(state.containers.values());
  return {
    processes: [...tasks.values()]
      .filter((task) => task.pid !== INIT && !held.has(task.pid))
      .map((task) => processView(context, task)),
    ...glanceView(context),
    frames: frames.map(ownerOf),
    devices: {
      diskArm: disk.arm,
      diskQueue: disk.queue.length,
      timer: counts.timer,
      disk: counts.disk,
      keyboard: counts.keyboard,
      network: counts.network,
    },
    walls: [...state.walls].map(([id, wall]) => ({ id, hits: wall.hits, first: wall.first })),
    stats: statsView(context),
    patience: Math.round(state.patience * 10) / 10,
    patienceMax: PATIENCE,
    policies: livePolicies(machine),
    hands: handsOn(context),
    ...whoPicks(machine),
  };
}
