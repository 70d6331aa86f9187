import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { stamp } from '../panic.ts';
import { forceSignal, sendSignal } from '../proc/signals.ts';
import type { AddressSpace, Kernel, Task } from '../types.ts';

/** Entries that one page of a page table holds. */
const ENTRIES = 512;
const KIB = PAGE_SIZE / 1024;

/** What a process holds, in pages. */
export interface Footprint {
  total: number;
  anon: number;
  file: number;
  shared: number;
  swap: number;
  /** Pages of its page tables: its own levels, and one for each stretch of 2 MiB that it uses. */
  tables: number;
}

export function footprint(k: Kernel, space: AddressSpace): Footprint {
  const sum: Footprint = { total: 0, anon: 0, file: 0, shared: 0, swap: 0, tables: 3 };
  for (const area of space.vmas) sum.total += (area.end - area.start) / PAGE_SIZE;
  const leaves = new Set<number>();
  for (const [page, entry] of space.pages) {
    leaves.add(Math.floor(page / ENTRIES));
    if (entry.frame < 0) {
      if (entry.swap >= 0) sum.swap += 1;
      continue;
    }
    const kind = k.state.frames[entry.frame]?.kind;
    if (kind === 'file') sum.file += 1;
    else if (kind === 'shm') sum.shared += 1;
    else sum.anon += 1;
  }
  sum.tables += leaves.size;
  return sum;
}

/**
 * How bad a process is: pages in memory and swap and of page tables, moved by `oom_score_adj` thousandths of all memory and swap
 * (`oom_badness`, `man 5 proc_pid_oom_score_adj`). −Infinity: it may not be killed.
 */
export function badness(k: Kernel, task: Task): number {
  if (task.mm === null || task.pid === 1 || task.oomScoreAdj === -1000) return Number.NEGATIVE_INFINITY;
  const { anon, file, shared, swap, tables } = footprint(k, task.mm);
  const all = k.state.frames.length + k.state.swap.length;
  return anon + file + shared + swap + tables + Math.trunc((task.oomScoreAdj * all) / 1000);
}

/** The process that the OOM killer takes: the worst, the youngest of equals; undefined: nobody may be killed. */
export function worst(k: Kernel): Task | undefined {
  let found: Task | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const task of k.state.tasks.values()) {
    const points = badness(k, task);
    if (points === Number.NEGATIVE_INFINITY || points < most) continue;
    found = task;
    most = points;
  }
  return found;
}

/** The line that the kernel logs (`__oom_kill_process` in mm/oom_kill.c). */
function logLine(k: Kernel, task: Task): string {
  const { total, anon, file, shared, tables } = footprint(k, task.mm as AddressSpace);
  return (
    `Out of memory: Killed process ${task.pid} (${task.comm}) total-vm:${total * KIB}kB, anon-rss:${anon * KIB}kB, ` +
    `file-rss:${file * KIB}kB, shmem-rss:${shared * KIB}kB, UID:${task.cred.uid} pgtables:${tables * KIB}kB ` +
    `oom_score_adj:${task.oomScoreAdj}`
  );
}

/** Kills that process for its memory. `cause` is at work in the kernel: it dies on its way back to user mode. */
export function oomKillTask(k: Kernel, victim: Task, cause: Task | undefined, by: 'badness' | 'human'): void {
  const points = badness(k, victim);
  k.state.memory.counts.oomKills += 1;
  const log = logLine(k, victim);
  k.state.log.push(stamp(k.state.tick) + log);
  k.events.push({ kind: 'oom', pid: victim.pid, uid: victim.cred.uid, points, by, log });
  const { mm } = victim;
  // Whoever shares the memory goes too, or none of it would come back.
  for (const task of [...k.state.tasks.values()].filter((other) => other.mm === mm)) {
    if (task.pid === cause?.pid || task.pid === k.current) sendSignal(k, task, signals.SIGKILL, 0);
    else forceSignal(k, task, signals.SIGKILL);
  }
}

/** Somebody has to go so that others can go on. Returns the victim's pid, 0 where nobody may be killed. */
export function oomKill(k: Kernel, cause: Task): number {
  const victim = worst(k);
  if (victim === undefined) return 0;
  oomKillTask(k, victim, cause, 'badness');
  return victim.pid;
}
