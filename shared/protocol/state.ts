import { type SchemaType, schema, t } from '@colyseus/schema';

/**
 * The room's synchronised state. Fields marked `view()` reach only clients whose StateView holds the instance:
 * a seat's own client holds its own seat, so `self` and `kernel` never leave for anybody else.
 * `self` and `kernel` are documents (JSON of `SelfView`'s parts and of `KernelView`): small, replaced whole when they change.
 */
export const Seat = schema(
  {
    id: t.string().default(''),
    nickname: t.string().default(''),
    avatar: t.uint8().default(0),
    connected: t.boolean().default(true),
    bot: t.boolean().default(false),
    points: t.int32().default(0),
    /** Part of SelfView by name: 'who', 'job', 'program', 'memory', 'strace', 'terminal', 'journey', 'exploits'. */
    self: t.map('string').view(),
    /** JSON of KernelView, '' for seats that are no kernel station. */
    kernel: t.string().default('').view(),
  },
  'Seat',
);
export type Seat = SchemaType<typeof Seat>;

export const Process = schema(
  {
    pid: t.uint32().default(0),
    ppid: t.uint32().default(0),
    program: t.string().default('sh'),
    seat: t.string().default(''),
    nickname: t.string().default(''),
    bot: t.boolean().default(false),
    state: t.string().default('R'),
    core: t.int8().default(-1),
    inKernel: t.boolean().default(false),
    syscall: t.string().default(''),
    pages: t.uint16().default(0),
    waiting: t.string().default(''),
    frozen: t.boolean().default(false),
    tired: t.float32().default(0),
    container: t.string().default(''),
  },
  'Process',
);
export type Process = SchemaType<typeof Process>;

export const Core = schema(
  {
    id: t.uint8().default(0),
    pid: t.uint32().default(0),
    mode: t.string().default('idle'),
    activity: t.string().default('idle'),
    quantumLeft: t.uint16().default(0),
    syscall: t.string().default(''),
  },
  'Core',
);
export type Core = SchemaType<typeof Core>;

export const Devices = schema(
  {
    diskArm: t.uint16().default(0),
    diskQueue: t.uint16().default(0),
    timer: t.uint32().default(0),
    disk: t.uint32().default(0),
    keyboard: t.uint32().default(0),
    network: t.uint32().default(0),
  },
  'Devices',
);

export const WallState = schema(
  { id: t.string().default(''), hits: t.uint32().default(0), first: t.uint32().default(0) },
  'WallState',
);

export const Stats = schema(
  {
    jobsDone: t.uint32().default(0),
    jobsLate: t.uint32().default(0),
    busy: t.float32().default(0),
    idleWhileReady: t.uint32().default(0),
    switches: t.uint32().default(0),
    wait95: t.uint32().default(0),
    fairness: t.float32().default(1),
    faults: t.uint32().default(0),
    syscalls: t.uint32().default(0),
  },
  'Stats',
);

export const Protections = schema(
  {
    rings: t.boolean().default(true),
    isolation: t.boolean().default(true),
    permissions: t.boolean().default(true),
    preemption: t.boolean().default(true),
    limits: t.boolean().default(true),
    kpti: t.boolean().default(false),
  },
  'Protections',
);

/** The algorithm of each station; `hands`: stations where a person chooses, separated by spaces. */
export const Policies = schema(
  {
    scheduler: t.string().default('rr'),
    memory: t.string().default('clock'),
    disk: t.string().default('fcfs'),
    lines: t.string().default('priority'),
    hands: t.string().default(''),
  },
  'Policies',
);

export const RoomState = schema(
  {
    code: t.string().default(''),
    name: t.string().default(''),
    scenario: t.string().default('first-boot'),
    /** JSON of AboutView: what the scenario is called and is about; '' in a level. */
    about: t.string().default(''),
    /** JSON of the scenario's goals as they stand, TeamGoalView[]; '' where there are none. */
    goals: t.string().default(''),
    /** JSON of ScenarioCard: the scenario that the teacher has prepared; '' where there is none. */
    prepared: t.string().default(''),
    /** With the results, JSON of the questions of the round's scenario; '' before. */
    questions: t.string().default(''),
    phase: t.string().default('lobby'),
    round: t.uint16().default(0),
    locked: t.boolean().default(false),
    /** Players are shown by made-up names. */
    generatedNames: t.boolean().default(false),
    paused: t.boolean().default(false),
    speed: t.float32().default(1),
    tick: t.uint32().default(0),
    endsAt: t.uint32().default(0),
    patience: t.float32().default(100),
    patienceMax: t.float32().default(100),
    policy: t.string().default('rr'),
    autopilot: t.boolean().default(false),
    quantum: t.uint16().default(4),
    hostPresent: t.boolean().default(false),
    /** False while the server can't save what happens. */
    saving: t.boolean().default(true),
    seats: t.map(Seat),
    processes: t.map(Process),
    cores: t.array(Core),
    frames: t.array('uint16'),
    devices: t.ref(Devices),
    walls: t.map(WallState),
    stats: t.ref(Stats),
    protections: t.ref(Protections),
    policies: t.ref(Policies),
    /** JSON of OutageView, '' while the machine runs. */
    outage: t.string().default(''),
    /** JSON of SurveyView, '' while the inventory is closed. */
    survey: t.string().default(''),
    /** JSON of PollView, '' while nothing is asked. */
    poll: t.string().default(''),
  },
  'RoomState',
);
export type RoomState = SchemaType<typeof RoomState>;
