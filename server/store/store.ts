import type { Kysely } from 'kysely';
import { connect, type Place } from './connect.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Work<T> = (db: Db) => Promise<T>;

/** The database can't be asked at the moment. */
export class StoreDown extends Error {
  override name = 'StoreDown';
}

export interface StoreOptions {
  log: (line: string) => void;
  /** Milliseconds until the first try after a failure; each further one waits twice as long, up to thirty times. */
  retryAfter?: number;
}

/** Rows that wait for the database, beyond which new ones are lost. */
const MAX_WAITING = 20_000;
const MAX_PATIENCE = 30;

/**
 * The database behind everything that is kept. Writes queue up and never throw or wait: a game goes on without its store.
 * While the database is full, locked, broken or away, `saving` is false, the writes wait in order, and the database is
 * tried again from time to time; so what was saved stays, and a short failure loses nothing.
 */
export class Store {
  readonly #place: Place;
  readonly #log: (line: string) => void;
  readonly #retryAfter: number;
  #db: Db | undefined;
  #opening: Promise<Db> | undefined;
  #queue: { work: Work<unknown>; rows: number }[] = [];
  #rows = 0;
  /** Writes queued and writes done, ever: a place in the queue. */
  #queued = 0;
  #done = 0;
  #watching: { place: number; resolve: () => void }[] = [];
  #busy: Promise<void> | undefined;
  #failures = 0;
  #losing = false;
  #closed = false;
  #wake: (() => void) | undefined;
  #idle: (() => void)[] = [];

  constructor(place: Place, { log, retryAfter = 1_000 }: StoreOptions) {
    this.#place = place;
    this.#log = log;
    this.#retryAfter = retryAfter;
  }

  /** Whether what happens is being kept. */
  get saving(): boolean {
    return this.#failures === 0 && !this.#closed;
  }

  /** Opens the database now rather than at its first use; a failure is logged and tried again later. */
  async open(): Promise<void> {
    this.write(async () => {});
    await this.#settled();
  }

  /** Queues a write; false: it is lost. `rows` says how much memory it holds while it waits. */
  write(work: Work<unknown>, rows = 1): boolean {
    if (this.#closed) return false;
    if (this.#rows + rows > MAX_WAITING) {
      if (!this.#losing) this.#log('The database is away for too long: what happens from now on is lost.');
      this.#losing = true;
      return false;
    }
    this.#queue.push({ work, rows });
    this.#queued += 1;
    this.#rows += rows;
    this.#busy ??= this.#drain();
    return true;
  }

  /** Resolves when the writes that came before are done, or where the database has failed and waiting would lead nowhere. */
  written(): Promise<void> {
    if (this.#done === this.#queued || this.#failures > 0 || this.#closed) return Promise.resolve();
    return new Promise((resolve) => this.#watching.push({ place: this.#queued, resolve }));
  }

  /** Asks the database, after the writes that came before. Throws StoreDown where it can't answer. */
  async read<T>(work: Work<T>): Promise<T> {
    await this.#settled();
    if (this.#closed) throw new StoreDown('the store is closed');
    try {
      return await work(await this.#open());
    } catch (error) {
      if (isMistake(error)) throw error;
      throw new StoreDown(reasonOf(error));
    }
  }

  /** Gives the waiting writes a last chance, then lets go of the database. */
  async close(): Promise<void> {
    await this.#settled();
    this.#closed = true;
    this.#queue = [];
    this.#wake?.();
    await this.#busy;
    await this.#db?.destroy().catch(() => {});
  }

  /** Resolves when nothing waits, or when the database has failed and waiting would lead nowhere. */
  #settled(): Promise<void> {
    if (this.#busy === undefined || this.#failures > 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #settle(): void {
    for (const resolve of this.#idle.splice(0)) resolve();
    for (const { resolve } of this.#watching.splice(0)) resolve();
  }

  async #open(): Promise<Db> {
    if (this.#db !== undefined) return this.#db;
    this.#opening ??= connect(this.#place);
    try {
      this.#db = await this.#opening;
      return this.#db;
    } finally {
      this.#opening = undefined;
    }
  }

  async #drain(): Promise<void> {
    // A turn of the event loop first, so that what is written together is queued together.
    await Promise.resolve();
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const done = await this.#try(next.work);
      if (!done) continue;
      this.#queue.shift();
      this.#rows -= next.rows;
      this.#done += 1;
      while (this.#watching[0] !== undefined && this.#watching[0].place <= this.#done)
        this.#watching.shift()?.resolve();
    }
    this.#busy = undefined;
    this.#losing = false;
    this.#settle();
  }

  /** Does one write; false: it is to be tried again, and some time has passed. */
  async #try(work: Work<unknown>): Promise<boolean> {
    try {
      await work(await this.#open());
    } catch (error) {
      if (isMistake(error)) {
        this.#log(`A record was refused by the database and is left out: ${reasonOf(error)}`);
        return true;
      }
      await this.#failed(error);
      return false;
    }
    if (this.#failures > 0) this.#log('The database is back: progress is being saved again.');
    this.#failures = 0;
    return true;
  }

  async #failed(error: unknown): Promise<void> {
    this.#failures += 1;
    if (this.#failures === 1) {
      this.#log(
        `Progress is not being saved: ${this.#place.name} can't be used (${reasonOf(error)}). Games go on; it is tried again.`,
      );
    }
    this.#settle();
    if (needsReopening(error)) {
      await this.#db?.destroy().catch(() => {});
      this.#db = undefined;
    }
    const wait = this.#retryAfter * Math.min(MAX_PATIENCE, 2 ** (this.#failures - 1));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}

/** Whether the statement is at fault and not the database: no repetition would help. */
export function isMistake(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code !== 'string') return error instanceof TypeError || error instanceof RangeError;
  // PostgreSQL's classes: 22 data, 23 integrity, 42 syntax and names.
  return /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE)/.test(code) || /^(22|23|42)\w{3}$/.test(code);
}

/** Whether a connection is of no use any more: what it knows of the file may be wrong. */
function needsReopening(error: unknown): boolean {
  return /^SQLITE_(CORRUPT|NOTADB|IOERR|CANTOPEN)/.test(String((error as { code?: unknown }).code));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
