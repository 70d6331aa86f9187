import type { Pair } from './types.ts';
import { userspacePlayers } from './userspace.ts';

/** The two players of every level, by its id. */
export const PLAYERS: Readonly<Record<string, Pair>> = { ...userspacePlayers };
