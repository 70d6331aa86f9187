import { MESSAGES, type Message, type MessageType, type Sender } from '../../shared/protocol/messages.ts';
import type { Phase, SeatKind } from '../../shared/roles.ts';
import type { SeatInput } from '../game/types.ts';
import type { SeatRecord } from './seats.ts';

/** Why a message was refused, as the client is told. */
export interface Refusal {
  code: string;
  message: string;
}

/** What messages can do to a room. Each says why not, or nothing. */
export interface Actions {
  wish(seat: SeatRecord, message: Message<'wish'>): Refusal | undefined;
  ready(seat: SeatRecord): Refusal | undefined;
  nickname(seat: SeatRecord, message: Message<'nickname'>): Refusal | undefined;
  reply(seat: SeatRecord, message: Message<'reply'>): Refusal | undefined;
  vote(seat: SeatRecord, message: Message<'vote'>): Refusal | undefined;
  ask(message: Message<'ask'>): Refusal | undefined;
  poll(message: Message<'poll'>): Refusal | undefined;
  bars(message: Message<'bars'>): Refusal | undefined;
  waitingRoom(message: Message<'waitingRoom'>): Refusal | undefined;
  policy(message: Message<'policy'>): Refusal | undefined;
  spotlight(message: Message<'spotlight'>): Refusal | undefined;
  admit(message: Message<'admit'>): Refusal | undefined;
  capacity(message: Message<'capacity'>): Refusal | undefined;
  forgive(message: Message<'forgive'>): Refusal | undefined;
  survey(message: Message<'survey'>): Refusal | undefined;
  item(seat: SeatRecord, message: Message<'item'>): Refusal | undefined;
  start(): Refusal | undefined;
  pause(): Refusal | undefined;
  resume(): Refusal | undefined;
  step(): Refusal | undefined;
  speed(message: Message<'speed'>): Refusal | undefined;
  end(): Refusal | undefined;
  lobby(): Refusal | undefined;
  kick(message: Message<'kick'>): Refusal | undefined;
  lock(message: Message<'lock'>): Refusal | undefined;
  assign(message: Message<'assign'>): Refusal | undefined;
  names(message: Message<'names'>): Refusal | undefined;
  rename(message: Message<'rename'>): Refusal | undefined;
  scenario(message: Message<'scenario'>): Refusal | undefined;
  protections(message: Message<'protections'>): Refusal | undefined;
  inject(message: Message<'inject'>): Refusal | undefined;
  /** An input for the machine. */
  input(seat: SeatRecord, input: SeatInput): Refusal | undefined;
}

const anytime: readonly Phase[] = ['lobby', 'boot', 'run', 'results'];
const machine: readonly Phase[] = ['boot', 'run'];
const running: readonly Phase[] = ['run'];
const between: readonly Phase[] = ['lobby', 'results'];

type Act<T extends MessageType> = (
  room: Actions,
  seat: SeatRecord,
  message: Message<T>,
) => Refusal | undefined;

const input =
  <T extends SeatInput['type'] & MessageType>(type: T): Act<T> =>
  (room, seat, message) =>
    room.input(seat, { ...message, type } as unknown as SeatInput);

