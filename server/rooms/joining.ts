import { ServerError } from '@colyseus/core';
import { CLOSE, JOIN, JOIN_ERRORS, type JoinOptions } from '../../shared/protocol/messages.ts';
import { hashOf } from '../store/secrets.ts';
import { sameSecret } from './codes.ts';
import { checkNickname, generateNickname, nameKey } from './names.ts';
import { HOST_SEAT, renewSecret, type SeatRecord, type SeatTable, showName } from './seats.ts';
import { isBanned, type RoomSettings } from './settings.ts';

/** Projectors a room admits. */
export const MAX_WATCHERS = 8;

export interface Door {
  seats: SeatTable;
  /** Hash of the host key. */
  host: string | undefined;
  settings: RoomSettings;
  /** Most players that the server lets in. */
  maxSeats: number;
  watchers: number;
}

export type Admission =
  | { as: 'watch' }
  /** `made`: the seat is a new one. */
  | { as: 'seat'; seat: SeatRecord; made: boolean };

const refuse = (code: number, message: string) => new ServerError(code, message);

/** Shape of what a client sends to join; throws the refusal that the client is told. */
export function readJoin(given: unknown): JoinOptions {
  const read = JOIN.safeParse(given ?? {});
  if (read.success) return read.data;
  throw refuse(
    JOIN_ERRORS.badRequest,
    `The request to join is not understood (${read.error.issues[0]?.path.join('.') || 'shape'}): reload the page.`,
  );
}

/** Lets somebody in, or throws the refusal that the client is told: a code of JOIN_ERRORS and one sentence. */
export function admit(door: Door, options: JoinOptions): Admission {
  if (options.hostKey !== undefined) return admitHost(door, options);
  // By the seat's secret, and by the key under which this browser plays: another nickname does not help.
  if (isBanned(door.settings, [options.secret, options.player])) {
    throw refuse(CLOSE.kicked, 'The teacher has taken you out of this room: ask them before you join again.');
  }
  if (options.secret !== undefined) return admitReturning(door, options);
  if (options.watch === true) {
    if (door.watchers < MAX_WATCHERS) return { as: 'watch' };
    throw refuse(JOIN_ERRORS.full, `This room has ${MAX_WATCHERS} projectors already: close one of them.`);
  }
  if (door.settings.locked) {
    throw refuse(JOIN_ERRORS.locked, 'This room is locked: ask your teacher to unlock it.');
  }
  return admitNewcomer(door, options);
}

function admitHost(door: Door, options: JoinOptions): Admission {
  if (door.host === undefined || !sameSecret(hashOf(options.hostKey ?? ''), door.host)) {
    throw refuse(JOIN_ERRORS.hostKey, 'This host key is not this room’s: open the host’s address again.');
  }
  const known = door.seats.get(HOST_SEAT);
  const seat = known ?? door.seats.add('host', 'Teacher', 'process');
  if (seat.secret === '') renewSecret(seat);
  return { as: 'seat', seat, made: known === undefined };
}

function admitReturning(door: Door, options: JoinOptions): Admission {
  const secret = options.secret ?? '';
  const seat = door.seats.bySecret(secret);
  if (seat === undefined) {
    throw refuse(JOIN_ERRORS.seatGone, 'Your seat in this room is gone: join again with the code.');
  }
  seat.secret = secret;
  return { as: 'seat', seat, made: false };
}

function admitNewcomer(door: Door, options: JoinOptions): Admission {
  const { seats, settings } = door;
  const most = settings.capacity || door.maxSeats;
  const reserved = seats.players().find((seat) => seat.reserved);
  if (reserved === undefined && seats.players().length + seats.waiting().length >= most) {
    throw refuse(JOIN_ERRORS.full, `This room is full (${most} players): ask your teacher.`);
  }
  const taken = seats.takenNames(reserved);
  const typed = options.nickname?.trim() ?? '';
  let nickname = reserved?.shown.nickname ?? '';
  if (typed !== '') {
    const checked = checkNickname(typed);
    if (!checked.ok) throw refuse(JOIN_ERRORS.nameRefused, checked.message);
    if (taken.has(nameKey(checked.name))) {
      throw refuse(
        JOIN_ERRORS.nameTaken,
        `Somebody here is called ${checked.name}: choose another nickname.`,
      );
    }
    nickname = checked.name;
  } else if (nickname === '') {
    nickname = generateNickname(taken);
  }
  if (reserved !== undefined) {
    reserved.reserved = false;
    reserved.shown.nickname = nickname;
    return { as: 'seat', seat: reserved, made: false };
  }
  const seat = seats.add(settings.waitingRoom ? 'waiting' : 'player', nickname, 'process');
  seat.wish = options.role ?? '';
  if (settings.generatedNames) showName(seats, seat, true);
  return { as: 'seat', seat, made: true };
}
