import { type DiskPolicy, heading, leastBy } from './policy.ts';

/** Shortest seek time first: always the nearest, though who is far away may wait for ever (OSTEP chapter 37.5). */
export const sstf: DiskPolicy = ({ arm, direction }, queue) => {
  const index = leastBy(queue, (cylinder) => Math.abs(cylinder - arm)) ?? 0;
  return { index, via: [], direction: heading(arm, queue[index]?.cylinder ?? arm, direction) };
};
