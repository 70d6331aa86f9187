import type { StationPolicies } from '../../shared/policies.ts';
import { hashOf } from '../store/secrets.ts';

/** Somebody whom the host has taken out of the room for good. */
export interface Ban {
  /** Id of the seat that was taken. */
  seat: string;
  nickname: string;
  /** Hashes of what they would come back by: the seat's secret, and the player key that the browser sent. */
  keys: string[];
}

/** What the host has set for a room, as plain data: all of it that outlasts a message. */
export interface RoomSettings {
  /** Newcomers stay out; seats with a secret come back. */
  locked: boolean;
  /** Everybody is shown by a made-up name. */
  generatedNames: boolean;
  /** Newcomers wait until the host lets them in. */
  waitingRoom: boolean;
  /** Most players, those who wait among them; 0: as many as the server lets in. */
  capacity: number;
  /** Algorithms that the host has chosen for stations where nobody sits; absent: the scenario's. */
  policies: Partial<StationPolicies>;
  banned: Ban[];
  /** Projectors show how the class answers while a poll is open. */
  bars: boolean;
}

export function newSettings(): RoomSettings {
  return {
    locked: false,
    generatedNames: false,
    waitingRoom: false,
    capacity: 0,
    policies: {},
    banned: [],
    bars: false,
  };
}

/** Whether one of these keys is of somebody who was taken out of the room. */
export function isBanned({ banned }: RoomSettings, keys: readonly (string | undefined)[]): boolean {
  if (banned.length === 0) return false;
  const hashes = keys.flatMap((key) => (key === undefined ? [] : [hashOf(key)]));
  return banned.some((ban) => ban.keys.some((key) => hashes.includes(key)));
}
