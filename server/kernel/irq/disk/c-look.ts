import { type DiskPolicy, nextIn } from './policy.ts';

/** C-LOOK: serves in one direction only and sweeps back from the last request to the first one on the other side. */
export const cLook: DiskPolicy = ({ arm, direction, cylinders }, queue) => {
  const ahead = nextIn(arm, direction, queue);
  if (ahead !== undefined) return { index: ahead, via: [], direction };
  const start = direction === 1 ? 0 : cylinders - 1;
  return { index: nextIn(start, direction, queue) ?? 0, via: [], direction };
};
