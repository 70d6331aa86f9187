/** A stretch of one core's time: ticks `from` inclusive to `to` exclusive; `pid` 0: it idled. */
export interface Slice {
  core: number;
  from: number;
  to: number;
  pid: number;
  mode: Mode;
}

const MODES = ['idle', 'user', 'kernel'] as const;
export type Mode = (typeof MODES)[number];

/**
 * A chart of the cores as it travels: a row a core, each slice three numbers: ticks, pid, mode (0 idle, 1 user, 2 kernel). A
 * core's slices lie one after the other from tick 0, so that none says where it begins: some five bytes a slice on the wire.
 */
export type PackedGantt = number[][];

/** Slices of a core follow each other without a gap; a gap, were there one, would be idle. */
export function packGantt(slices: readonly Slice[]): PackedGantt {
  const rows: PackedGantt = [];
  const ends: number[] = [];
  for (const { core, from, to, pid, mode } of slices) {
    while (rows.length <= core) {
      rows.push([]);
      ends.push(0);
    }
    const gap = from - (ends[core] ?? 0);
    if (gap > 0) rows[core]?.push(gap, 0, 0);
    if (to > from) rows[core]?.push(to - from, pid, MODES.indexOf(mode));
    ends[core] = to;
  }
  return rows;
}

export function unpackGantt(rows: PackedGantt): Slice[] {
  return rows.flatMap((row, core) => {
    const slices: Slice[] = [];
    let from = 0;
    for (let at = 0; at + 2 < row.length; at += 3) {
      const to = from + (row[at] as number);
      slices.push({
        core,
        from,
        to,
        pid: row[at + 1] as number,
        mode: MODES[row[at + 2] as number] ?? 'idle',
      });
      from = to;
    }
    return slices;
  });
}
