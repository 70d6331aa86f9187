import type { RoomStore } from '../store/rooms.ts';
import type { SavedRoom } from './saved.ts';

/** Milliseconds after which a room is kept again though nothing has changed: it is not to be forgotten while it lives. */
const SEEN_EVERY = 600_000;

/** Keeps a room in the store, as often as something of it has changed. */
export class RoomSaver {
  readonly #rooms: RoomStore;
  readonly #code: string;
  readonly #document: () => SavedRoom;
  #written = '';
  #at = 0;
  #touched = false;
  #left = false;
  /** Writes that are under way, and the promise of the last one. */
  #open = 0;
  #kept: Promise<void> = Promise.resolve();

  constructor(rooms: RoomStore, code: string, document: () => SavedRoom) {
    this.#rooms = rooms;
    this.#code = code;
    this.#document = document;
  }

  /** Whether something of the room is not in the store yet: nobody is told of it before it is. */
  get behind(): boolean {
    return this.#open > 0;
  }

  /** Resolves when what was saved so far is in the store, or where nothing can be kept at the moment. */
  get written(): Promise<void> {
    return this.#kept;
  }

  /** Something may have changed: it is kept with the next look. */
  touch(): void {
    this.#touched = true;
  }

  /** Called as time goes by, in milliseconds of the room; `now` or sooner where something has changed for sure. */
  look(now: number, changed: boolean): void {
    if (changed || this.#touched || now - this.#at >= SEEN_EVERY) this.save(now);
  }

  save(now: number): void {
    if (this.#left) return;
    this.#touched = false;
    const document = this.#document();
    const text = JSON.stringify(document);
    if (text === this.#written && now - this.#at < SEEN_EVERY) return;
    this.#written = text;
    this.#at = now;
    this.#rooms.keep(this.#code, document);
    this.#open += 1;
    this.#kept = this.#rooms.written().then(() => {
      this.#open -= 1;
    });
  }

  /** The room has ended. */
  forget(): void {
    this.#left = true;
    this.#rooms.forget(this.#code);
  }

  /** The server stops: what is kept stays as it is, for any server to open. */
  leave(): void {
    this.#left = true;
    this.#rooms.release(this.#code);
  }
}
