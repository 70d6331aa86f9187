import type { GameEvent } from '../../shared/protocol/view.ts';
import { applyChange, CHUNK_TICKS, type Chunk, type Frame } from '../../shared/recording.ts';
import { ask } from './api.ts';

/** A chunk with every frame made: neighbours share what did not change. */
interface Reel {
  frames: Frame[];
  events: GameEvent[][];
}

function reelOf({ frame, changes, events }: Chunk): Reel {
  const frames = [frame];
  for (const change of changes) frames.push(applyChange(frames.at(-1) as Frame, change));
  return { frames, events };
}

/** A round's recording as it comes from the server, chunk by chunk, each asked for once. */
export class Recording {
  readonly #base: string;
  readonly ticks: number;
  readonly #reels = new Map<number, Reel>();
  readonly #asked = new Map<number, Promise<void>>();

  constructor(code: string, round: number, ticks: number) {
    this.#base = `/api/rooms/${code}/recording/${round}`;
    this.ticks = ticks;
  }

  /** The frame of a tick and what happened in it; undefined until `load` has brought its chunk. */
  at(tick: number): { frame: Frame; events: GameEvent[] } | undefined {
    const reel = this.#reels.get(Math.floor(tick / CHUNK_TICKS));
    const frame = reel?.frames[tick % CHUNK_TICKS];
    return frame === undefined ? undefined : { frame, events: reel?.events[tick % CHUNK_TICKS] ?? [] };
  }

  /** Brings the chunk of a tick, and begins with the one after it. Rejects with a sentence where it can't be had. */
  async load(tick: number): Promise<void> {
    const index = Math.floor(tick / CHUNK_TICKS);
    const loading = this.#load(index);
    if ((index + 1) * CHUNK_TICKS <= this.ticks) this.#load(index + 1).catch(() => undefined);
    await loading;
  }

  #load(index: number): Promise<void> {
    const known = this.#asked.get(index);
    if (known !== undefined) return known;
    const loading = ask<Chunk>(`${this.#base}/${index}`).then(
      (chunk) => void this.#reels.set(index, reelOf(chunk)),
      (error: unknown) => {
        // Another try may find the network again.
        this.#asked.delete(index);
        throw error;
      },
    );
    this.#asked.set(index, loading);
    return loading;
  }
}
