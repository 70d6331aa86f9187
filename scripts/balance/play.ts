import { assignRoles } from '../../server/game/roles.ts';
import { createRound } from '../../server/game/round.ts';
import type { RoundSeat } from '../../server/game/types.ts';
import { isStation, type Role } from '../../shared/roles.ts';
import type { TeamMeasure } from '../../shared/scenarios/goals.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { Skill } from '../../shared/skills.ts';

/** A round to play: who is how good, and from which seed. */
export interface Sample {
  scenario: Scenario;
  seed: number;
  players: number;
  /** Skill of everybody but malware, and of malware. */
  crew: Skill;
  malware: Skill;
}

/** What came of it. */
export interface Figures {
  won: boolean;
  held: boolean;
  /** The user's patience at every tenth of the round, from its begin to its end; 0 after the plug was pulled. */
  patience: number[];
  measures: Record<TeamMeasure, number>;
  malware: { breaches: number; caught: boolean; won: boolean }[];
  /** Points of each seat, by role, and the role of who has most. */
  points: [Role, number][];
  best: Role;
}

/** The seats of a class of so many, as a room would deal the roles out; bots fill up to a lively machine. */
export function seatsOf({ scenario, seed, players, crew, malware }: Sample): RoundSeat[] {
  const people = Array.from({ length: players }, (_, index) => ({
    id: `s${index + 1}`,
    wish: '' as const,
    past: [],
  }));
  const roles = assignRoles(people, scenario, seed);
  const seats = people.map(({ id }): [string, Role] => [id, roles.get(id) ?? 'process']);
  const processes = seats.filter(([, role]) => !isStation(role)).length;
  for (let more = processes; more < scenario.leastProcesses; more += 1) seats.push([`b${more}`, 'process']);
  return seats.map(([id, role]) => ({
    id,
    nickname: id,
    role,
    bot: true,
    skill: role === 'malware' ? malware : crew,
  }));
}

const TENTHS = 10;

export function playSample(sample: Sample): Figures {
  const { scenario, seed } = sample;
  const round = createRound({ scenario, seed, seats: seatsOf(sample) });
  const patience = [100];
  while (!round.over) {
    round.tick();
    if (round.tickNumber >= (scenario.lengthTicks * patience.length) / TENTHS)
      patience.push(round.world().patience);
  }
  while (patience.length <= TENTHS) patience.push(0);
  const { team, ranks } = round.results();
  return {
    won: team.won,
    held: team.held,
    patience,
    measures: round.measures(),
    malware: team.malware.map(({ breaches, caught, won }) => ({ breaches, caught, won })),
    points: ranks.map(({ role, points }) => [role, points]),
    best: ranks[0]?.role ?? 'process',
  };
}
