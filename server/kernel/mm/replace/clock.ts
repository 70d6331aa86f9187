import type { Replacement, Resident } from './policy.ts';

/** The clock: passes over pages accessed since the hand last came by, taking their bit away (OSTEP chapter 22.8). */
export const clock: Replacement = (replacing) => {
  const { residents } = replacing;
  for (;;) {
    const index = replacing.hand % residents.length;
    replacing.hand = (index + 1) % residents.length;
    if (!(residents[index] as Resident).accessed) return index;
    replacing.clearAccessed(index);
  }
};
