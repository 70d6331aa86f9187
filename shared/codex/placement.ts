/** What the figure of segmentation beside paging computes: the same memory, filled in two ways. Sizes in KiB. */
export const MEMORY = 32;
export const PAGE = 1;

export interface Placed {
  name: string;
  base: number;
  size: number;
}

/** First fit: places a segment into the first hole that is large enough; undefined: no hole is. */
export function placeSegment(placed: readonly Placed[], name: string, size: number): Placed | undefined {
  const sorted = [...placed].sort((a, b) => a.base - b.base);
  let base = 0;
  for (const other of [...sorted, { name: '', base: MEMORY, size: 0 }]) {
    if (other.base - base >= size) return { name, base, size };
    base = other.base + other.size;
  }
  return undefined;
}

/** Frames for so many KiB, the lowest free ones; undefined: too few are free. */
export function placePages(frames: readonly string[], name: string, size: number): number[] | undefined {
  const free = frames.flatMap((owner, frame) => (owner === '' ? [frame] : []));
  const needed = Math.ceil(size / PAGE);
  return free.length < needed || name === '' ? undefined : free.slice(0, needed);
}

export type Translation = { ok: true; physical: number } | { ok: false };

/** Base and limit: an offset beyond the segment's length faults. */
export function translateSegment(segment: Placed | undefined, offset: number): Translation {
  return segment === undefined || offset >= segment.size
    ? { ok: false }
    : { ok: true, physical: segment.base + offset };
}

/** Page number and offset in the page: a page without a frame faults. */
export function translatePage(table: readonly number[], address: number): Translation {
  const frame = table[Math.floor(address / PAGE)];
  return frame === undefined ? { ok: false } : { ok: true, physical: frame * PAGE + (address % PAGE) };
}
