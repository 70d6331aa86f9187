import type { PackedGantt } from '../../../shared/gantt.ts';

export type Mode = 'idle' | 'user' | 'kernel';
const MODES: readonly Mode[] = ['idle', 'user', 'kernel'];

/** A stretch of one core in the chart, in ticks. */
export interface Bar {
  from: number;
  to: number;
  /** 0: nobody's. Where many slices fall into one column of pixels, the one that had most of it. */
  pid: number;
  mode: Mode;
}

/** The slices of one core in order: the first tick of each, and whose it is. */
export interface CoreRow {
  starts: Int32Array;
  pids: Int32Array;
  modes: Uint8Array;
  /** Tick at which the last one ends. */
  end: number;
}

/** Rows to draw from: neighbouring slices of the same process in the same mode are one. */
export function rowsOf(packed: PackedGantt): CoreRow[] {
  return packed.map((row) => {
    const starts: number[] = [];
    const pids: number[] = [];
    const modes: number[] = [];
    let at = 0;
    for (let index = 0; index + 2 < row.length; index += 3) {
      const [ticks, pid, mode] = [row[index], row[index + 1], row[index + 2]] as [number, number, number];
      if (pids.at(-1) !== pid || modes.at(-1) !== mode) {
        starts.push(at);
        pids.push(pid);
        modes.push(mode);
      }
      at += ticks;
    }
    return {
      starts: Int32Array.from(starts),
      pids: Int32Array.from(pids),
      modes: Uint8Array.from(modes),
      end: at,
    };
  });
}

/** Place of the slice in which a tick lies; −1 before the first and after the last. */
export function sliceAt({ starts, end }: CoreRow, tick: number): number {
  if (tick < 0 || tick >= end) return -1;
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= tick) low = middle;
    else high = middle - 1;
  }
  return starts.length === 0 ? -1 : low;
}

export function barAt(row: CoreRow, index: number): Bar {
  return {
    from: row.starts[index] ?? 0,
    to: row.starts[index + 1] ?? row.end,
    pid: row.pids[index] ?? 0,
    mode: MODES[row.modes[index] ?? 0] ?? 'idle',
  };
}

/**
 * What to draw of a row between two ticks on so many columns of pixels: slices narrower than a column are drawn as whoever had
 * most of it, so that a round of a hundred thousand slices draws no more than some two a column.
 */
export function barsIn(row: CoreRow, from: number, to: number, columns: number): Bar[] {
  const { starts, pids, modes, end } = row;
  const bars: Bar[] = [];
  const width = (to - from) / Math.max(1, columns);
  /** The column that is being filled, and the ticks in it by process and mode. */
  const shares = new Map<number, number>();
  let [column, begun, ended] = [-1, 0, 0];
  const flush = (): void => {
    let [most, key] = [0, 0];
    for (const [owner, ticks] of shares) if (ticks > most) [most, key] = [ticks, owner];
    const mode = MODES[key % 4] ?? 'idle';
    if (most > 0 && mode !== 'idle') bars.push({ from: begun, to: ended, pid: Math.floor(key / 4), mode });
    shares.clear();
    column = -1;
  };
  for (
    let index = Math.max(0, sliceAt(row, Math.max(0, Math.floor(from))));
    index < starts.length;
    index += 1
  ) {
    const start = starts[index] as number;
    if (start >= to) break;
    const stop = starts[index + 1] ?? end;
    const ticks = stop - start;
    if (ticks >= width) {
      flush();
      if (modes[index] !== 0) bars.push(barAt(row, index));
      continue;
    }
    const at = Math.floor((start - from) / width);
    if (at !== column) {
      flush();
      column = at;
      begun = start;
    }
    ended = stop;
    const key = (pids[index] as number) * 4 + (modes[index] as number);
    shares.set(key, (shares.get(key) ?? 0) + ticks);
  }
  flush();
  return bars;
}

/** The part of a round that is shown, in ticks. */
export interface Window {
  from: number;
  to: number;
}

/** Fewest ticks that a chart shows. */
const LEAST = 20;

/** The window made narrower (factor below 1) or wider around its middle, or around `at`. */
export function zoomed({ from, to }: Window, end: number, factor: number, at = (from + to) / 2): Window {
  const span = Math.min(end, Math.max(Math.min(LEAST, end), (to - from) * factor));
  const share = (at - from) / Math.max(1, to - from);
  const start = Math.min(end - span, Math.max(0, at - share * span));
  return { from: start, to: start + span };
}

/** The window moved by a share of itself. */
export function moved({ from, to }: Window, end: number, share: number): Window {
  const span = to - from;
  const start = Math.min(end - span, Math.max(0, from + share * span));
  return { from: start, to: start + span };
}
