import { ALL_PROTECTIONS, type Scenario } from '../../shared/scenarios/schema.ts';
import type { PrepareText } from '../i18n/prepare.ts';

const NO_PROTECTIONS = {
  preemption: true,
  rings: false,
  isolation: false,
  permissions: false,
  limits: false,
};

/** Changes of several fields at once. */
export const PRESETS: readonly { label: PrepareText; change: (scenario: Scenario) => Partial<Scenario> }[] = [
  {
    label: 'presetCalm',
    change: ({ machine }) => ({ machine: { ...machine, processesPerCore: 3, framesPerProcess: 12 } }),
  },
  {
    label: 'presetCrowded',
    change: ({ machine }) => ({ machine: { ...machine, processesPerCore: 12, framesPerProcess: 8 } }),
  },
  {
    label: 'presetTight',
    change: ({ machine, roles }) => ({
      machine: { ...machine, framesPerProcess: 2, swapSlots: 128 },
      roles: { ...roles, memory: true },
    }),
  },
  { label: 'presetWalls', change: () => ({ protections: ALL_PROTECTIONS }) },
  { label: 'presetOpen', change: () => ({ protections: NO_PROTECTIONS }) },
];
