import type { LiveReplacement, ReplacementPolicy } from './replace/table.ts';

/** How a machine's memory is set up; the settings are copied into its state, where they may change. Times are ticks. */
export interface MemorySettings {
  /** What evicts where the policy is `human` and the manager is silent or late. */
  fallback: LiveReplacement;
  /** How long a fault waits for the manager's choice. */
  deadline: number;
  /** How long faults may go unanswered before the fallback takes over until the manager's next act. */
  silence: number;
  tlb: TlbSettings;
  /** Swap lies on the disk: a page read back waits for the arm, a page written occupies it. Otherwise swap takes no time. */
  diskSwap: boolean;
  /** `vm.overcommit_memory`: 0 refuses the obviously impossible, 1 nothing, 2 all beyond the commit limit. */
  overcommit: 0 | 1 | 2;
  /** `vm.overcommit_ratio`: percent of memory that counts towards the commit limit. */
  overcommitRatio: number;
  /** Ticks over which working sets and fault rates are measured. */
  window: number;
}

export interface TlbSettings {
  /** Translations that each core remembers; 0: none. */
  entries: number;
  replacement: 'fifo' | 'lru';
  /** Entries carry an address space number, so that a switch need not flush (x86: PCID). */
  asids: boolean;
  /** Ticks that a walk of the page table takes. */
  missTicks: number;
}

/** One translation that a core remembers. */
export interface TlbEntry {
  asid: number;
  page: number;
  frame: number;
}

/** A core's translation lookaside buffer (OSTEP chapter 19); first out stands first. */
export interface Tlb {
  /** Address space that the core has loaded; 0: none yet. */
  asid: number;
  entries: TlbEntry[];
  hits: number;
  misses: number;
  flushes: number;
}

/** A fault that waits for the memory manager to free a frame. */
export interface WaitingFault {
  pid: number;
  address: number;
  access: 'read' | 'write' | 'exec';
  /** Tick of the fault. */
  since: number;
}

/** Faults in the running window and in the one before, from which a rate over a sliding window follows. */
export interface FaultMeter {
  start: number;
  current: number;
  previous: number;
}

export interface MemoryCounts {
  minor: number;
  major: number;
  swapIns: number;
  /** Pages written to swap: dirty evictions. */
  swapOuts: number;
  /** Evictions of pages whose copy in swap was still good, or that were never written. */
  cleanEvictions: number;
  /** Pages of the file cache given up, and those that had to be written first. */
  cacheDrops: number;
  writebacks: number;
  /** Evictions that the manager chose, and those that the fallback chose in their place. */
  byHand: number;
  byFallback: number;
  oomKills: number;
}

export interface MemoryState extends MemorySettings {
  policy: ReplacementPolicy;
  /** Faults that wait, oldest first. */
  faults: WaitingFault[];
  /** Tick of the manager's last act; whether the fallback has taken over. */
  managerAt: number;
  silent: boolean;
  tlbs: Tlb[];
  nextAsid: number;
  /** The page cache: inode → page of the file → frame. */
  cache: Map<number, Map<number, number>>;
  meter: FaultMeter;
  counts: MemoryCounts;
}

/** Memory of a machine of the size of a small class. */
export const DEFAULT_MEMORY: MemorySettings = {
  fallback: 'clock',
  deadline: 15,
  silence: 50,
  tlb: { entries: 8, replacement: 'lru', asids: false, missTicks: 0 },
  diskSwap: false,
  overcommit: 0,
  overcommitRatio: 50,
  window: 100,
};

export function newMemoryState(
  settings: MemorySettings,
  policy: ReplacementPolicy,
  cores: number,
): MemoryState {
  return {
    ...settings,
    tlb: { ...settings.tlb },
    policy,
    faults: [],
    managerAt: 0,
    silent: false,
    tlbs: Array.from({ length: cores }, () => ({ asid: 0, entries: [], hits: 0, misses: 0, flushes: 0 })),
    nextAsid: 1,
    cache: new Map(),
    meter: { start: 0, current: 0, previous: 0 },
    counts: {
      minor: 0,
      major: 0,
      swapIns: 0,
      swapOuts: 0,
      cleanEvictions: 0,
      cacheDrops: 0,
      writebacks: 0,
      byHand: 0,
      byFallback: 0,
      oomKills: 0,
    },
  };
}

/** After the reset button: settings and counts go on; nothing of what lay in memory does. `fresh`: as after power-on. */
export function rebootMemory(old: MemoryState, fresh: MemoryState): MemoryState {
  const { tlbs, cache, faults, meter, silent } = fresh;
  return { ...old, tlbs, cache, faults, meter, silent };
}
