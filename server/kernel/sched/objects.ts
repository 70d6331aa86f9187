export interface SchedEntity {
  /** Tick at which it became ready. */
  since: number;
  /** Ticks of the running burst so far, and of the last whole burst. */
  burst: number;
  lastBurst: number;
  /** Virtual time: vruntime of CFS and EEVDF, pass of stride; what a division of it left over is in `remainder`. */
  vruntime: number;
  remainder: number;
  /** EEVDF: virtual deadline of its slice, and the service it was owed when it went to sleep. */
  deadline: number;
  lag: number;
  /** MLFQ: level, allotment of quanta there, and the boost after which they hold. */
  level: number;
  allotment: number;
  boosts: number;
  /** Ticks of the quantum that are used up. */
  used: number;
  /** Scheduling class, by Linux's number (`SCHED`), and its priority where it is real-time (1 to 99, else 0). */
  class: number;
  rtPriority: number;
  /** Children start in the normal class (SCHED_RESET_ON_FORK). */
  resetOnFork: boolean;
  /** Cores it may run on, a bit each. */
  affinity: number;
  /** Core by which its run queue is found, −1 before it had one. */
  home: number;
  /** Total CPU and ready-queue ticks. */
  cpu: number;
  waited: number;
}

export const POLICIES = [
  'fcfs',
  'sjf',
  'stcf',
  'rr',
  'priority',
  'lottery',
  'stride',
  'mlfq',
  'cfs',
  'eevdf',
  'human',
] as const;

export type PolicyName = (typeof POLICIES)[number];

/** A run queue: one core's, or of the cores that one scheduler has. */
export interface RunQueue {
  cores: number[];
  /** Id of its scheduler, '' for the algorithm alone. */
  owner: string;
  /** Last tick of its scheduler's acts; after a silence the algorithm stands in. */
  humanAt: number;
  silent: boolean;
  /** Ready real-time processes, the highest priority first. */
  realtime: number[];
  /** Ready pids in the algorithm's order; MLFQ keeps one list a level, the others use the first. */
  ready: number[][];
  /** Virtual time that has passed here: no newcomer starts before it. */
  minVruntime: number;
  /** EEVDF: weights of the ready processes, and the sum of weight × (vruntime − minVruntime). */
  weight: number;
  key: number;
}

export interface SchedState {
  policy: PolicyName;
  fallback: PolicyName;
  quantum: number;
  queues: RunQueue[];
  /** How long a scheduler's silence may last, in ticks. */
  silence: number;
  /** MLFQ: ticks between boosts, how many there were, quantum and allotment a level. */
  boost: number;
  boosts: number;
  levels: { quantum: number; allotment: number }[];
  /** MLFQ: an I/O that ends goes to the front of its queue; an I/O renews quantum and allotment. */
  ioToFront: boolean;
  ioKeepsLevel: boolean;
  switches: number;
  /** Processes that went from one run queue to another. */
  migrations: number;
  idleWhileReady: number;
}
