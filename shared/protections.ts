/** Switches of the simulated hardware and kernel. They change the simulated machine and nothing else. */
export const PROTECTIONS = [
  {
    id: 'rings',
    name: 'Privilege rings',
    short: 'rings',
    off: 'Every program may halt the core, switch interrupts off and write to the disk’s ports.',
  },
  {
    id: 'isolation',
    name: 'Memory isolation',
    short: 'isolation',
    off: 'Every address leads somewhere: into other processes, and into the kernel itself.',
  },
  {
    id: 'permissions',
    name: 'Permissions',
    short: 'permissions',
    off: 'Nobody asks who owns a file or a process: everybody may do what root may.',
  },
  {
    id: 'preemption',
    name: 'Preemption',
    short: 'preemption',
    off: 'The timer does not take cores back: who spins keeps one.',
  },
  {
    id: 'limits',
    name: 'Resource limits',
    short: 'limits',
    off: 'No process counts its memory, files or children any more.',
  },
  {
    id: 'kpti',
    name: 'KPTI and KASLR',
    short: 'KPTI',
    off: 'The kernel lies where everybody expects it; entering it costs a tick less.',
  },
] as const;

export type ProtectionName = (typeof PROTECTIONS)[number]['id'];
export const PROTECTION_NAMES = PROTECTIONS.map(({ id }) => id) as [ProtectionName, ...ProtectionName[]];
export type ProtectionsView = Record<ProtectionName, boolean>;

export const DEFAULT_PROTECTIONS: ProtectionsView = {
  rings: true,
  isolation: true,
  permissions: true,
  preemption: true,
  limits: true,
  kpti: false,
};
