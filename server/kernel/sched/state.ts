import type { RunQueue, SchedEntity, SchedState } from '../types.ts';

/** Every core that a machine can have. */
export const ANY_CORE = 0xffff;

/** What the scheduler knows of a process that has not run yet. */
export function newEntity(): SchedEntity {
  return {
    since: 0,
    burst: 0,
    lastBurst: 0,
    vruntime: 0,
    remainder: 0,
    deadline: 0,
    lag: 0,
    level: 0,
    allotment: 0,
    boosts: 0,
    used: 0,
    class: 0,
    rtPriority: 0,
    resetOnFork: false,
    affinity: ANY_CORE,
    home: -1,
    cpu: 0,
    waited: 0,
  };
}

export function newRunQueue(cores: number[], owner = '', now = 0): RunQueue {
  return {
    cores,
    owner,
    humanAt: now,
    silent: false,
    realtime: [],
    ready: [[]],
    minVruntime: 0,
    weight: 0,
    key: 0,
  };
}

export function newSchedState(): SchedState {
  return {
    policy: 'rr',
    fallback: 'rr',
    quantum: 4,
    queues: [newRunQueue([])],
    silence: 20,
    boost: 100,
    boosts: 0,
    levels: [
      { quantum: 2, allotment: 2 },
      { quantum: 4, allotment: 2 },
      { quantum: 8, allotment: 1 },
    ],
    ioToFront: false,
    ioKeepsLevel: false,
    switches: 0,
    migrations: 0,
    idleWhileReady: 0,
  };
}
