import { Worker } from 'node:worker_threads';

/** Megabytes that a thread may take. */
const MOST_MEMORY = 256;
/** Pieces of work that wait for a thread; one more is not done. */
const MOST_WAITING = 50;

/**
 * Work for a thread beside the rooms, one piece after the other: no room waits for another's. The file answers `workerData`
 * with one message.
 */
export class ThreadQueue<Given, Answer> {
  readonly #file: URL;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  constructor(file: URL) {
    this.#file = file;
  }

  /** What came of the work; undefined where the server has too much of it. Rejects where the thread fails. */
  run(given: Given): Promise<Answer> | undefined {
    if (this.#waiting >= MOST_WAITING) return undefined;
    this.#waiting += 1;
    const answer = this.#last
      .then(() => this.#start(given))
      .finally(() => {
        this.#waiting -= 1;
      });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  #start(given: Given): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(this.#file, {
        workerData: given,
        resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY },
      });
      worker.unref();
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread ended with ${code}`)));
    });
  }
}
