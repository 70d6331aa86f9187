import { signal } from '@preact/signals';
import type { DailyView } from '../../shared/protocol/daily.ts';
import type { DeskView } from '../../shared/protocol/desk.ts';
import type { TallyView } from '../../shared/protocol/polls.ts';
import type { OwnRecordView, PostMortemView } from '../../shared/protocol/postmortem.ts';
import type { SpotlightView } from '../../shared/protocol/spotlight.ts';
import type { StationView } from '../../shared/protocol/stations.ts';
import type {
  CounterfactualView,
  GameEvent,
  KernelView,
  ResultsView,
  RoomView,
  SelfView,
} from '../../shared/protocol/view.ts';
import { emptySelf, type PlayerRow } from './views.ts';

export type LinkState = 'connecting' | 'live' | 'lost' | 'closed';

/** A message for the person: a refusal, a discovery. */
export interface Notice {
  id: number;
  text: string;
  tone: 'bad' | 'good' | 'plain';
  title?: string;
  /** It is for the person, and not news of somebody else. */
  mine: boolean;
  /** The wall that it is about. */
  wall?: string;
}

/** Everything the page draws from. */
export const room = signal<RoomView | null>(null);
export const self = signal<SelfView>(emptySelf);
export const kernel = signal<KernelView | null>(null);
/** What the memory manager or the I/O station sees, for whoever is one. */
export const station = signal<StationView | null>(null);
/** What the host alone sees of the room; null for everybody else. */
export const desk = signal<DeskView | null>(null);
/** This seat waits before the door, until the host lets it in. */
export const atDoor = signal(false);
/** How the class answers what is asked, for a projector that may show it. */
export const tally = signal<TallyView | null>(null);
/** The process that the projector shows from near; null for players. */
export const spotlight = signal<SpotlightView | null>(null);
export const players = signal<PlayerRow[]>([]);
export const results = signal<ResultsView | null>(null);
/** The last round under every policy, once the server has computed it. */
export const counterfactual = signal<CounterfactualView | null>(null);
/** What the last round on a daily machine came to, once the server has counted. */
export const daily = signal<DailyView | null>(null);
/** What the last round's journal tells everybody, and what of it is one's own, once the server has looked. */
export const postMortem = signal<PostMortemView | null>(null);
export const ownRecord = signal<OwnRecordView | null>(null);
export const link = signal<LinkState>('connecting');
/** Why the connection was closed for good. */
export const closedWhy = signal('');
/** Why, as a code of `CLOSE` or `JOIN_ERRORS`. */
export const closedCode = signal(0);
export const notices = signal<Notice[]>([]);
export const ownSeat = signal('');
export interface Happening {
  id: number;
  text: string;
  tone: string;
  /** Alike ones stand in one line: what it counts, and how many there were. */
  group: string;
  count: number;
}

/** The last happenings, newest last, for the ticker. */
export const ticker = signal<Happening[]>([]);

type Listener = (events: GameEvent[], tick: number) => void;
const listeners = new Set<Listener>();

/** Calls back with each tick's happenings; the return value ends it. */
export function onEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function publish(events: GameEvent[], tick: number): void {
  for (const listener of listeners) listener(events, tick);
}

let made = 0;
/** A message stays so long, and longer by its length: about as fast as a pupil reads. */
const NOTICE_MS = 4000;
const LETTER_MS = 45;
const MOST_NOTICES = 3;

/** Shows a sentence for a while. `mine` false: it is about somebody else, and goes behind what is for the person. */
export function notify(text: string, tone: Notice['tone'], title?: string, wall?: string, mine = true): void {
  made += 1;
  const id = made;
  const others = notices.value.filter((notice) => notice.text !== text).slice(-(MOST_NOTICES - 1));
  const notice: Notice = {
    id,
    text,
    tone,
    mine,
    ...(title === undefined ? {} : { title }),
    ...(wall && { wall }),
  };
  const behind = mine ? others.length : others.findIndex((other) => other.mine);
  notices.value = others.toSpliced(behind < 0 ? others.length : behind, 0, notice);
  setTimeout(() => dismiss(id), NOTICE_MS + text.length * LETTER_MS);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

const MOST_TICKER = 24;

/** A line of the ticker takes up another of its kind while it is among the last few. */
const STILL_NEW = 4;

/**
 * Adds a line to the ticker. `group`: of what comes again and again, one line tells how often; `more` is what this one adds to
 * its count.
 */
export function tell(text: string, tone: string, group = '', more = 1): void {
  made += 1;
  const lines = ticker.peek();
  const alike = group === '' ? undefined : lines.slice(-STILL_NEW).find((line) => line.group === group);
  ticker.value =
    alike === undefined
      ? [...lines.slice(-(MOST_TICKER - 1)), { id: made, text, tone, group, count: more }]
      : lines.map((line) => (line === alike ? { ...line, text, count: line.count + more } : line));
}
