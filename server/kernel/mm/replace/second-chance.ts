import { least, type Replacement, type Resident } from './policy.ts';

/**
 * Second chance: FIFO's queue, but whoever was accessed since it joined loses the bit instead and joins again at the tail.
 * Chooses as the clock does; it moves pages where the clock moves a hand.
 */
export const secondChance: Replacement = ({ residents, clearAccessed, requeue }) => {
  for (;;) {
    const oldest = least(residents, (resident) => resident.loadedAt);
    if (!(residents[oldest] as Resident).accessed) return oldest;
    clearAccessed(oldest);
    requeue(oldest);
  }
};
