import { FRAME, type MemoryView } from '../../../shared/protocol/stations.ts';
import type { FrameRow } from '../../kernel/mm/manager.ts';
import { earn } from '../earn.ts';
import { mark } from '../grade.ts';
import type { RoundContext } from '../round.ts';
import type { InputAnswer, SeatState } from '../types.ts';

/** Ticks within which a page that comes back shows that the wrong one was evicted. */
export const REGRET = 120;
/** Evictions by hand that are watched at a time. */
const WATCHED = 64;
/** Points against a page that was missed. */
const BAD = 0.15;

const keyOf = (pid: number, page: number): string => `${pid}:${page}`;

/** A person takes the page in a frame out of memory; whether that was wise, the next ticks tell. */
export function evict({ machine, state }: RoundContext, seat: SeatState, number: number): InputAnswer {
  const row = machine.frames()[number];
  if (row === undefined) return { ok: false, code: 'no-frame', message: 'There is no such frame.' };
  if (!machine.evict(number)) {
    return {
      ok: false,
      code: 'pinned',
      message:
        'The page in that frame can’t leave: it is free, the kernel’s, shared, or the disk is at work on it.',
    };
  }
  state.evictions.push({ key: keyOf(row.owner, row.page), seat: seat.id, tick: state.tick });
  if (state.evictions.length > WATCHED) state.evictions.shift();
  return { ok: true };
}

/** A person says whom the OOM killer takes. */
export function chooseVictim({ machine }: RoundContext, pid: number): InputAnswer {
  if (machine.oomVictim(pid)) return { ok: true };
  return {
    ok: false,
    code: 'no-oom',
    message: 'Only when nothing can leave memory any more must a process go: evict a page instead.',
  };
}

/** A page is needed: if it was evicted by hand a moment ago, that was the wrong one. */
export function regret({ state, emit }: RoundContext, pid: number, page: number): void {
  const at = state.evictions.findIndex((entry) => entry.key === keyOf(pid, page));
  const entry = state.evictions[at];
  if (entry === undefined) return;
  state.evictions.splice(at, 1);
  const seat = state.seats.get(entry.seat);
  if (seat === undefined) return;
  earn(seat, -BAD);
  mark(seat, 'memory', 0);
  const text = `pid ${pid} needs the page again that you evicted ${state.tick - entry.tick} ticks ago.`;
  emit({ kind: 'note', text, tone: 'bad' }, { only: seat.id });
}

/** Once a tick: evictions that somebody who waits regrets cost, and those that nobody has regretted pay. */
export function payEvictions(context: RoundContext): void {
  const { state, machine } = context;
  if (state.evictions.length === 0) return;
  for (const fault of machine.waitingFaults()) regret(context, fault.pid, fault.page);
  for (let first = state.evictions[0]; first !== undefined; first = state.evictions[0]) {
    if (state.tick - first.tick < REGRET) return;
    state.evictions.shift();
    const seat = state.seats.get(first.seat);
    if (seat !== undefined) mark(seat, 'memory', 1);
  }
}

const KINDS: Readonly<Record<FrameRow['kind'], number>> = {
  free: FRAME.free,
  kernel: FRAME.kernel,
  file: FRAME.file,
  anon: 0,
  shm: 0,
};

function bitsOf(row: FrameRow): number {
  return (
    KINDS[row.kind] |
    (row.accessed ? FRAME.accessed : 0) |
    (row.dirty ? FRAME.dirty : 0) |
    (row.pinned ? FRAME.pinned : 0)
  );
}

/** What the memory manager sees: frames and faults, and not a byte of what lies in them. */
export function memoryView({ machine }: RoundContext, { grade }: SeatState): MemoryView {
  const { memory, swap, freeFrames } = machine.state;
  const { minor, major, swapOuts, cleanEvictions, byHand, byFallback } = memory.counts;
  return {
    station: 'memory',
    frames: machine.frames().map((row) => [row.owner, row.page, bitsOf(row)] as const),
    faults: machine.waitingFaults(),
    free: freeFrames.length,
    swapUsed: swap.filter((slot) => slot !== null).length,
    swapSize: swap.length,
    swapped: machine.swappedByPid(),
    exhausted: machine.memoryExhausted(),
    fallback: memory.fallback,
    silent: memory.silent,
    minor,
    major,
    dirtyEvictions: swapOuts,
    cleanEvictions,
    byHand,
    byFallback,
    grade,
  };
}