/** type → [phases in which it may come, what it does]. */
const handlers: { [T in MessageType]: readonly [readonly Phase[], Act<T>] } = {
  wish: [anytime, (room, seat, message) => room.wish(seat, message)],
  ready: [['boot', 'results'], (room, seat) => room.ready(seat)],
  nickname: [['lobby'], (room, seat, message) => room.nickname(seat, message)],
  program: [running, input('program')],
  clear: [running, input('clear')],
  keys: [running, input('keys')],
  level: [machine, input('level')],
  exploit: [running, input('exploit')],
  dispatch: [running, input('dispatch')],
  preempt: [running, input('preempt')],
  migrate: [running, input('migrate')],
  evict: [running, input('evict')],
  oom: [running, input('oom')],
  serve: [running, input('serve')],
  seek: [running, input('seek')],
  limit: [running, input('limit')],
  freeze: [running, input('freeze')],
  kill: [running, input('kill')],
  quantum: [running, input('quantum')],
  answer: [running, input('answer')],
  reply: [['results'], (room, seat, message) => room.reply(seat, message)],
  vote: [anytime, (room, seat, message) => room.vote(seat, message)],
  ask: [anytime, (room, _seat, message) => room.ask(message)],
  poll: [anytime, (room, _seat, message) => room.poll(message)],
  bars: [anytime, (room, _seat, message) => room.bars(message)],
  survey: [between, (room, _seat, message) => room.survey(message)],
  item: [between, (room, seat, message) => room.item(seat, message)],
  start: [between, (room) => room.start()],
  pause: [machine, (room) => room.pause()],
  resume: [machine, (room) => room.resume()],
  step: [running, (room) => room.step()],
  speed: [anytime, (room, _seat, message) => room.speed(message)],
  end: [machine, (room) => room.end()],
  lobby: [['boot', 'run', 'results'], (room) => room.lobby()],
  kick: [anytime, (room, _seat, message) => room.kick(message)],
  forgive: [anytime, (room, _seat, message) => room.forgive(message)],
  policy: [anytime, (room, _seat, message) => room.policy(message)],
  spotlight: [machine, (room, _seat, message) => room.spotlight(message)],
  waitingRoom: [anytime, (room, _seat, message) => room.waitingRoom(message)],
  admit: [anytime, (room, _seat, message) => room.admit(message)],
  capacity: [anytime, (room, _seat, message) => room.capacity(message)],
  lock: [anytime, (room, _seat, message) => room.lock(message)],
  assign: [anytime, (room, _seat, message) => room.assign(message)],
  names: [between, (room, _seat, message) => room.names(message)],
  rename: [anytime, (room, _seat, message) => room.rename(message)],
  protections: [machine, (room, _seat, message) => room.protections(message)],
  inject: [running, (room, _seat, message) => room.inject(message)],
  scenario: [between, (room, _seat, message) => room.scenario(message)],
};

const nouns: Record<Sender, string> = {
  process: 'a process',
  scheduler: 'a scheduler',
  memory: 'the memory manager',
  io: 'the I/O station',
  auditor: 'the auditor',
  malware: 'malware',
  host: 'the host',
};
const phaseWords: Record<Phase, string> = {
  lobby: 'in the lobby',
  boot: 'in the briefing',
  run: 'while the machine runs',
  results: 'after a round',
};

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** Phases in which a message may come. */
export function phasesOf(type: MessageType): readonly Phase[] {
  return handlers[type][0];
}

function isType(type: unknown): type is MessageType {
  return typeof type === 'string' && Object.hasOwn(MESSAGES, type);
}

/**
 * Checks a message in this order: its type, its shape, the seat, the phase; then does it.
 * `kind` is 'watch' and `seat` undefined for whoever has no seat.
 */
export function handle(
  room: Actions,
  seat: SeatRecord | undefined,
  kind: SeatKind,
  phase: Phase,
  type: unknown,
  payload: unknown,
): Refusal | undefined {
  if (!isType(type)) {
    return { code: 'unknown', message: 'This message is not known here: reload the page.' };
  }
  const [schema, senders] = MESSAGES[type] as readonly [(typeof MESSAGES)[MessageType][0], readonly Sender[]];
  const read = schema.safeParse(payload ?? {});
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.');
    const what = where === undefined || where === '' ? 'it' : `“${where}”`;
    return {
      code: 'malformed',
      message: `“${type}” is not in its form (${what} is wrong): check what you send.`,
    };
  }
  if (seat === undefined || !(senders as readonly string[]).includes(kind)) {
    return { code: 'role', message: `“${type}” can only be sent by ${list(senders.map((s) => nouns[s]))}.` };
  }
  const [phases, act] = handlers[type];
  if (!phases.includes(phase)) {
    const when = list(phases.map((p) => phaseWords[p]));
    return { code: 'phase', message: `“${type}” works only ${when}: wait for it.` };
  }
  return (act as Act<MessageType>)(room, seat, read.data as Message<MessageType>);
}
