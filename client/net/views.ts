import type { DeskView } from '../../shared/protocol/desk.ts';
import type { PollView } from '../../shared/protocol/polls.ts';
import type { StationView } from '../../shared/protocol/stations.ts';
import type { KernelView, OutageView, RoomView, SelfView } from '../../shared/protocol/view.ts';
import type { Role } from '../../shared/roles.ts';

/** A player as the host sees them: with role and wish. */
export interface PlayerRow {
  seat: string;
  nickname: string;
  role: Role | '';
  wish: Role | '';
  /** Set by the host for the next round. */
  assigned: Role | '';
  ready: boolean;
  connected: boolean;
  bot: boolean;
  points: number;
}

type Json = Record<string, unknown>;
type SeatJson = Json & { self?: Record<string, string>; kernel?: string };

/** The synchronised state as plain data (`toJSON` of the schema). */
export interface StateJson extends Json {
  seats: Record<string, SeatJson>;
  processes: Record<string, Json>;
  cores: Json[];
  frames: number[];
  walls: Record<string, Json>;
}

/** A document of the state; the same object as long as its text is, so that what draws it need not look again. */
function documents<T>(none: T): (text: unknown) => T {
  let last = { text: '', value: none };
  return (text) => {
    if (typeof text !== 'string' || text === '') return none;
    if (last.text !== text) last = { text, value: JSON.parse(text) as T };
    return last.value;
  };
}

const outageOf = documents<OutageView | null>(null);
const pollOf = documents<PollView | null>(null);
const surveyOf = documents<RoomView['survey']>(null);
const preparedOf = documents<RoomView['prepared']>(null);
const aboutOf = documents<RoomView['about']>(null);
const goalsOf = documents<RoomView['goals']>([]);
const questionsOf = documents<RoomView['questions']>([]);

/** What everybody sees, with maps as lists in a stable order. */
export function roomView(state: StateJson): RoomView {
  const seats = Object.values(state.seats).map(({ self: _, kernel: __, ...seat }) => seat);
  const processes = Object.values(state.processes).sort((a, b) => Number(a.pid) - Number(b.pid));
  const { hands = '', ...policies } = (state.policies ?? {}) as Record<string, string>;
  return {
    ...state,
    seats,
    processes,
    outage: outageOf(state.outage),
    poll: pollOf(state.poll),
    survey: surveyOf(state.survey),
    about: aboutOf(state.about),
    goals: goalsOf(state.goals),
    prepared: preparedOf(state.prepared),
    questions: questionsOf(state.questions),
    policies,
    hands: hands.split(' ').filter((station) => station !== ''),
    walls: Object.values(state.walls),
  } as unknown as RoomView;
}

const EMPTY: SelfView = {
  seat: '',
  kind: 'watch',
  wish: '',
  pid: 0,
  program: '',
  briefing: '',
  level: 'beginner',
  job: null,
  lines: [],
  variables: [],
  buffers: [],
  descriptors: [],
  files: [],
  mappedPages: 0,
  residentPages: 0,
  strace: [],
  terminal: '',
  journey: null,
  exploits: [],
  discoveries: [],
  course: null,
  survey: null,
  vote: null,
  jobsDone: 0,
  points: 0,
};

const parsed = new Map<string, { text: string; value: unknown }>();

/** A document of the own seat; parsed again only when its text changed, so that equal views stay the same object. */
function part(seat: SeatJson, name: string): unknown {
  const text = seat.self?.[name];
  if (text === undefined) return undefined;
  const known = parsed.get(name);
  if (known?.text === text) return known.value;
  const value: unknown = JSON.parse(text);
  parsed.set(name, { text, value });
  return value;
}

/** The own seat's view, its parts put together; empty for a projector. */
export function selfView(state: StateJson, own: string): SelfView {
  const seat = state.seats[own];
  if (seat === undefined) return EMPTY;
  return {
    ...EMPTY,
    ...(part(seat, 'who') as Partial<SelfView> | undefined),
    ...(part(seat, 'program') as Partial<SelfView> | undefined),
    ...(part(seat, 'memory') as Partial<SelfView> | undefined),
    survey: (part(seat, 'survey') as SelfView['survey'] | undefined) ?? null,
    vote: (part(seat, 'vote') as SelfView['vote'] | undefined) ?? null,
    job: (part(seat, 'job') as SelfView['job'] | undefined) ?? null,
    strace: (part(seat, 'strace') as string[] | undefined) ?? [],
    terminal: (part(seat, 'terminal') as string | undefined) ?? '',
    journey: (part(seat, 'journey') as SelfView['journey'] | undefined) ?? null,
    course: (part(seat, 'course') as SelfView['course'] | undefined) ?? null,
    exploits: (part(seat, 'exploits') as SelfView['exploits'] | undefined) ?? [],
  };
}

/** What a station of the kernel sees; null for other seats. */
export function kernelDocument(state: StateJson, own: string): KernelView | StationView | null {
  const text = state.seats[own]?.kernel ?? '';
  return text === '' ? null : (JSON.parse(text) as KernelView | StationView);
}

/** The scheduler's document has no name; the other stations' have theirs. */
export function isStationView(view: KernelView | StationView | null): view is StationView {
  return view !== null && 'station' in view;
}

/** What the host alone sees of the room beside its players. */
export function deskView(state: StateJson, own: string): DeskView | null {
  const seat = state.seats[own];
  return seat === undefined ? null : ((part(seat, 'desk') as DeskView | undefined) ?? null);
}

/** The host's list of players. */
export function playerRows(state: StateJson, own: string): PlayerRow[] {
  const seat = state.seats[own];
  return seat === undefined ? [] : ((part(seat, 'players') as PlayerRow[] | undefined) ?? []);
}

export const emptySelf = EMPTY;
