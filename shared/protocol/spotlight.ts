import type { Program } from '../roles.ts';

/** Lines of strace that a spotlight shows. */
export const SPOTLIGHT_LINES = 12;

/** The process that the host shows to everybody who sees the projector; what else is to be seen of it is in `processes`. */
export interface SpotlightView {
  pid: number;
  program: Program;
  /** As the world names it; '' for a process without a player. */
  nickname: string;
  /** Its last calls as strace prints them, oldest first, at most `SPOTLIGHT_LINES`. */
  strace: string[];
  /** The line that the host has picked out, '' for none. */
  line: string;
  /** The process is gone; the rest is as it was last. */
  ended: boolean;
}
