import { matchMaker } from '@colyseus/core';
import { type Daily, dailyOf } from '../../shared/daily/day.ts';
import type { Level } from '../../shared/levels/schema.ts';
import type { Role } from '../../shared/roles.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { dailyLevel } from '../game/daily/level.ts';
import { RoomElsewhere, type RoomStore } from '../store/rooms.ts';
import { newCode, newSecret } from './codes.ts';
import type { DailyPlayer } from './daily.ts';
import { prepareDaily } from './daily-threads.ts';
import { MachineRoom, type RoomOptions } from './machine-room.ts';
import { SAVED_ROOM } from './saved.ts';

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
  readonly #rooms: RoomStore;
  /** Rooms that are being opened again. */
  readonly #waking = new Map<string, Promise<MachineRoom | undefined>>();

  constructor(maxRooms: number, rooms: RoomStore) {
    this.#maxRooms = maxRooms;
    this.#rooms = rooms;
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

  /** A room for one on the day's machine; its scores count for the player with that key, if any. */
  async daily(daily: Daily, who: DailyPlayer): Promise<string> {
    await prepareDaily(daily);
    const { id, title, role } = dailyLevel(daily);
    const solo = { role, nickname: who.name };
    return this.#create({ name: title, scenario: id, solo, level: true, daily: who });
  }

  async #create(options: Omit<RoomOptions, 'code' | 'services'>): Promise<string> {
    let code = newCode();
    while (this.find(code) !== undefined || (await this.#taken(code))) code = newCode();
    // `services` come with the room type's definition, on the server's side.
    await matchMaker.createRoom(ROOM_TYPE, { ...options, code });
    return code;
  }

  /** Whether a room that is not open now has this code. */
  async #taken(code: string): Promise<boolean> {
    return (await this.#rooms.read(code).catch(() => undefined)) !== undefined;
  }

  /**
   * The room of that code, opened again if its server has gone; undefined where there is none. Rejects with StoreDown where that
   * can't be known at the moment, and with RoomElsewhere where another server has it or was killed a few seconds ago.
   */
  wake(code: string): Promise<MachineRoom | undefined> {
    const open = this.find(code);
    if (open !== undefined) return Promise.resolve(open);
    const waking = this.#waking.get(code) ?? this.#open(code).finally(() => this.#waking.delete(code));
    this.#waking.set(code, waking);
    return waking;
  }

  async #open(code: string): Promise<MachineRoom | undefined> {
    const { data: saved } = SAVED_ROOM.safeParse(await this.#rooms.read(code));
    if (saved === undefined) return undefined;
    if (!(await this.#rooms.take(code))) throw new RoomElsewhere(code);
    const { name, prepared, course } = saved;
    const daily = dailyOf(course.scenario);
    if (daily !== undefined) await prepareDaily(daily);
    const options = { code, name, scenario: course.scenario, saved };
    try {
      await matchMaker.createRoom(ROOM_TYPE, prepared === null ? options : { ...options, prepared });
    } catch (error) {
      this.#rooms.release(code);
      throw error;
    }
    return this.find(code);
  }

  find(code: string): MachineRoom | undefined {
    const room = matchMaker.getLocalRoomById(code);
    return room instanceof MachineRoom ? room : undefined;
  }

  async card(code: string): Promise<RoomCard | undefined> {
    const room = await this.wake(code);
    if (room === undefined) return undefined;
    const { name, scenario, phase, locked } = room.state;
    return { code, name, scenario, phase, locked, players: room.players, maxPlayers: room.capacity };
  }
}
