/** Frames a second among which the world chooses, the fastest first. */
export const PACES = [60, 30, 20, 12] as const;

/** What a stretch of time was like: how long it lasted, how many frames it had, and how long they took to make, in milliseconds. */
export interface Stretch {
  span: number;
  frames: number;
  work: number;
}

/** Share of the thread's time above which frames leave too little for typing and clicking. */
const TOO_BUSY = 0.7;
/** Share of the asked-for frames below which the computer plainly can't keep up. */
const TOO_FEW = 0.7;
/** Share that the next faster pace may take. */
const ROOM = 0.5;
/** Good stretches in a row before a faster pace is tried; twice as many after each time that it was too fast. */
const PATIENCE = 5;
const MOST_PATIENCE = 80;

/**
 * How often the world is drawn. A computer that can't draw it sixty times a second draws it less often, and keeps its time for
 * what its player does; one that was busy for a while comes back to the full pace.
 */
export class Pace {
  #at = 0;
  #good = 0;
  #patience = PATIENCE;

  /** Frames a second that are asked for now. */
  get rate(): number {
    return PACES[this.#at] ?? PACES[0];
  }

  /** Takes in what the last stretch was like, and answers whether the rate is another one now. */
  judge({ span, frames, work }: Stretch): boolean {
    const busy = work / span;
    const got = (frames * 1000) / span / this.rate;
    const before = this.#at;
    if (busy > TOO_BUSY || got < TOO_FEW) {
      this.#good = 0;
      if (this.#at < PACES.length - 1) {
        this.#at += 1;
        this.#patience = Math.min(MOST_PATIENCE, this.#patience * 2);
      }
      return this.#at !== before;
    }
    const faster = PACES[this.#at - 1];
    if (faster === undefined || (busy * faster) / this.rate > ROOM) {
      this.#good = 0;
      return false;
    }
    this.#good += 1;
    if (this.#good < this.#patience) return false;
    this.#good = 0;
    this.#at -= 1;
    return true;
  }
}
