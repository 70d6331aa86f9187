import { type Arm, distance } from './policy.ts';
import { type DiskAlgorithm, diskPolicies } from './table.ts';

export interface SeekAnswer {
  /** Cylinders in the order in which they are served. */
  order: number[];
  /** Cylinders that the arm crosses in all. */
  seek: number;
}

/** Runs an exercise: requests that are all there at the beginning, under an algorithm of the game's disk. */
export function replaySeeks(policy: DiskAlgorithm, start: Arm, cylinders: readonly number[]): SeekAnswer {
  const disk = { ...start };
  const queue = cylinders.map((cylinder) => ({ cylinder }));
  const order: number[] = [];
  let seek = 0;
  while (queue.length > 0) {
    const { index, via, direction } = diskPolicies[policy](disk, queue);
    const [served] = queue.splice(index, 1) as [{ cylinder: number }];
    seek += distance(disk.arm, via, served.cylinder);
    disk.arm = served.cylinder;
    disk.direction = direction;
    order.push(served.cylinder);
  }
  return { order, seek };
}
