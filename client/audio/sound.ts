import { effect, signal } from '@preact/signals';
import { preference } from '../net/keys.ts';
import { onEvents, room, self } from '../net/store.ts';
import { Speaker } from './speaker.ts';
import type { Voice } from './voices.ts';
import { voiceOf } from './voices.ts';

/** Share of the user's patience below which it is heard that it runs out. */
const LOW_PATIENCE = 0.3;

/** Screens that a whole class hears keep silent unless somebody asks, and remember that by themselves. */
const far = /^\/(watch|host)(\/|$)/.test(window.location.pathname);
const key = far ? 'sound-far' : 'sound';

/** Whether sounds are wanted in this browser. */
export const sound = signal((preference.get(key) ?? (far ? 'off' : 'on')) === 'on');

export function setSound(on: boolean): void {
  sound.value = on;
  preference.set(key, on ? 'on' : 'off');
}

/** What of a tick's voices is heard: each once, and the loudest things alone. */
const ALONE: ReadonlySet<Voice> = new Set<Voice>(['panic', 'boot', 'wall', 'killed', 'done', 'late']);

/** A level is heard as well: a step done, a wrong answer, and how it ended. */
function followCourse(play: (voice: Voice) => void): () => void {
  let last = { id: '', step: 0, tried: 0, outcome: 'open' };
  return effect(() => {
    const { course } = self.value;
    if (course === null) return;
    const { id, step, outcome } = course;
    const now = { id, step, tried: course.question?.tried.length ?? 0, outcome };
    if (now.id === last.id && now.step >= last.step) {
      if (outcome !== last.outcome) play(outcome === 'done' ? 'end' : 'late');
      else if (now.step > last.step) play('done');
      else if (now.tried > last.tried) play('error');
    }
    last = now;
  });
}

/** Makes the room's happenings heard, until the returned function is called. */
export function followSounds(): () => void {
  const speaker = new Speaker();
  const wake = (): void => {
    if (sound.peek()) speaker.wake();
  };
  for (const press of ['pointerdown', 'keydown'] as const) document.addEventListener(press, wake);
  const play = (voice: Voice): void => {
    if (sound.peek() && !document.hidden) speaker.play(voice);
  };
  let low = false;
  let phase = '';
  const stops = [
    onEvents((events) => {
      const ear = { pid: self.peek().pid, far };
      const voices = new Set(
        events.map((event) => voiceOf(event, ear)).filter((voice) => voice !== undefined),
      );
      const alone = [...voices].filter((voice) => ALONE.has(voice));
      for (const voice of alone.length > 0 ? alone : voices) play(voice);
    }),
    effect(() => {
      const view = room.value;
      if (view === null) return;
      const { course } = self.value;
      const running = view.phase === 'run' && course === null;
      const now = running && view.patience < view.patienceMax * LOW_PATIENCE;
      if (now && !low) play('patience');
      low = now;
      // A level's own end says whether it was won.
      if (phase === 'run' && view.phase === 'results' && course === null) play('end');
      phase = view.phase;
    }),
    followCourse(play),
    effect(() => {
      if (!sound.value) speaker.silence();
    }),
  ];
  return () => {
    for (const press of ['pointerdown', 'keydown'] as const) document.removeEventListener(press, wake);
    for (const stop of stops) stop();
    speaker.silence();
  };
}
