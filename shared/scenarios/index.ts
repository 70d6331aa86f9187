import { firstBoot } from './first-boot.ts';
import { friendlyMachine } from './friendly-machine.ts';
import { infected } from './infected.ts';
import { interruptStorm } from './interrupt-storm.ts';
import { memoryPressure } from './memory-pressure.ts';
import { SCENARIO, type Scenario } from './schema.ts';

/** Every scenario that a room can be hosted with; checked once, when it is loaded. */
export const SCENARIOS: readonly Scenario[] = [
  firstBoot,
  friendlyMachine,
  memoryPressure,
  interruptStorm,
  infected,
].map((given) => SCENARIO.parse(given));

/** The scenario of that id, or undefined. */
export function scenario(id: string): Scenario | undefined {
  return SCENARIOS.find((known) => known.id === id);
}
