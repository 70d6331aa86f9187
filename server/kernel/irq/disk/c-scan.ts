import { type DiskPolicy, nextIn } from './policy.ts';

/**
 * C-SCAN: serves in one direction only, to the edge, and sweeps back to the other edge without serving, so that the middle
 * is no better off than the rims. The sweep counts as arm movement.
 */
export const cScan: DiskPolicy = ({ arm, direction, cylinders }, queue) => {
  const ahead = nextIn(arm, direction, queue);
  if (ahead !== undefined) return { index: ahead, via: [], direction };
  const edge = direction === 1 ? cylinders - 1 : 0;
  const other = cylinders - 1 - edge;
  return { index: nextIn(other, direction, queue) ?? 0, via: [edge, other], direction };
};
