import type { Client } from '@colyseus/core';
import { type RoomState, Seat } from '../../shared/protocol/state.ts';
import { ROLES, type Role, type SeatKind } from '../../shared/roles.ts';
import { hashOf } from '../store/secrets.ts';
import { newSecret, sameSecret } from './codes.ts';
import { generateNickname, nameKey } from './names.ts';
import type { SavedSeat } from './saved.ts';

/** Id of the host's seat; players' seats are `s1`, `s2`, …, bots' `b1`, `b2`, …. */
export const HOST_SEAT = 'host';
const AVATARS = 12;

/** A seat as the server knows it. The public part is `shown`, which is in the synchronised state. */
export interface SeatRecord {
  readonly id: string;
  /** What its player comes back by; '' after a restart, until that player has come back: the store keeps but the hash. */
  secret: string;
  secretHash: string;
  readonly host: boolean;
  readonly bot: boolean;
  readonly shown: Seat;
  /** Role of this round; in the lobby, of the last one. */
  role: Role;
  wish: Role | '';
  /** What the host has set for the next round. */
  assigned: Role | '';
  /** The nickname as it was typed; what is shown may be a made-up one. */
  typed: string;
  /** Roles of the rounds played, oldest first. */
  past: Role[];
  ready: boolean;
  client: Client | undefined;
  /** Room time at which the connection went, in milliseconds. */
  leftAt: number | undefined;
  /** Key under which this player's progress is kept; undefined for whoever keeps none. */
  player: string | undefined;
  /** Made ahead for somebody who has not come yet. */
  reserved: boolean;
  /** Before the door, until the host lets them in: nobody else sees the seat, and it is in no round. */
  waiting: boolean;
}

/** The seats of one room; keeps the synchronised map in step. */
export class SeatTable {
  readonly #state: RoomState;
  readonly #records = new Map<string, SeatRecord>();
  #made = 0;

  constructor(state: RoomState) {
    this.#state = state;
  }

  add(kind: 'host' | 'player' | 'waiting' | 'bot', nickname: string, role: Role): SeatRecord {
    this.#made += 1;
    const id = kind === 'host' ? HOST_SEAT : `${kind === 'bot' ? 'b' : 's'}${this.#made}`;
    const shown = new Seat();
    shown.id = id;
    shown.nickname = nickname;
    shown.avatar = this.#made % AVATARS;
    shown.bot = kind === 'bot';
    shown.connected = kind === 'bot';
    const secret = newSecret();
    const record: SeatRecord = {
      id,
      secret,
      secretHash: hashOf(secret),
      host: kind === 'host',
      bot: kind === 'bot',
      shown,
      role,
      wish: '',
      assigned: '',
      typed: nickname,
      past: [],
      ready: false,
      client: undefined,
      leftAt: undefined,
      player: undefined,
      reserved: false,
      waiting: kind === 'waiting',
    };
    this.#records.set(id, record);
    if (!record.waiting) this.#state.seats.set(id, shown);
    return record;
  }

  /** A seat as another server has left it: nobody is connected. */
  restore(saved: SavedSeat): void {
    const { id, kind, secret, role, wish, assigned, past, typed, waiting, reserved } = saved;
    const { nickname, avatar, points } = saved;
    const [host, bot] = [kind === 'host', kind === 'bot'];
    const shown = new Seat();
    Object.assign(shown, { id, nickname, avatar, points, bot, connected: bot });
    const person = { secret: '', secretHash: secret, client: undefined, leftAt: bot || host ? undefined : 0 };
    const choices = { role, wish, assigned, typed, past: [...past], ready: false };
    const rest = { player: undefined, reserved, waiting };
    this.#records.set(id, { id, host, bot, shown, ...person, ...choices, ...rest });
    if (!waiting) this.#state.seats.set(id, shown);
  }

  /** Seats made so far. */
  get made(): number {
    return this.#made;
  }

  set made(made: number) {
    this.#made = made;
  }

  /** Everybody, who waits before the door among them. */
  everyone(): SeatRecord[] {
    return [...this.#records.values()];
  }

  /** Lets somebody in who waits before the door. */
  admit(record: SeatRecord): void {
    record.waiting = false;
    this.#state.seats.set(record.id, record.shown);
  }

  remove(record: SeatRecord): void {
    this.#records.delete(record.id);
    this.#state.seats.delete(record.id);
  }

  get(id: string): SeatRecord | undefined {
    return this.#records.get(id);
  }

  /** Every seat in the room; who waits before the door is not in it. */
  all(): SeatRecord[] {
    return [...this.#records.values()].filter((seat) => !seat.waiting);
  }

  /** Who waits before the door, the first who came first. */
  waiting(): SeatRecord[] {
    return [...this.#records.values()].filter((seat) => seat.waiting);
  }

  /** People who play: neither the host nor bots. */
  players(): SeatRecord[] {
    return this.all().filter((seat) => !seat.host && !seat.bot);
  }

  bots(): SeatRecord[] {
    return this.all().filter((seat) => seat.bot);
  }

  bySecret(secret: string): SeatRecord | undefined {
    const hash = hashOf(secret);
    return [...this.#records.values()].find((seat) => !seat.bot && sameSecret(hash, seat.secretHash));
  }

  /** Keys of the names in use, but for the seat given. */
  takenNames(except?: SeatRecord): Set<string> {
    return new Set(
      [...this.#records.values()]
        .filter((seat) => seat !== except)
        .map((seat) => nameKey(seat.shown.nickname)),
    );
  }
}

/** Shows a player by a made-up name, or by the one typed, unless somebody else is called so by now. */
export function showName(seats: SeatTable, seat: SeatRecord, generated: boolean): void {
  const taken = seats.takenNames(seat);
  if (generated) seat.shown.nickname = generateNickname(taken);
  else if (!taken.has(nameKey(seat.typed))) seat.shown.nickname = seat.typed;
}

/** Gives a seat a new secret, where the old one is not known any more. */
export function renewSecret(seat: SeatRecord): void {
  seat.secret = newSecret();
  seat.secretHash = hashOf(seat.secret);
}

export function kindOf(seat: SeatRecord): SeatKind {
  if (seat.waiting) return 'waiting';
  return seat.host ? 'host' : seat.role;
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
