/** What goes out to clients in order, each piece when what it tells of is in the store. */
export class Outbox {
  /** Undefined: nothing waits. */
  #last: Promise<unknown> | undefined;
  readonly #queued = new Set<string>();
  readonly #failed: (error: unknown) => void;

  /** `failed` is told of what could not be sent; what comes after it goes out all the same. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Sends now, or after `written` and everything that waits already. */
  put(written: Promise<unknown> | undefined, send: () => void): void {
    if (written === undefined && this.#last === undefined) {
      send();
      return;
    }
    const before = this.#last;
    const last: Promise<unknown> = Promise.all([before, written])
      .then(() => {
        // Nothing waits after this: what `send` puts out in its turn may go at once.
        if (this.#last === last) this.#last = undefined;
        send();
      })
      .catch(this.#failed);
    this.#last = last;
  }

  /** As `put`, unless a piece of that name waits already. */
  once(name: string, written: Promise<unknown>, send: () => void): void {
    if (this.#queued.has(name)) return;
    this.#queued.add(name);
    this.put(written, () => {
      this.#queued.delete(name);
      send();
    });
  }
}

/** Longest time that a machine waits for those who were at it when its server went, in milliseconds. */
const LONGEST_WAIT = 15_000;

/** Who was in a room when its server went, and has not come back yet. */
export class HomeComing {
  #away = new Set<string>();

  expect(seats: readonly string[]): void {
    this.#away = new Set(seats);
  }

  here(seat: string): void {
    this.#away.delete(seat);
  }

  /** Whether the machine is to stand still for them; `now` in milliseconds since the room was opened again. */
  waits(now: number): boolean {
    if (now >= LONGEST_WAIT) this.#away.clear();
    return this.#away.size > 0;
  }
}
