import { createRound, type Round } from '../../server/game/round.ts';
import type { InputAnswer, RoundEvent, RoundSeat, SeatInput } from '../../server/game/types.ts';
import type { JobView, SelfView } from '../../shared/protocol/view.ts';
import type { Program, Role } from '../../shared/roles.ts';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';

/** First boot with the given programs dealt out in turn. */
export function scenarioOf(programs: Program[], changes: Partial<Scenario> = {}): Scenario {
  return { ...firstBoot, programs, ...changes };
}

export function seatsOf(roles: readonly Role[], bot = false): RoundSeat[] {
  return roles.map((role, index) => ({ id: `s${index}`, nickname: `Player ${index}`, role, bot }));
}

/** A round of people, without bots. */
export function people(scenario: Scenario, roles: readonly Role[], seed = 7): Round {
  return createRound({ scenario, seed, seats: seatsOf(roles) });
}

interface Parts {
  who: SelfView;
  job: JobView | null;
  program: Pick<SelfView, 'lines' | 'variables' | 'descriptors' | 'files'>;
  memory: { mappedPages: number; residentPages: number };
  strace: string[];
  terminal: string;
  journey: SelfView['journey'];
  exploits: SelfView['exploits'];
}

export function selfOf(round: Round, seat: string): Parts {
  return round.self(seat) as Parts;
}

export function run(round: Round, ticks: number): RoundEvent[] {
  return Array.from({ length: ticks }, () => round.tick()).flat();
}

/** Lets ticks pass until the condition holds; fails after `most`. */
export function until(round: Round, holds: () => boolean, most = 400): RoundEvent[] {
  const events: RoundEvent[] = [];
  for (let tick = 0; tick < most; tick += 1) {
    if (holds()) return events;
    events.push(...round.tick());
  }
  if (!holds()) throw new Error(`did not come about within ${most} ticks`);
  return events;
}

export function send(round: Round, seat: string, input: SeatInput): InputAnswer {
  return round.input(seat, input);
}

export function program(round: Round, seat: string, ...lines: string[]): InputAnswer {
  return round.input(seat, { type: 'program', lines });
}

/** Whether nothing is queued or running. */
export function isQuiet(round: Round, seat: string): boolean {
  return selfOf(round, seat).program.lines.every((line) => line.state === 'done' || line.state === 'failed');
}
