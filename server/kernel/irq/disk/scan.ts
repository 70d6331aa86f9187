import { type DiskPolicy, nextIn } from './policy.ts';

/** SCAN, the elevator: to the edge in one direction, then back, serving what lies on the way (OSTEP chapter 37.5). */
export const scan: DiskPolicy = ({ arm, direction, cylinders }, queue) => {
  const ahead = nextIn(arm, direction, queue);
  if (ahead !== undefined) return { index: ahead, via: [], direction };
  const back: 1 | -1 = direction === 1 ? -1 : 1;
  const edge = direction === 1 ? cylinders - 1 : 0;
  return { index: nextIn(edge, back, queue) ?? 0, via: [edge], direction: back };
};
