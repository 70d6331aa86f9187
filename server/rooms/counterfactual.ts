import { Worker } from 'node:worker_threads';
import type { CounterfactualView } from '../../shared/protocol/view.ts';
import type { PlayedRound } from '../game/counterfactual.ts';
import type { Round } from '../game/round.ts';

type Figures = Omit<CounterfactualView, 'round'>;

/** Megabytes that a thread may take. */
const MOST_MEMORY = 256;
/** Rounds that wait for a thread; one more is not computed. */
const MOST_WAITING = 50;

function compute(played: PlayedRound): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./counterfactual-worker.ts', import.meta.url), {
      workerData: played,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
    });
    worker.unref();
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
  });
}

/** Plays rounds again in a thread beside the rooms, one after the other: no room waits for another's. */
let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** The round under every policy; undefined where the server has too much of that to do. */
export function computeCounterfactual(played: PlayedRound): Promise<Figures> | undefined {
  if (waiting >= MOST_WAITING) return undefined;
  waiting += 1;
  const figures = last
    .then(() => compute(played))
    .finally(() => {
      waiting -= 1;
    });
  last = figures.catch(() => undefined);
  return figures;
}

/** A round of jobs that has been played, under every policy; undefined for a level, or where the server has too much to do. */
export async function playAgain({ options, journal, tickNumber }: Round): Promise<Figures | undefined> {
  if (options.level !== undefined || tickNumber === 0) return undefined;
  const { scenario, seed, seats } = options;
  return computeCounterfactual({
    options: { scenario, seed, seats },
    journal: [...journal],
    ticks: tickNumber,
  });
}
