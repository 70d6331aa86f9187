import type { MechanismId } from '../walls.ts';
import type { LimitFile, LimitStep, LineName } from './messages.ts';

/**
 * What the memory manager, the I/O station and the auditor see: documents of their own seats, beside the scheduler's `KernelView`.
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
  /** Pages in swap by their owners' pids: beside those in frames they are what ending a process gives back. */
  swapped: readonly (readonly [pid: number, pages: number])[];
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
  /** Share of the seat's latest choices that nobody missed, 0 to 1: it moves what jobs bring. */
  grade: number;
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
  /** Share of its time that was left when the seat served of late, 0 to 1: it moves what jobs bring. */
  grade: number;
}

/** Points that it costs the auditor to stop somebody of whom nothing shows that they are malware. */
export const STOP_COST = { freeze: 5, kill: 15 } as const;

/** The auditor's: what processes did and were refused, by number and program alone. */
export interface AuditorView {
  station: 'auditor';
  /** Every process but init, by pid. Processes of one user share a control group, its counters and its limits. */
  processes: readonly {
    pid: number;
    ppid: number;
    program: string;
    /** Percent of a core since it began. */
    cpu: number;
    /** Resident pages. */
    pages: number;
    /** Processes in its group. */
    pids: number;
    /** What its group was denied so far, and calls that the process has made. */
    denials: number;
    syscalls: number;
    frozen: boolean;
    /** Out of CPU quota at present. */
    throttled: boolean;
    /** Limits of the group: percent of a core, pages, processes; −1: none. */
    limits: { cpu: number; memory: number; pids: number };
    /** Preset that each limit was set to last. */
    steps: Readonly<Record<LimitFile, LimitStep>>;
  }[];
  /** Refusals, the latest first; `program` '': a process that nobody's seat has. */
  log: readonly { tick: number; pid: number; program: string; mechanism: MechanismId; answer: string }[];
  /** What holds where nobody sets anything. */
  fallback: 'default limits';
}

export type StationView = MemoryView | IoView | AuditorView;
