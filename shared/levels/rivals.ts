// Written by `npm run levels -- --stars`: what the algorithms reach on the same programs.
import type { Rivals } from './rivalry.ts';

export const RIVALS: Rivals = {
  'scheduler-1': { slowest: { fcfs: 50, rr: 50, sjf: 50, stcf: 50, mlfq: 5 } },
  'scheduler-2': { musicWait: { fcfs: 11.1, rr: 10, sjf: 11.1, stcf: 11.1, mlfq: 2.2 } },
  'scheduler-3': { turnaround: { fcfs: 261.8, rr: 261.8, sjf: 170.8, stcf: 170.8, mlfq: 217.8 } },
  'scheduler-4': { service: { fcfs: 345.1, rr: 360.9, sjf: 253.5, stcf: 250.1, mlfq: 279.1 } },
};
