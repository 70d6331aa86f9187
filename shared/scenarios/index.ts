import { containers } from './containers.ts';
import { firstBoot } from './first-boot.ts';
import { forkBomb } from './fork-bomb.ts';
import { friendlyMachine } from './friendly-machine.ts';
import { infected } from './infected.ts';
import { interruptStorm } from './interrupt-storm.ts';
import { memoryPressure } from './memory-pressure.ts';
import { noProtection } from './no-protection.ts';
import { realTimeMusic } from './real-time-music.ts';
import { rushHour } from './rush-hour.ts';
import { SCENARIO, type Scenario } from './schema.ts';

/** Every scenario that a room can be hosted with; checked once, when it is loaded. */
export const SCENARIOS: readonly Scenario[] = [
  firstBoot,
  friendlyMachine,
  rushHour,
  realTimeMusic,
  memoryPressure,
  interruptStorm,
  infected,
  noProtection,
  forkBomb,
  containers,
].map((given) => SCENARIO.parse(given));

/** The scenario of that id, or undefined. */
export function scenario(id: string): Scenario | undefined {
  return SCENARIOS.find((known) => known.id === id);
}
