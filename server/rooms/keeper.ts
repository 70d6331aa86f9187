import { matchMaker } from '@colyseus/core';
import type { Level } from '../../shared/levels/schema.ts';
import type { Role } from '../../shared/roles.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { newCode, newSecret } from './codes.ts';
import { MachineRoom, type RoomOptions } from './machine-room.ts';

export const ROOM_TYPE = 'machine';

/** What anybody who has the code may know of a room before joining it. */
export interface RoomCard {
  code: string;
  name: string;
  scenario: string;
  phase: string;
  locked: boolean;
  players: number;
  maxPlayers: number;
}

/** Makes rooms and finds them by their code. */
export class RoomKeeper {
  readonly #maxRooms: number;

  constructor(maxRooms: number) {
    this.#maxRooms = maxRooms;
  }

  get count(): number {
    return matchMaker.stats.local.roomCount;
  }

  get full(): boolean {
    return this.count >= this.#maxRooms;
  }

  /** A class's room, with a scenario of Userland's own by its id, or with the teacher's: its code and the key that makes one its host. */
  async host(name: string, scenario: string | Scenario): Promise<{ code: string; hostKey: string }> {
    const hostKey = newSecret();
    const prepared =
      typeof scenario === 'string' ? { scenario } : { scenario: scenario.id, prepared: scenario };
    const code = await this.#create({ name, ...prepared, hostKey });
    return { code, hostKey };
  }

  /** A room for one, running already; the first who joins gets the role. */
  async solo(scenario: string, role: Role, nickname?: string): Promise<string> {
    const solo = nickname === undefined ? { role } : { role, nickname };
    return this.#create({ name: 'Solo', scenario, solo });
  }

  /** A room for one on a level's machine; stars count for the player with that key, if any. */
  async level({ id, title, role }: Level, player?: string): Promise<string> {
    const options = { name: title, scenario: id, solo: { role }, level: true };
    return this.#create(player === undefined ? options : { ...options, player });
  }

  async #create(options: Omit<RoomOptions, 'code' | 'services'>): Promise<string> {
    let code = newCode();
    while (this.find(code) !== undefined) code = newCode();
    // `services` come with the room type's definition, on the server's side.
    await matchMaker.createRoom(ROOM_TYPE, { ...options, code });
    return code;
  }

  find(code: string): MachineRoom | undefined {
    const room = matchMaker.getLocalRoomById(code);
    return room instanceof MachineRoom ? room : undefined;
  }

  card(code: string): RoomCard | undefined {
    const room = this.find(code);
    if (room === undefined) return undefined;
    const { name, scenario, phase, locked } = room.state;
    return { code, name, scenario, phase, locked, players: room.players, maxPlayers: room.capacity };
  }
}
