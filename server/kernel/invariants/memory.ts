import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { KERNEL_FRAMES } from '../boot.ts';
import { NOT_PRESENT } from '../mm/frames.ts';
import { findVma } from '../mm/space.ts';
import {
  type AddressSpace,
  type Frame,
  KERNEL_BASE,
  type MachineState,
  type Pte,
  type Vma,
} from '../types.ts';

/** A page table entry, where it stands and the area it lies in. */
interface Mapping {
  pid: number;
  page: number;
  entry: Pte;
  area: Vma | undefined;
}

function mappingsOf(state: MachineState): Mapping[] {
  const seen = new Set<AddressSpace>();
  return [...state.tasks.values()].flatMap(({ pid, mm }) => {
    // Processes that share one address space (vfork, threads) hold each page once.
    if (mm === null || seen.has(mm)) return [];
    seen.add(mm);
    return [...mm.pages].map(([page, entry]) => ({
      pid,
      page,
      entry,
      area: findVma(mm, page * PAGE_SIZE),
    }));
  });
}

const place = ({ pid, page }: Mapping): string => `page ${page} of process ${pid}`;

function frameFaults(state: MachineState, mappings: readonly Mapping[]): string[] {
  const faults: string[] = [];
  const holders = new Map<number, Mapping[]>();
  for (const mapping of mappings) {
    const { frame } = mapping.entry;
    if (frame < 0) continue;
    if (frame < KERNEL_FRAMES)
      faults.push(`${place(mapping)} shows the kernel's frame ${frame} to userspace`);
    if (state.frames[frame] === undefined)
      faults.push(`${place(mapping)} is in frame ${frame}, which is none`);
    holders.set(frame, [...(holders.get(frame) ?? []), mapping]);
  }
  const objects = new Map<number, number>();
  const kept = [...[...state.shm.values()].map(({ pages }) => pages), ...state.memory.cache.values()];
  for (const pages of kept)
    for (const frame of pages.values()) objects.set(frame, (objects.get(frame) ?? 0) + 1);
  const free = new Map<number, number>();
  for (const frame of state.freeFrames) free.set(frame, (free.get(frame) ?? 0) + 1);
  for (const [number, frame] of state.frames.entries()) {
    const held = (holders.get(number)?.length ?? 0) + (objects.get(number) ?? 0);
    faults.push(...frameFault(number, frame, held, free.get(number) ?? 0));
    // A private mapping of a file's page reads it in the cache, and a write makes a copy.
    const inCache = frame.kind === 'file';
    const private_ = (holders.get(number) ?? []).filter(({ area }) => !inCache && area?.shared !== true);
    const owners = private_.filter(({ entry }) => !entry.cow);
    if (held > 1 && owners.length > 0)
      faults.push(`${owners.map(place).join(' and ')} owns frame ${number}, which others hold too`);
  }
  return faults;
}

function frameFault(number: number, frame: Frame, held: number, free: number): string[] {
  const faults: string[] = [];
  if (number < KERNEL_FRAMES !== (frame.kind === 'kernel'))
    faults.push(`frame ${number} is of kind ${frame.kind}`);
  if (frame.refs !== held) faults.push(`frame ${number} counts ${frame.refs} references and has ${held}`);
  if (free !== (frame.kind === 'free' ? 1 : 0))
    faults.push(`frame ${number} of kind ${frame.kind} is ${free} times in the list of free frames`);
  return faults;
}

function swapFaults(state: MachineState, mappings: readonly Mapping[]): string[] {
  const users = new Map<number, number>();
  const faults: string[] = [];
  for (const mapping of mappings) {
    const { swap, frame } = mapping.entry;
    if (swap < 0) continue;
    users.set(swap, (users.get(swap) ?? 0) + 1);
    const [kept, now] = [state.swap[swap], state.frames[frame]?.data];
    if (frame === NOT_PRESENT || mapping.entry.dirty || !kept || !now) continue;
    if (kept.some((byte, at) => byte !== now[at]))
      faults.push(`${place(mapping)} is clean and differs from its copy in swap`);
  }
  for (const [slot, bytes] of state.swap.entries()) {
    const wanted = bytes === null ? 0 : 1;
    const held = users.get(slot) ?? 0;
    if (held !== wanted)
      faults.push(`swap slot ${slot} holds ${wanted} pages and ${held} entries refer to it`);
  }
  return faults;
}

function areaFaults(state: MachineState): string[] {
  const faults: string[] = [];
  const objects = new Map<number, number>();
  const seen = new Set<AddressSpace>();
  for (const { pid, mm } of state.tasks.values()) {
    if (mm === null || seen.has(mm)) continue;
    seen.add(mm);
    const areas = [...mm.vmas].sort((a, b) => a.start - b.start);
    for (const [index, area] of areas.entries()) {
      if (area.end > KERNEL_BASE) faults.push(`an area of process ${pid} reaches into the kernel's half`);
      if (area.start < (areas[index - 1]?.end ?? 0)) faults.push(`two areas of process ${pid} overlap`);
      if (area.shm >= 0) objects.set(area.shm, (objects.get(area.shm) ?? 0) + 1);
    }
  }
  for (const [id, { refs }] of state.shm) {
    const held = objects.get(id) ?? 0;
    if (refs !== held || held === 0) faults.push(`shared object ${id} counts ${refs} areas and has ${held}`);
  }
  return faults;
}

/** A shared page lies where its object says; every page lies in an area. */
function sharingFaults(state: MachineState, mappings: readonly Mapping[]): string[] {
  return mappings.flatMap((mapping) => {
    const { area, entry, page } = mapping;
    if (area === undefined) return [`${place(mapping)} lies in no area`];
    if (entry.frame < 0) return [];
    const index = (page * PAGE_SIZE - area.start + area.offset) / PAGE_SIZE;
    const frame = `${place(mapping)} shows frame ${entry.frame}, which is not that page of`;
    if (area.shm >= 0)
      return state.shm.get(area.shm)?.pages.get(index) === entry.frame
        ? []
        : [`${frame} shared object ${area.shm}`];
    // What stands in the page cache may only be mapped as the file's page that it is.
    if (state.frames[entry.frame]?.kind !== 'file') return [];
    return state.memory.cache.get(area.inode)?.get(index) === entry.frame
      ? []
      : [`${frame} inode ${area.inode}`];
  });
}

/** What a core's buffer knows must be what the page table says. */
function translationFaults(state: MachineState): string[] {
  const spaces = new Map<number, AddressSpace>();
  for (const { mm } of state.tasks.values()) if (mm !== null) spaces.set(mm.asid, mm);
  return state.memory.tlbs.flatMap((tlb, core) =>
    tlb.entries
      .filter(({ asid, page, frame }) => spaces.get(asid)?.pages.get(page)?.frame !== frame)
      .map(({ page }) => `core ${core} translates page ${page} as its page table does not`),
  );
}

/**
 * What is wrong with memory: a frame with two owners, counts that don't add up, a page of another process without a shared
 * mapping or copy-on-write, a kernel frame that userspace can reach.
 */
export function memoryFaults(state: MachineState): string[] {
  const mappings = mappingsOf(state);
  return [
    ...frameFaults(state, mappings),
    ...swapFaults(state, mappings),
    ...areaFaults(state),
    ...sharingFaults(state, mappings),
    ...translationFaults(state),
  ];
}
