import type { GameEvent } from '../../../shared/protocol/view.ts';
import { CHUNK_TICKS, type Change, type Chunk, changeOf, type Frame } from '../../../shared/recording.ts';
import type { Round } from '../round.ts';
import type { RoundEvent } from '../types.ts';

/** The events of a tick as somebody without a seat sees them: who ran into a wall is not told. */
export function publicEvents(events: readonly RoundEvent[]): GameEvent[] {
  return events.flatMap(({ event, only }) => {
    if (only !== undefined) return [];
    return [event.kind === 'wall' ? { ...event, pid: 0 } : event];
  });
}

/** What everybody sees of the machine at this tick; names are left out, for the room may have changed them since. */
export function frameOf(round: Round): Frame {
  const { processes, walls, ...world } = round.world();
  return structuredClone({
    ...world,
    tick: round.tickNumber,
    processes: Object.fromEntries(processes.map(({ nickname: _, ...process }) => [process.pid, process])),
    walls: Object.fromEntries(walls.map((wall) => [wall.id, wall])),
  });
}

/** Films a round that is played again: the public view of it, in chunks that each stand by themselves. */
export class Recorder {
  readonly #done: (chunk: Chunk) => void;
  #chunk: Chunk | undefined;
  #last: Frame | undefined;

  /** `done` gets each chunk once it is whole. */
  constructor(done: (chunk: Chunk) => void) {
    this.#done = done;
  }

  look(round: Round, events: readonly RoundEvent[]): void {
    const frame = frameOf(round);
    const seen = publicEvents(events);
    if (this.#chunk === undefined || frame.tick - this.#chunk.from >= CHUNK_TICKS) {
      this.end();
      this.#chunk = { from: frame.tick, frame, changes: [], events: [seen] };
    } else {
      this.#chunk.changes.push((changeOf(this.#last as never, frame as never) as Change | undefined) ?? {});
      this.#chunk.events.push(seen);
    }
    this.#last = frame;
  }

  end(): void {
    if (this.#chunk !== undefined) this.#done(this.#chunk);
    this.#chunk = undefined;
  }
}
