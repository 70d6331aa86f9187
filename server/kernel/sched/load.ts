import { USER_HZ } from '../time.ts';
import type { Kernel } from '../types.ts';
import { readyPids } from './lists.ts';

/** Ticks between two samples: five seconds and one tick (`LOAD_FREQ`). */
const EVERY = 5 * USER_HZ + 1;
/** A load of 1, and what is left of the old value after a sample, for 1, 5 and 15 minutes (`EXP_1`, …). */
const FIXED_1 = 2048;
const DECAY = [1884, 2014, 2037] as const;

/** Load averages: how many processes ran, wanted to run or waited for the disk, decaying (`calc_load`, include/linux/sched/loadavg.h). */
export function updateLoad(k: Kernel): void {
  const { tick, cores, sched, waiters } = k.state;
  if (tick % EVERY !== 0) return;
  const running = cores.filter((core) => core.pid !== 0).length;
  const active = (running + readyPids(sched).length + (waiters.get('disk')?.length ?? 0)) * FIXED_1;
  k.state.load = k.state.load.map((load, index) => {
    const decay = DECAY[index] ?? FIXED_1;
    const sum = load * decay + active * (FIXED_1 - decay) + (active >= load ? FIXED_1 - 1 : 0);
    return Math.floor(sum / FIXED_1);
  });
}
