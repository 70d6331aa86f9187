import { computed, signal } from '@preact/signals';
import type { GameEvent, RoomView } from '../../shared/protocol/view.ts';
import { roomAt } from '../../shared/recording.ts';
import { r } from '../i18n/r.ts';
import { sentence } from './api.ts';
import { Recording } from './recording.ts';
import { notify, postMortem, room } from './store.ts';

/** Ticks a second at speed 1, as in the round. */
const PACE = 5;
export const SPEEDS = [1, 4, 16] as const;

/** The tick of the last round that is looked at again; null: nobody looks back. */
export const replayTick = signal<number | null>(null);
export const replayPlays = signal(false);
export const replaySpeed = signal<(typeof SPEEDS)[number]>(4);
const replayed = signal<RoomView | null>(null);
/** What the world draws: the room as it is, or as it was at the tick that is looked at. */
export const shownRoom = computed(() => (replayTick.value === null ? room.value : replayed.value));

type Listener = (events: GameEvent[], tickMs: number) => void;
const listeners = new Set<Listener>();

/** Calls back with what happened in each tick that is played; the return value ends it. */
export function onReplayEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

let recording: Recording | undefined;
let of = '';
let timer: ReturnType<typeof setTimeout> | undefined;
/** The tick that was asked for last: one that comes late is not shown any more. */
let wanted = 0;

/** The recording of the round that is over; undefined until the server has made it. */
function current(): Recording | undefined {
  const view = postMortem.peek();
  const code = room.peek()?.code;
  if (view === null || code === undefined || view.round !== room.peek()?.round) return undefined;
  const key = `${code}/${view.round}`;
  if (of !== key) {
    of = key;
    recording = new Recording(code, view.round, view.recording.ticks);
  }
  return recording;
}

/** Last tick that can be looked at. */
export const replayEnd = computed(() => postMortem.value?.recording.ticks ?? 0);

/** Shows a tick; `playing` lets its events be seen as well. */
export async function seek(tick: number, playing = false): Promise<void> {
  const film = current();
  const live = room.peek();
  if (film === undefined || live === null) return;
  const at = Math.min(film.ticks, Math.max(0, Math.round(tick)));
  wanted = at;
  if (film.at(at) === undefined) {
    try {
      await film.load(at);
    } catch (error) {
      pause();
      notify(sentence(error), 'bad');
      return;
    }
    if (wanted !== at || replayTick.peek() === null) return;
  }
  const seen = film.at(at);
  if (seen === undefined) {
    notify(r('replayGone'), 'bad');
    return;
  }
  replayed.value = roomAt(live, seen.frame);
  replayTick.value = at;
  if (!playing) return;
  for (const listener of listeners) listener(seen.events, 1000 / (PACE * replaySpeed.peek()));
}

/** Opens the round at a tick. */
export function watchAgain(tick: number): void {
  if (current() === undefined) {
    notify(r('computing'), 'plain');
    return;
  }
  replayed.value = room.peek();
  replayTick.value = tick;
  void seek(tick);
}

export function pause(): void {
  clearTimeout(timer);
  replayPlays.value = false;
}

async function beat(): Promise<void> {
  const tick = replayTick.peek();
  if (!replayPlays.peek() || tick === null) return;
  if (tick >= replayEnd.peek()) return pause();
  const began = performance.now();
  await seek(tick + 1, true);
  if (!replayPlays.peek()) return;
  const left = 1000 / (PACE * replaySpeed.peek()) - (performance.now() - began);
  timer = setTimeout(() => void beat(), Math.max(0, left));
}

export function play(): void {
  if (replayTick.peek() === null || replayPlays.peek()) return;
  if ((replayTick.peek() ?? 0) >= replayEnd.peek()) replayTick.value = 0;
  replayPlays.value = true;
  void beat();
}

/** One tick on or back, standing still. */
export function step(by: number): void {
  pause();
  void seek((replayTick.peek() ?? 0) + by, by === 1);
}

export function closeReplay(): void {
  pause();
  replayTick.value = null;
  replayed.value = null;
}

// The next round, or the lobby, ends the look back.
room.subscribe((view) => {
  if (replayTick.peek() !== null && view?.phase !== 'results') closeReplay();
});
