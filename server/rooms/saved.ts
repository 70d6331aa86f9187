import { z } from 'zod';
import { PHASES, ROLES } from '../../shared/roles.ts';
import { SCENARIO } from '../../shared/scenarios/schema.ts';
import type { SeatRecord } from './seats.ts';

/** Version of what is kept of a room. It goes up when an old one would come to mean something else: such rooms are forgotten. */
export const SAVED_VERSION = 4;

const role = z.enum(ROLES);
const roleOrNone = z.enum([...ROLES, '']);

const SAVED_SEAT = z.object({
  id: z.string(),
  kind: z.enum(['host', 'player', 'bot']),
  /** Hash of the secret. */
  secret: z.string(),
  nickname: z.string(),
  typed: z.string(),
  avatar: z.number().int(),
  role,
  wish: roleOrNone,
  assigned: roleOrNone,
  past: z.array(role),
  /** Points shown, and those of the rounds before the present one. */
  points: z.number().int(),
  earlier: z.number().int(),
  waiting: z.boolean(),
  /** Made ahead for the player of a room for one, who has not come yet. */
  reserved: z.boolean(),
  connected: z.boolean(),
});
export type SavedSeat = z.infer<typeof SAVED_SEAT>;

/** The course of a room, but for what the journal of its round tells. */
const SAVED_COURSE = z.object({
  scenario: z.string(),
  phase: z.enum(PHASES),
  round: z.number().int().min(0),
  /** Key of the present round's journal; '' before the first one. */
  journal: z.string(),
  /** Id of the room's report; null before it has begun. */
  report: z.string().nullable(),
  paused: z.boolean(),
  speed: z.number(),
});
export type SavedCourse = z.infer<typeof SAVED_COURSE>;

/** A room for one, as far as it differs from a class's. */
const SAVED_SOLO = z.object({
  /** On a daily machine: the name for its board, and the day on which the round was begun; null on others. */
  daily: z.object({ name: z.string(), begun: z.string() }).nullable(),
});

/** A room as the store keeps it: with the journal of its round, all that it takes to open it again. */
export const SAVED_ROOM = z.object({
  version: z.literal(SAVED_VERSION),
  name: z.string(),
  /** Hash of the host key; null: nobody hosts it. */
  host: z.string().nullable(),
  /** Null: a class's. */
  solo: SAVED_SOLO.nullable(),
  prepared: SCENARIO.nullable(),
  course: SAVED_COURSE,
  /** What the host has set, and what is asked: documents of `settings.ts`, `polls.ts` and `survey.ts`. */
  settings: z.looseObject({}),
  polls: z.looseObject({ made: z.number().int() }),
  survey: z.looseObject({ open: z.string() }),
  /** Seats made so far: their ids are never used twice. */
  made: z.number().int().min(0),
  seats: z.array(SAVED_SEAT),
});
export type SavedRoom = z.infer<typeof SAVED_ROOM>;

function kindOf({ host, bot }: SeatRecord): SavedSeat['kind'] {
  if (host) return 'host';
  return bot ? 'bot' : 'player';
}

export function savedSeat(seat: SeatRecord, earlier: number): SavedSeat {
  const { id, secretHash, shown, typed, role, wish, assigned, past, waiting, reserved } = seat;
  const { nickname, avatar, points } = shown;
  const [kind, secret, connected] = [kindOf(seat), secretHash, seat.client !== undefined];
  return {
    id,
    kind,
    secret,
    nickname,
    typed,
    avatar,
    role,
    wish,
    assigned,
    past,
    points,
    earlier,
    waiting,
    reserved,
    connected,
  };
}
