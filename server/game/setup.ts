import { DATA_PAGES } from '../../shared/lang/ast.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { machineSize } from '../../shared/scenarios/size.ts';
import { DEFAULT_CONFIG, KERNEL_FRAMES } from '../kernel/boot.ts';
import type { DiskAlgorithm } from '../kernel/irq/disk/table.ts';
import { DEFAULT_IRQ } from '../kernel/irq/state.ts';
import { createMachine, type Machine } from '../kernel/machine.ts';
import type { LiveReplacement } from '../kernel/mm/replace/table.ts';
import type { MachineConfig } from '../kernel/types.ts';
import { enterGroup } from './cgroups.ts';
import { containerOf, startInside } from './containers.ts';
import { FIRST_UID, machineFiles, userName } from './files.ts';
import { imagesOf } from './images.ts';
import { openHomes } from './mistakes.ts';
import { newProgram, ProgramRuntime } from './program.ts';
import type { RoundContext } from './round.ts';
import { openConsole } from './traffic.ts';
import type { ProgramState, RoundSeat, RoundState, SeatState } from './types.ts';
import { listenFor, portOf, ROUTES } from './web.ts';

/** Seats that a machine has homes for: those of the start and those who come late. */
export const MOST_SEATS = 48;

/** Ticks of silence after which the policy steps in for a scheduler. */
const SILENCE = 25;

export function machineConfig(
  scenario: Scenario,
  seed: number,
  processes: number,
  schedulers: number,
): MachineConfig {
  const { machine } = scenario;
  const size = machineSize(machine, processes, schedulers);
  return {
    ...DEFAULT_CONFIG,
    seed,
    cores: size.cores,
    frames: KERNEL_FRAMES + size.frames,
    swapSlots: machine.swapSlots,
    policy: schedulers > 0 ? 'human' : machine.policy,
    fallback: machine.policy,
    quantum: machine.quantum,
    silence: SILENCE,
    costs: machine.costs,
    irq: irqSettings(scenario),
    limits: machine.limits,
    protections: { kpti: false, ...scenario.protections },
    files: filesOf(scenario, seed),
    routes: ROUTES,
  };
}

function filesOf({ containers, mistakes = [] }: Scenario, seed: number): MachineConfig['files'] {
  const open = mistakes.includes('open-diaries') ? openHomes(seed, MOST_SEATS) : new Set<number>();
  const care = { containers, mistakes, open };
  const files = machineFiles(MOST_SEATS, care);
  return containers === undefined ? files : [...files, ...imagesOf(containers, MOST_SEATS, care)];
}

/** Algorithms for the stations of memory and of the disk. */
export interface StandIns {
  replacement?: LiveReplacement;
  disk?: DiskAlgorithm;
}

/** The machine with other algorithms where nobody sits. */
export function withStandIns(config: MachineConfig, { replacement, disk }: StandIns): MachineConfig {
  return {
    ...config,
    ...(replacement && { replacement, memory: { ...config.memory, fallback: replacement } }),
    ...(disk && {
      irq: { ...config.irq, disk: { ...config.irq.disk, policy: disk, fallback: disk } },
    }),
  };
}

/** The keyboard's buffer, the card's ring and the patience of their lines, where the scenario sets them. */
function irqSettings({ machine: { devices } }: Scenario): MachineConfig['irq'] {
  if (devices === undefined) return DEFAULT_IRQ;
  const { keyboardBytes, ringPackets, keyboardDeadline, networkDeadline } = devices;
  const deadlines = { ...DEFAULT_IRQ.deadlines, keyboard: keyboardDeadline, network: networkDeadline };
  return { ...DEFAULT_IRQ, keyboardBytes, ringPackets, deadlines };
}

/** A seat at the start of a round, or when it comes late. */
export function newSeat(seat: RoundSeat, index: number, scenario: Scenario, tick: number): SeatState {
  const program = scenario.programs[index % scenario.programs.length] ?? 'cat';
  return {
    ...seat,
    user: userName(index),
    uid: FIRST_UID + index,
    program,
    port: program === 'httpd' ? portOf(index) : 0,
    pid: 0,
    respawnAt: tick,
    present: true,
    level: scenario.recipes ?? 'beginner',
    job: null,
    // People have something to do at once; the users of bots come one after another.
    nextJobAt: seat.bot ? tick + 2 + (index % 7) * 3 : tick,
    jobsMade: 0,
    jobsDone: 0,
    jobsLate: 0,
    points: 0,
    part: 0,
    grade: 0.5,
    linesMade: 0,
    discoveries: [],
    strace: [],
    terminal: '',
    journey: null,
    turnarounds: [],
    responses: [],
    answered: false,
    pastCpu: 0,
    pastWaited: 0,
  };
}

export function newRoundState(scenario: Scenario, seed: number): RoundState {
  return {
    scenario: scenario.id,
    tick: 0,
    lengthTicks: scenario.lengthTicks,
    random: seed >>> 0,
    seats: new Map(),
    patience: 100,
    jobsDone: 0,
    jobsLate: 0,
    jobsMade: 0,
    walls: new Map(),
    waits: [],
    gantt: [],
    course: null,
    stormUntil: 0,
    outage: null,
    panics: 0,
    breaches: [],
    evictions: [],
    callers: [],
    visits: 0,
    containers: new Map(),
    audit: { log: [], denials: new Map(), calls: new Map(), answered: new Map(), caught: new Map() },
  };
}

export function newMachine(config: MachineConfig): Machine<ProgramState> {
  const runtime = new ProgramRuntime();
  const machine = createMachine(config, runtime);
  runtime.machine = machine;
  openConsole(machine);
  // Quanta that are worth their switch, and who sleeps before the quantum ends stays on top: music before compilers.
  machine.state.sched.ioKeepsLevel = true;
  machine.state.sched.levels = [4, 8, 16].map((quantum) => ({ quantum, allotment: 1 }));
  return machine;
}

/**
 * Starts the seat's process in its home and its user's cgroup or in its container, with its terminal on descriptors 0 to 2.
 * False: it can't be started now.
 */
export function startProcess(context: RoundContext, seat: SeatState): boolean {
  const { machine, scenario } = context;
  const spec = {
    comm: seat.program,
    stdio: ['/dev/tty', '/dev/tty', '/dev/tty'],
    tty: seat.id,
    dataPages: DATA_PAGES,
    user: newProgram(seat.id),
  };
  const container = containerOf(context, seat);
  if (container !== undefined) {
    seat.pid = startInside(context, container, seat, spec);
    if (seat.pid === 0) return false;
    openService(context, seat);
    return true;
  }
  seat.pid = machine.spawn({ ...spec, uid: seat.uid, gid: seat.uid, cwd: `/home/${seat.user}` });
  enterGroup(machine, scenario, seat.user, seat.pid);
  openService(context, seat);
  return true;
}

/** Levels set their own scene. */
function openService({ machine, state }: RoundContext, seat: SeatState): void {
  if (seat.port > 0 && state.course === null) listenFor(machine, seat);
}
