import { PAGE_SIZE, PROT } from '../../../shared/abi/flags.ts';
import type { AddressSpace, Kernel, Vma } from '../types.ts';
import { userFrames } from './frames.ts';

/** Pages of the area that the kernel may have to find frames or swap for: private ones that can be written, and shared anonymous ones. */
function accountable(area: Vma): number {
  const writable = (area.prot & PROT.PROT_WRITE) !== 0;
  const counts = area.shared ? area.shm >= 0 : writable;
  return counts ? (area.end - area.start) / PAGE_SIZE : 0;
}

/** Pages that a space has been promised. */
export function promised(space: AddressSpace): number {
  return space.vmas.reduce((sum, area) => sum + accountable(area), 0);
}

/** `Committed_AS` of /proc/meminfo, in pages; each shared object counts once for each space that maps it. */
export function committed(k: Kernel): number {
  const seen = new Set<AddressSpace>();
  let sum = 0;
  for (const { mm } of k.state.tasks.values()) {
    if (mm === null || seen.has(mm)) continue;
    seen.add(mm);
    sum += promised(mm);
  }
  return sum;
}

/** `CommitLimit` of /proc/meminfo, in pages: all of swap, and the settable part of memory. */
export function commitLimit(k: Kernel): number {
  return Math.floor((userFrames(k) * k.state.memory.overcommitRatio) / 100) + k.state.swap.length;
}

/**
 * Whether the kernel may promise so many pages more (Documentation/mm/overcommit-accounting.rst): by heuristic what could never
 * fit is refused (0), nothing is (1), or what goes beyond the limit is (2).
 */
export function mayCommit(k: Kernel, pages: number): boolean {
  const { overcommit } = k.state.memory;
  if (overcommit === 1 || pages === 0) return true;
  if (overcommit === 0) return pages <= userFrames(k) + k.state.swap.length;
  return committed(k) + pages <= commitLimit(k);
}
