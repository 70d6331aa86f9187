import type { Round } from '../round.ts';
import type { Job, JobSpec } from '../types.ts';

/** The jobs of each seat in the order in which they came, as they were when they came. */
export type Arrivals = ReadonlyMap<string, readonly Job[]>;

/** A job before anything has been done for it. */
export function untouched(spec: JobSpec & Pick<Job, 'id' | 'program' | 'startedAt' | 'deadline'>): Job {
  const { title, story, goals, recipe, points, typed, id, program, startedAt, deadline } = spec;
  return {
    title,
    story,
    goals,
    recipe,
    points,
    ...(typed === undefined ? {} : { typed }),
    id,
    program,
    startedAt,
    deadline,
    done: goals.map(() => false),
    printed: '',
    served: '',
    cpu: 0,
    beats: 0,
    lastBeat: 0,
    slept: false,
    reachedAt: -1,
    peakResident: 0,
    waited: 0,
  };
}

/** Notes which jobs come in a round, tick by tick. */
export class ArrivalWatch {
  readonly #jobs = new Map<string, Job[]>();

  look(round: Round): void {
    for (const { id, job } of round.seats()) {
      if (job === null) continue;
      const known = this.#jobs.get(id) ?? [];
      if (known.at(-1)?.id === job.id) continue;
      known.push(structuredClone(untouched(job)));
      this.#jobs.set(id, known);
    }
  }

  get arrivals(): Arrivals {
    return this.#jobs;
  }
}

/** The same job where it can be begun only `now`: its user waits since it came, and types as long after its begin as before. */
export function begun(job: Job, now: number): Job {
  const copy = structuredClone(job);
  if (copy.typed !== undefined) copy.typed.after = Math.max(copy.typed.after, now - copy.startedAt + 1);
  return copy;
}
