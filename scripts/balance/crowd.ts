import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type Figures, playSample, type Sample } from './play.ts';

/** Samples that wait to be played, and what is to be done with what comes of one. */
interface Order {
  sample: Sample;
  done(figures: Figures): void;
}

/** Some workers, all through: each has to read the game's modules once. Orders are taken in turn; answers stand in the samples' order. */
export class Crowd {
  readonly #orders: Order[] = [];
  readonly #idle: Worker[] = [];
  readonly #at = new Map<Worker, Order>();
  readonly #workers: Worker[];
  #failed: (error: unknown) => void = () => undefined;

  constructor(workers: number) {
    this.#workers = Array.from({ length: workers }, () => {
      const worker = new Worker(new URL(import.meta.url));
      worker.on('message', (figures: Figures) => {
        this.#at.get(worker)?.done(figures);
        this.#next(worker);
      });
      worker.on('error', (error) => this.#failed(error));
      return worker;
    });
    this.#idle.push(...this.#workers);
  }

  #next(worker: Worker): void {
    const order = this.#orders.shift();
    if (order === undefined) {
      this.#at.delete(worker);
      this.#idle.push(worker);
      return;
    }
    this.#at.set(worker, order);
    worker.postMessage(order.sample);
  }

  play(samples: readonly Sample[]): Promise<Figures[]> {
    return new Promise((resolve, reject) => {
      const figures: Figures[] = [];
      let left = samples.length;
      if (left === 0) resolve(figures);
      this.#failed = reject;
      for (const [index, sample] of samples.entries()) {
        const done = (played: Figures): void => {
          figures[index] = played;
          left -= 1;
          if (left === 0) resolve(figures);
        };
        this.#orders.push({ sample, done });
      }
      for (const worker of this.#idle.splice(0)) this.#next(worker);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

if (!isMainThread) parentPort?.on('message', (sample: Sample) => parentPort?.postMessage(playSample(sample)));
