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

/** A machine for planning: calls and sleep cost nothing beside the ticks, and whoever has a core keeps it long. */
export const PLANNING = {
  machine: {
    ...QUIET_MACHINE.machine,
    quantum: 50,
    costs: { modeSwitch: 0, contextSwitch: 1, pageFault: 0, disk: 0 },
  },
  protections: ALL_PROTECTIONS,
  role: 'scheduler',
  thinks: true,
} satisfies Partial<LevelSource>;

/** The first step of a level that is planned: nothing happens before its player is ready. */
export const START = (text: string) =>
  ({
    text: 'Look at the task, then start.',
    ask: { kind: 'fixed', text, options: ['Start the clock'], right: 0, why: [''] },
    after: 'The clock runs. It stands still whenever the machine waits for your choice.',
    hints: [
      'Nothing happens before you start.',
      'You have all the time you need for each choice.',
      'Tap “Start the clock”, or press A.',
    ],
  }) satisfies LevelSource['steps'][number];

/** Somebody else who works now and then, so that the machine is alive. */
export const neighbour = (program: 'cc' | 'edit' | 'player', at = 0) => ({
  program,
  at,
  lines: ['repeat 60: work 2; nanosleep(9)', 'repeat 60: work 2; nanosleep(9)'],
});
