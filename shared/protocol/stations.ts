import type { LineName } from './messages.ts';

/**
 * What the memory manager and the I/O station see: documents of their own seats, beside the scheduler's `KernelView`.
 * Times are ticks, memory is in frames and pages.
 */
export interface MemoryView {
  station: 'memory';
  /** A row a frame, in order: owner's pid (0: nobody's), virtual page number, and FRAME bits. */
  frames: readonly (readonly [owner: number, page: number, bits: number])[];
  /** Faults that wait for a frame, oldest first; `left`: ticks until the fallback chooses. */
  faults: readonly { pid: number; page: number; access: 'read' | 'write' | 'exec'; left: number }[];
  free: number;
  /** Pages of swap in use, and of how many. */
  swapUsed: number;
  swapSize: number;
  /** No page can leave any more: a process must. */
  exhausted: boolean;
  /** The algorithm that stands in, and whether it does. */
  fallback: string;
  silent: boolean;
  minor: number;
  major: number;
  dirtyEvictions: number;
  cleanEvictions: number;
  byHand: number;
  byFallback: number;
}

/** What is known of a frame, as bits. */
export const FRAME = { accessed: 1, dirty: 2, pinned: 4, free: 8, kernel: 16, file: 32 } as const;

export interface IoView {
  station: 'io';
  /** Every line, the most urgent first; `left`: ticks until the controller serves it itself. */
  lines: readonly {
    line: LineName;
    pending: boolean;
    masked: boolean;
    left: number;
    served: number;
    lost: number;
  }[];
  disk: {
    arm: number;
    direction: 1 | -1;
    cylinders: number;
    /** Cylinders crossed so far. */
    seek: number;
    /** Cylinder of the request at work, −1: none. */
    active: number;
    queue: readonly { id: number; pid: number; kind: string; cylinder: number; left: number }[];
  };
  fallback: string;
  silent: boolean;
}

export type StationView = MemoryView | IoView;
