import { ALL_PROTECTIONS } from '../scenarios/schema.ts';
import type { LevelSource } from './schema.ts';

/** The machine that most levels are played on: one core, everything protected, a disk that takes its time. */
export const QUIET_MACHINE = {
  machine: {
    processesPerCore: 8,
    framesPerProcess: 12,
    swapSlots: 64,
    quantum: 4,
    policy: 'rr',
    costs: { modeSwitch: 1, contextSwitch: 1, pageFault: 1, disk: 4 },
    limits: { nproc: 4, nofile: 16, memoryPages: 32 },
  },
  protections: ALL_PROTECTIONS,
  cores: 1,
} satisfies Partial<LevelSource>;

/** Somebody else who works now and then, so that the machine is alive. */
export const neighbour = (program: 'cc' | 'edit' | 'player', at = 0) => ({
  program,
  at,
  lines: ['repeat 60: work 2; nanosleep(9)', 'repeat 60: work 2; nanosleep(9)'],
});
