import type { Slice } from '../../../shared/gantt.ts';

/** A stretch of one core in the chart: x and width as shares of the round. */
export interface Bar {
  core: number;
  pid: number;
  mode: 'user' | 'kernel' | 'idle';
  x: number;
  width: number;
  from: number;
  to: number;
}

export interface Chart {
  cores: number[];
  bars: Bar[];
  /** Last tick. */
  end: number;
  /** Ticks to mark on the axis. */
  marks: number[];
}

/** Steps of the axis that people count in, fewest marks first. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000] as const;
const MOST_MARKS = 10;

/** Neighbouring stretches of the same process in the same mode become one: a chart of 900 ticks stays light. */
export function chart(gantt: readonly Slice[]): Chart {
  const end = gantt.reduce((last, { to }) => Math.max(last, to), 0);
  const cores = [...new Set(gantt.map(({ core }) => core))].sort((a, b) => a - b);
  const bars: Bar[] = [];
  for (const core of cores) {
    const own = gantt.filter((piece) => piece.core === core && piece.to > piece.from);
    own.sort((a, b) => a.from - b.from);
    let last: Bar | undefined;
    for (const { pid, mode, from, to } of own) {
      if (last !== undefined && last.to === from && last.pid === pid && last.mode === mode) last.to = to;
      else {
        last = { core, pid, mode, from, to, x: 0, width: 0 };
        bars.push(last);
      }
    }
  }
  for (const bar of bars) {
    bar.x = bar.from / Math.max(1, end);
    bar.width = (bar.to - bar.from) / Math.max(1, end);
  }
  const step = STEPS.find((candidate) => end / candidate <= MOST_MARKS) ?? 5000;
  const marks = Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
  return { cores, bars, end, marks };
}
