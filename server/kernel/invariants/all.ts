import type { MachineState } from '../types.ts';
import { fileFaults } from './files.ts';
import { memoryFaults } from './memory.ts';
import { netFaults } from './net.ts';
import { processFaults } from './processes.ts';

/**
 * What must hold between two ticks, whatever programs and players do: a sentence for each thing that does not. Tests ask after
 * every tick; it walks the whole machine, so that a running game never does.
 */
export function invariantFaults(state: MachineState): string[] {
  return [...processFaults(state), ...memoryFaults(state), ...fileFaults(state), ...netFaults(state)];
}
