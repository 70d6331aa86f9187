import { type DiskPolicy, heading } from './policy.ts';

/** First come, first served: fair, and the arm runs to and fro. */
export const fcfs: DiskPolicy = ({ arm, direction }, [first]) => ({
  index: 0,
  via: [],
  direction: heading(arm, first?.cylinder ?? arm, direction),
});
