import { cpuPlayers } from './cpu.ts';
import { filesPlayers } from './files.ts';
import { interruptsPlayers } from './interrupts.ts';
import { memoryPlayers } from './memory.ts';
import { processesPlayers } from './processes.ts';
import { separationPlayers } from './separation.ts';
import type { Pair } from './types.ts';
import { userspacePlayers } from './userspace.ts';

/** The two players of every level, by its id. */
export const PLAYERS: Readonly<Record<string, Pair>> = {
  ...userspacePlayers,
  ...filesPlayers,
  ...processesPlayers,
  ...cpuPlayers,
  ...memoryPlayers,
  ...interruptsPlayers,
  ...separationPlayers,
};
