import { type DiskPolicy, nextIn } from './policy.ts';

/** LOOK: as the elevator, but the arm turns at the last request instead of at the edge. */
export const look: DiskPolicy = ({ arm, direction }, queue) => {
  const ahead = nextIn(arm, direction, queue);
  if (ahead !== undefined) return { index: ahead, via: [], direction };
  const back: 1 | -1 = direction === 1 ? -1 : 1;
  return { index: nextIn(arm, back, queue) ?? 0, via: [], direction: back };
};
