import { drawFor } from '../../daily/draw.ts';
import { schedulerDay } from '../../daily/scheduler.ts';
import type { LevelSource } from '../schema.ts';

/** The level after which the daily machines are open to everybody. */
export const DAILY_LEVEL = 'scheduler-4';

/** A sample day: drawn by the rule of every day, and the same for ever. */
export const dailyMachine: LevelSource = {
  ...schedulerDay(drawFor(DAILY_LEVEL), DAILY_LEVEL),
  title: 'The daily machine',
  story: 'Every day brings eight new programs. This one is for practice: does your rule hold?',
};
