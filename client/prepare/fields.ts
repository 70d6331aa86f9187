import { SCHEDULING } from '../../shared/scenarios/schema.ts';
import { POLICY_NAMES } from '../hud/format.ts';
import type { PrepareText } from '../i18n/prepare.ts';

/** A field of the form: where in the scenario it stands, what may be in it, and in what words. */
export type Field = { path: string; label: PrepareText; help: PrepareText } & (
  | { kind: 'text'; max: number; long?: boolean }
  /** `each`: what one of what is shown stands for in the scenario, such as 300 ticks a minute. */
  | { kind: 'number'; min: number; max: number; each?: number; unit?: PrepareText }
  | { kind: 'choice'; options: readonly { value: string; label: PrepareText | string }[]; none: string }
);

const TICKS_PER_MINUTE = 300;
const number = (path: string, min: number, max: number, unit?: PrepareText): Field => {
  const label = path.split('.').at(-1) as PrepareText;
  return {
    path,
    label,
    help: `${label}Help` as PrepareText,
    kind: 'number',
    min,
    max,
    ...(unit && { unit }),
  };
};

export const LESSON: readonly Field[] = [
  { path: 'name', label: 'name', help: 'nameHelp', kind: 'text', max: 40 },
  { path: 'blurb', label: 'blurb', help: 'blurbHelp', kind: 'text', max: 200, long: true },
  {
    path: 'lengthTicks',
    label: 'minutes',
    help: 'minutesHelp',
    kind: 'number',
    min: 1,
    max: 20,
    each: TICKS_PER_MINUTE,
    unit: 'minutesUnit',
  },
];

export const CLASS: readonly Field[] = [
  {
    path: 'recipes',
    label: 'recipes',
    help: 'recipesHelp',
    kind: 'choice',
    none: 'beginner',
    options: [
      { value: 'beginner', label: 'recipes_beginner' },
      { value: 'goals', label: 'recipes_goals' },
      { value: 'expert', label: 'recipes_expert' },
    ],
  },
  number('leastProcesses', 1, 40),
  {
    path: 'bots',
    label: 'bots',
    help: 'botsHelp',
    kind: 'choice',
    none: 'middling',
    options: [
      { value: 'novice', label: 'bots_novice' },
      { value: 'middling', label: 'bots_middling' },
      { value: 'expert', label: 'bots_expert' },
    ],
  },
];

export const MACHINE: readonly Field[] = [
  number('machine.processesPerCore', 1, 16),
  number('machine.framesPerProcess', 1, 64),
  {
    path: 'machine.policy',
    label: 'policy',
    help: 'policyHelp',
    kind: 'choice',
    none: 'rr',
    options: SCHEDULING.map((value) => ({ value, label: POLICY_NAMES[value] ?? value })),
  },
  number('machine.quantum', 1, 50, 'ticksUnit'),
];

export const ADVANCED: readonly Field[] = [
  number('jobs.pause', 1, 600, 'ticksUnit'),
  number('jobs.patience', 20, 6000, 'ticksUnit'),
  number('machine.costs.modeSwitch', 0, 10, 'ticksUnit'),
  number('machine.costs.contextSwitch', 0, 10, 'ticksUnit'),
  number('machine.costs.pageFault', 0, 10, 'ticksUnit'),
  number('machine.costs.disk', 0, 50, 'ticksUnit'),
  number('machine.swapSlots', 0, 4096),
  number('machine.limits.nproc', 1, 64),
  number('machine.limits.nofile', 4, 1024),
  number('machine.limits.memoryPages', 8, 1024),
];

/** Parts that a scenario may have or not, with what they begin with. */
export const PARTS = [
  {
    path: 'machine.devices',
    label: 'devices',
    help: 'devicesHelp',
    begin: { keyboardBytes: 24, ringPackets: 4, keyboardDeadline: 40, networkDeadline: 40 },
    fields: [
      number('machine.devices.keyboardBytes', 1, 4096),
      number('machine.devices.ringPackets', 1, 256),
      number('machine.devices.keyboardDeadline', 1, 200, 'ticksUnit'),
      number('machine.devices.networkDeadline', 1, 200, 'ticksUnit'),
    ],
  },
  {
    path: 'traffic',
    label: 'traffic',
    help: 'trafficHelp',
    begin: { keysEvery: 11, keys: 6, packetsEvery: 9 },
    fields: [
      number('traffic.keysEvery', 1, 6000, 'ticksUnit'),
      number('traffic.keys', 1, 64),
      number('traffic.packetsEvery', 1, 6000, 'ticksUnit'),
    ],
  },
] as const satisfies readonly {
  path: string;
  label: PrepareText;
  help: PrepareText;
  begin: object;
  fields: readonly Field[];
}[];

/** The field of that path; undefined for what has no field of its own. */
export function fieldOf(path: string): Field | undefined {
  const parts = PARTS.flatMap(({ fields }) => fields);
  return [...LESSON, ...CLASS, ...MACHINE, ...ADVANCED, ...parts].find((field) => field.path === path);
}
