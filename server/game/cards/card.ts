import type { MechanismId } from '../../../shared/walls.ts';

/** What an attack aims at: somebody else's process. */
export interface Victim {
  /** Its number as the attacker counts; of somebody out of sight, the machine's. */
  pid: number;
  user: string;
  /** The attacker's own user. */
  me: string;
}

export type Aim = 'near' | 'beyond';

/** A card of malware. Its lines go into the program like any others; the kernel alone decides what comes of them. */
export interface Card {
  id: string;
  title: string;
  text: string;
  /** Dealt only to whoever lives in a container. */
  inside?: true;
  /** Whom it aims at, if anybody: one whom the attacker sees, or one outside of its container. */
  aim?: Aim;
  lines(victim: Victim): string[];
}

/** An attack that a mechanism stops. */
export interface Exploit extends Card {
  /** The wall it runs into while the protections are on. */
  mechanism: MechanismId;
}

/** A chance that people or policy leave open: it comes to nothing where they were careful, and no wall is met. */
export interface Opportunity extends Card {
  /** The breach that it is paid for. */
  wins: string;
}

/** Reads a file aloud, if it can be opened. */
export const readAloud = (path: string): string[] => [
  `fd = open("${path}", O_RDONLY)`,
  'if fd > 0: n = read(fd, buf, 4096); write(1, buf, n); close(fd)',
];
