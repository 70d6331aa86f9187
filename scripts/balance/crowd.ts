import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type Figures, playSample, type Sample } from './play.ts';

/** Plays samples one after another in every core's worker; the answers stand in the samples' order. */
export async function playAll(
  samples: readonly Sample[],
  workers = availableParallelism(),
): Promise<Figures[]> {
  const figures: Figures[] = [];
  let next = 0;
  const one = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(import.meta.url));
      let at = -1;
      const give = (): void => {
        at = next;
        next += 1;
        if (at < samples.length) worker.postMessage(samples[at]);
        else void worker.terminate().then(() => resolve());
      };
      worker.on('message', (played: Figures) => {
        figures[at] = played;
        give();
      });
      worker.on('error', reject);
      give();
    });
  await Promise.all(Array.from({ length: Math.min(workers, samples.length) }, one));
  return figures;
}

if (!isMainThread) parentPort?.on('message', (sample: Sample) => parentPort?.postMessage(playSample(sample)));
