import { isStation, type Role } from '../../shared/roles.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { assignRoles } from '../game/roles.ts';
import { generateNickname } from './names.ts';
import type { SeatTable } from './seats.ts';

/** Gives every player a role of the scenario, by what the host has set, by wishes and by turns. */
export function castPlayers(seats: SeatTable, scenario: Scenario, seed: number): void {
  const players = seats.players();
  const candidates = players.map(({ id, wish, assigned, past }) => ({ id, wish, assigned, past }));
  const roles = assignRoles(candidates, scenario, seed);
  for (const seat of players) seat.role = roles.get(seat.id) ?? 'process';
}

/** Fills up with bots to the fewest processes of the scenario; malware without a player is one of them. */
export function addBots(seats: SeatTable, { roles, leastProcesses }: Scenario): void {
  const players = seats.players();
  let processes = players.filter((seat) => !isStation(seat.role)).length;
  let infected = players.some((seat) => seat.role === 'malware') || !roles.malware;
  while (processes < leastProcesses) {
    const role: Role = infected ? 'process' : 'malware';
    infected = true;
    seats.add('bot', generateNickname(seats.takenNames()), role);
    processes += 1;
  }
}

export function dropBots(seats: SeatTable): void {
  for (const bot of seats.bots()) seats.remove(bot);
}
