import type { GameEvent, RoomView } from './protocol/view.ts';

/**
 * A round to be looked at again: what everybody saw of the machine, tick by tick. It is made after the round from its journal
 * and travels in chunks, each of which stands by itself: a whole frame, then what changed from tick to tick.
 */

/** Ticks of a chunk. */
export const CHUNK_TICKS = 60;

/** What changes in a room's view while its machine runs; names are the room's, by seat. */
export type Frame = Pick<
  RoomView,
  | 'tick'
  | 'patience'
  | 'patienceMax'
  | 'policy'
  | 'autopilot'
  | 'quantum'
  | 'cores'
  | 'frames'
  | 'devices'
  | 'stats'
  | 'protections'
  | 'outage'
> & {
  /** By pid. */
  processes: Record<string, Omit<RoomView['processes'][number], 'nickname'>>;
  /** By id. */
  walls: Record<string, RoomView['walls'][number]>;
};

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** How a value changes: `[value]` takes its place, an object changes some of its fields, `0` takes a field away. */
export type Change = [Json] | 0 | { [key: string]: Change };

export interface Chunk {
  /** Tick of the whole frame. */
  from: number;
  frame: Frame;
  /** One a tick after `from`: from the frame before to the next. */
  changes: Change[];
  /** What happened in each tick, from `from` on. */
  events: GameEvent[][];
}

type Fields = { [key: string]: Json };
const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The change from one plain value to another; undefined where they are alike. Lists of one length change by place. */
export function changeOf(before: Json | undefined, after: Json): Change | undefined {
  if (before === after) return undefined;
  const lists = Array.isArray(before) && Array.isArray(after) && before.length === after.length;
  if (!lists && !(isFields(before) && isFields(after))) return [after];
  const [old, young] = [before as Fields, after as Fields];
  const changes: { [key: string]: Change } = {};
  for (const key of Object.keys(old)) if (!(key in young)) changes[key] = 0;
  for (const key of Object.keys(young)) {
    const change = changeOf(old[key], young[key] as Json);
    if (change !== undefined) changes[key] = change;
  }
  return Object.keys(changes).length === 0 ? undefined : changes;
}

/** The value after a change; parts that did not change are the same objects as before. */
export function applyChange<T>(before: T, change: Change | undefined): T {
  if (change === undefined || change === 0) return before;
  if (Array.isArray(change)) return change[0] as T;
  const after = (Array.isArray(before) ? [...before] : { ...before }) as Record<string, unknown>;
  for (const [key, part] of Object.entries(change)) {
    if (part === 0) delete after[key];
    else after[key] = applyChange(after[key], part);
  }
  return after as T;
}

/** The frame of a tick that lies in the chunk. */
export function frameAt(chunk: Chunk, tick: number): Frame {
  let frame = chunk.frame;
  for (const change of chunk.changes.slice(0, tick - chunk.from)) frame = applyChange(frame, change);
  return frame;
}

/** The room as it was at that frame, for the world to draw. */
export function roomAt(room: RoomView, frame: Frame): RoomView {
  const names = new Map(room.seats.map(({ id, nickname }) => [id, nickname]));
  return {
    ...room,
    ...frame,
    phase: 'run',
    paused: false,
    processes: Object.values(frame.processes).map((process) => ({
      ...process,
      nickname: names.get(process.seat) ?? '',
    })),
    walls: Object.values(frame.walls),
  };
}
