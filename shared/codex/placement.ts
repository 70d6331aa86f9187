/** What the figure of segmentation beside paging computes: the same memory, filled in two ways. Sizes in KiB. */
export const MEMORY = 32;
export const PAGE = 2;

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

export interface Program {
  name: string;
  size: number;
}

/** The program that one looks at: its segments one after the other, as it sees them. */
export const OWN = [
  { name: 'code', size: 4 },
  { name: 'heap', size: 5 },
  { name: 'stack', size: 3 },
] as const satisfies readonly Program[];
export const OWN_NAME = 'own';
export const OWN_SIZE = OWN.reduce((sum, { size }) => sum + size, 0);

/** Programs that come and go beside it. The first two run at the beginning. */
export const OTHERS: readonly Program[] = [
  { name: 'A', size: 6 },
  { name: 'B', size: 4 },
  { name: 'C', size: 7 },
  { name: 'D', size: 8 },
];

/** The same programs in two memories: as segments, and as pages in frames ('' is a free frame). */
export interface Layout {
  segments: readonly Placed[];
  frames: readonly string[];
}

function fill(frames: readonly string[], name: string, taken: readonly number[]): string[] {
  return frames.map((owner, frame) => (taken.includes(frame) ? name : owner));
}

/** At the beginning one's own program lies before, between and behind A and B. */
export function firstLayout(): Layout {
  const [a, b] = OTHERS as [Program, Program];
  const [code, heap, stack] = OWN;
  const segments: Placed[] = [];
  for (const { name, size } of [code, a, heap, b, stack]) {
    const placed = placeSegment(segments, name, size);
    if (placed !== undefined) segments.push(placed);
  }
  let frames: string[] = Array.from({ length: MEMORY / PAGE }, () => '');
  const parts = [a, { name: OWN_NAME, size: 4 }, b, { name: OWN_NAME, size: OWN_SIZE - 4 }];
  for (const { name, size } of parts) frames = fill(frames, name, placePages(frames, name, size) ?? []);
  return { segments, frames };
}

/** What became of a program that wanted to start: where it lies, or why it does not. */
export interface Started {
  layout: Layout;
  segment: { base: number } | 'no-hole' | 'full';
  pages: { frames: readonly number[]; wasted: number } | 'full';
  /** KiB that were free in each memory before. */
  free: { segments: number; pages: number };
}

/** Starts a program in both memories. One may have room where the other has none. */
export function startProgram({ segments, frames }: Layout, { name, size }: Program): Started {
  const free = {
    segments: MEMORY - segments.reduce((sum, placed) => sum + placed.size, 0),
    pages: frames.filter((owner) => owner === '').length * PAGE,
  };
  const placed = placeSegment(segments, name, size);
  const pages = placePages(frames, name, size);
  return {
    layout: {
      segments: placed === undefined ? segments : [...segments, placed],
      frames: fill(frames, name, pages ?? []),
    },
    segment: placed === undefined ? (free.segments < size ? 'full' : 'no-hole') : { base: placed.base },
    pages: pages === undefined ? 'full' : { frames: pages, wasted: pages.length * PAGE - size },
    free,
  };
}

export function endProgram({ segments, frames }: Layout, name: string): Layout {
  return {
    segments: segments.filter((segment) => segment.name !== name),
    frames: frames.map((owner) => (owner === name ? '' : owner)),
  };
}

/** The segment in which one's own address lies, and how far into it; the last one takes what lies behind all. */
export function segmentOf(address: number): { name: string; offset: number } {
  let offset = address;
  for (const { name, size } of OWN.slice(0, -1)) {
    if (offset < size) return { name, offset };
    offset -= size;
  }
  return { name: (OWN.at(-1) as Program).name, offset };
}
