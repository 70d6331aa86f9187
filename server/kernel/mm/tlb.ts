import type { AddressSpace, Kernel } from '../types.ts';
import type { Tlb } from './state.ts';

const sameSpace = (tlb: Tlb, asid: number, page: number): number =>
  tlb.entries.findIndex((entry) => entry.page === page && entry.asid === asid);

/**
 * The core translates a page: from its buffer, or by a walk of the page table that leaves the translation there. True: a hit.
 * `core` −1 (a call made without a core) translates without a buffer, and counts nothing.
 */
export function translate(
  k: Kernel,
  core: number,
  space: AddressSpace,
  page: number,
  frame: number,
): boolean {
  const { tlbs, tlb: settings } = k.state.memory;
  const tlb = tlbs[core];
  if (tlb === undefined) return true;
  const at = sameSpace(tlb, space.asid, page);
  if (at >= 0) {
    tlb.hits += 1;
    if (settings.replacement === 'lru') tlb.entries.push(...tlb.entries.splice(at, 1));
    return true;
  }
  tlb.misses += 1;
  if (settings.entries === 0) return false;
  if (tlb.entries.length >= settings.entries)
    tlb.entries.splice(0, tlb.entries.length - settings.entries + 1);
  tlb.entries.push({ asid: space.asid, page, frame });
  return false;
}

/** The core loads an address space (`mov %cr3`): without address space numbers nothing it remembers is of use any more. */
export function loadSpace(k: Kernel, core: number, space: AddressSpace | null): void {
  const tlb = k.state.memory.tlbs[core];
  if (tlb === undefined || space === null || tlb.asid === space.asid) return;
  if (!k.state.memory.tlb.asids && tlb.asid !== 0) {
    tlb.entries = [];
    tlb.flushes += 1;
  }
  tlb.asid = space.asid;
}

/** A translation holds no longer: every core forgets it (`invlpg`, and the shootdown of other cores). */
export function invalidate(k: Kernel, space: AddressSpace, page: number): void {
  for (const tlb of k.state.memory.tlbs) {
    const at = sameSpace(tlb, space.asid, page);
    if (at >= 0) tlb.entries.splice(at, 1);
  }
}

/** All translations of a space hold no longer: it forks, so that its pages become read-only, or it ends. */
export function invalidateSpace(k: Kernel, space: AddressSpace): void {
  for (const tlb of k.state.memory.tlbs)
    tlb.entries = tlb.entries.filter((entry) => entry.asid !== space.asid);
}
