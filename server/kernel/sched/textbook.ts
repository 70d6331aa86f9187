import type { SchedState } from '../types.ts';
import type { Policy, Schedulable, Scope } from './policy.ts';
import { ALGORITHMS } from './queue.ts';
import { newEntity, newRunQueue, newSchedState } from './state.ts';

/** A job of a textbook exercise: times in ticks. `ioEvery` 0: it never waits for a device. */
export interface TextbookJob {
  name: string;
  start: number;
  run: number;
  ioEvery?: number;
}

export interface TextbookCase {
  policy: 'FIFO' | 'SJF' | 'RR' | 'MLFQ';
  jobs: TextbookJob[];
  /** RR: one quantum; MLFQ: one a level, the highest first. */
  quantum?: number | number[];
  allotment?: number[];
  boost?: number;
  ioTime?: number;
  ioKeepsLevel?: boolean;
  ioToFront?: boolean;
}

export interface TextbookAnswer {
  trace: (string | null)[];
  jobs: { name: string; response: number; turnaround: number; wait?: number }[];
}

interface Running extends Schedulable {
  job: TextbookJob;
  ran: number;
  first: number;
  end: number;
}

const BY_NAME = { FIFO: 'fcfs', SJF: 'sjf', RR: 'rr', MLFQ: 'mlfq' } as const;

function prepare(given: TextbookCase): SchedState {
  const quanta = Array.isArray(given.quantum) ? given.quantum : [given.quantum ?? 1];
  return {
    ...newSchedState(),
    policy: BY_NAME[given.policy],
    quantum: quanta[0] ?? 1,
    boost: given.boost ?? 0,
    levels: quanta.map((quantum, level) => ({ quantum, allotment: given.allotment?.[level] ?? 1 })),
    ioToFront: given.ioToFront ?? false,
    ioKeepsLevel: given.ioKeepsLevel ?? false,
  };
}

function byName(a: TextbookJob, b: TextbookJob): number {
  const numbers = Number(a.name) - Number(b.name);
  if (!Number.isNaN(numbers)) return numbers;
  return a.name < b.name ? -1 : 1;
}

/**
 * Runs a textbook exercise (OSTEP chapters 7 and 8): one core, whole ticks, free context switches, under the very policies
 * that schedule the game's machine. Jobs of FIFO, SJF and RR all start at 0.
 */
export function runTextbookCase(given: TextbookCase): TextbookAnswer {
  const policy: Policy = ALGORITHMS[BY_NAME[given.policy]];
  const together = given.policy !== 'MLFQ';
  const all: Running[] = [...given.jobs].sort(byName).map((job, index) => ({
    pid: index + 1,
    nice: 0,
    sched: { ...newEntity(), lastBurst: job.run },
    job,
    ran: 0,
    first: -1,
    end: -1,
  }));
  const waiting: { until: number; task: Running }[] = [];
  const trace: (string | null)[] = [];
  let current: Running | undefined;
  const scope: Scope = {
    sched: prepare(given),
    queue: newRunQueue([0]),
    find: (pid) => all[pid - 1],
    allows: () => true,
    running: () => (current === undefined ? [] : [current]),
    draw: () => 0,
  };

  const leave = (why: 'preempted' | 'yielded'): void => {
    if (current !== undefined) policy.enqueue(scope, current, why);
    current = undefined;
  };

  for (let now = 0; all.some((task) => task.end < 0); now += 1) {
    if (policy.tick !== undefined) {
      leave('preempted');
      policy.tick(scope, now);
    }
    for (const task of all) {
      if ((together ? 0 : task.job.start) === now) policy.enqueue(scope, task, 'new');
    }
    for (const entry of waiting.filter((candidate) => candidate.until === now)) {
      waiting.splice(waiting.indexOf(entry), 1);
      policy.enqueue(scope, entry.task, 'woken');
    }
    if (current !== undefined && policy.overtaken(scope, current)) leave('preempted');
    if (current === undefined) {
      const pid = policy.pick(scope);
      current = pid === undefined ? undefined : all[pid - 1];
    }
    trace.push(current?.job.name ?? null);
    if (current === undefined) continue;
    const task: Running = current;
    if (task.first < 0) task.first = now;
    task.ran += 1;
    task.sched.burst += 1;
    if (task.ran === task.job.run) {
      task.end = now + 1;
      current = undefined;
      continue;
    }
    const every = task.job.ioEvery ?? 0;
    const blocks = every > 0 && task.ran % every === 0;
    const up = policy.charge(scope, task, blocks);
    if (blocks) {
      waiting.push({ until: now + 1 + (given.ioTime ?? 0), task });
      current = undefined;
    } else if (up) leave('yielded');
  }
  return {
    trace,
    jobs: all.map(({ job, first, end }) => {
      const start = together ? 0 : job.start;
      const times = { name: job.name, response: first - start, turnaround: end - start };
      return together ? { ...times, wait: end - start - job.run } : times;
    }),
  };
}
