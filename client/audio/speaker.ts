import { type Tone, VOICES, type Voice } from './voices.ts';

/** The same voice is not heard again within so many milliseconds. */
const GAP_MS = 140;
const MASTER = 0.6;

/**
 * Plays voices with the browser's own synthesiser. A browser lets nothing sound before the person has touched the page, so the
 * synthesiser is made at the first press.
 */
export class Speaker {
  #context: AudioContext | undefined;
  #master: GainNode | undefined;
  readonly #last = new Map<Voice, number>();

  /** Call from a press of a key, a button or a finger. */
  wake(): void {
    if (this.#context !== undefined) {
      if (this.#context.state === 'suspended') void this.#context.resume();
      return;
    }
    // Old or locked-down browsers have none; the game says everything in pictures and words as well.
    if (typeof AudioContext === 'undefined') return;
    this.#context = new AudioContext();
    this.#master = this.#context.createGain();
    this.#master.gain.value = MASTER;
    this.#master.connect(this.#context.destination);
  }

  play(voice: Voice): void {
    const context = this.#context;
    const master = this.#master;
    if (context === undefined || master === undefined || context.state !== 'running') return;
    const now = performance.now();
    if (now - (this.#last.get(voice) ?? Number.NEGATIVE_INFINITY) < GAP_MS) return;
    this.#last.set(voice, now);
    const tones: readonly Tone[] = VOICES[voice];
    for (const { at, hz, to, ms, loud, wave } of tones) {
      const start = context.currentTime + at / 1000;
      const end = start + ms / 1000;
      const source = context.createOscillator();
      const gain = context.createGain();
      source.type = wave;
      source.frequency.setValueAtTime(hz, start);
      if (to !== undefined) source.frequency.exponentialRampToValueAtTime(to, end);
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loud, start + 0.008);
      gain.gain.exponentialRampToValueAtTime(0.0001, end);
      source.connect(gain).connect(master);
      source.start(start);
      source.stop(end + 0.02);
    }
  }

  /** Ends what sounds, and everything that was to. */
  silence(): void {
    void this.#context?.close();
    this.#context = undefined;
    this.#master = undefined;
  }
}
