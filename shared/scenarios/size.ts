import type { Role } from '../roles.ts';
import type { Scenario } from './schema.ts';

/** Players from which on the machine has a memory manager, and somebody for interrupts and the disk. */
const MEMORY_FROM = 10;
const IO_FROM = 14;

/** How many of each role N players have: a scheduler for every 12 begun, malware for every 10 begun from 6 on, and with it an auditor. */
export function roleCounts(players: number, { roles }: Pick<Scenario, 'roles'>): Record<Role, number> {
  const scheduler = roles.scheduler && players >= 2 ? Math.ceil(players / 12) : 0;
  const malware = roles.malware && players >= 6 ? Math.ceil(players / 10) : 0;
  const memory = roles.memory && players >= MEMORY_FROM ? 1 : 0;
  const io = roles.io && players >= IO_FROM ? 1 : 0;
  const auditor = roles.auditor && malware > 0 ? 1 : 0;
  const process = Math.max(0, players - scheduler - memory - io - auditor - malware);
  return { scheduler, memory, io, auditor, malware, process };
}

/** Cores of a machine, and frames beside the kernel's own. Every scheduler has a core at least. */
export function machineSize(
  { processesPerCore, framesPerProcess }: Scenario['machine'],
  processes: number,
  schedulers: number,
): { cores: number; frames: number } {
  const cores = Math.min(16, Math.max(1, schedulers, Math.ceil(processes / processesPerCore)));
  return { cores, frames: processes * framesPerProcess };
}
