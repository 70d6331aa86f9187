/** What a seat plays. `host` runs the room, `watch` is the projector; neither takes part in the round. */
export const ROLES = ['process', 'scheduler', 'memory', 'io', 'auditor', 'malware'] as const;
export type Role = (typeof ROLES)[number];

/** Roles that are part of the kernel's policy: they have no process of their own. */
export const STATIONS = ['scheduler', 'memory', 'io', 'auditor'] as const;
export type Station = (typeof STATIONS)[number];

/** A scheduler has a core at least, and a machine no more than these. */
export const MOST_SCHEDULERS = 16;

export function isStation(role: string): role is Station {
  return (STATIONS as readonly string[]).includes(role);
}

/** `waiting`: before the door, until the host lets them in. */
export type SeatKind = Role | 'host' | 'watch' | 'waiting';

/** Programs a process player can be: the applications of userspace. */
export const PROGRAMS = ['ls', 'cat', 'cp', 'edit', 'browser', 'httpd', 'cc', 'player', 'sh'] as const;
export type Program = (typeof PROGRAMS)[number];

export const PHASES = ['lobby', 'boot', 'run', 'results'] as const;
export type Phase = (typeof PHASES)[number];
