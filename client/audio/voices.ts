import type { GameEvent } from '../../shared/protocol/view.ts';

/** A tone of a voice: begins `at`, glides from `hz` to `to` within `ms`, is `loud` at its beginning (0–1) and fades. */
export interface Tone {
  at: number;
  hz: number;
  to?: number;
  ms: number;
  loud: number;
  wave: OscillatorType;
}

const tone = (at: number, hz: number, ms: number, loud: number, wave: OscillatorType = 'sine'): Tone => ({
  at,
  hz,
  ms,
  loud,
  wave,
});

/** All that is heard, made of tones alone. */
export const VOICES = {
  /** One's own line runs: the call goes down. */
  call: [tone(0, 620, 45, 0.1, 'triangle')],
  ok: [tone(0, 880, 90, 0.13)],
  error: [tone(0, 233, 150, 0.16, 'triangle'), tone(90, 196, 190, 0.14, 'triangle')],
  wall: [
    { at: 0, hz: 150, to: 62, ms: 260, loud: 0.32, wave: 'triangle' },
    tone(15, 1480, 70, 0.05, 'square'),
  ],
  done: [tone(0, 523, 130, 0.14), tone(95, 659, 130, 0.14), tone(190, 784, 260, 0.16)],
  late: [tone(0, 330, 200, 0.13, 'triangle'), tone(170, 247, 330, 0.13, 'triangle')],
  lost: [{ at: 0, hz: 520, to: 170, ms: 200, loud: 0.12, wave: 'triangle' }],
  frozen: [tone(0, 1568, 200, 0.07), tone(70, 2093, 260, 0.06), tone(150, 2637, 360, 0.05)],
  killed: [{ at: 0, hz: 320, to: 48, ms: 420, loud: 0.26, wave: 'triangle' }],
  patience: [tone(0, 294, 170, 0.17, 'triangle'), tone(240, 294, 240, 0.17, 'triangle')],
  panic: [
    { at: 0, hz: 196, to: 41, ms: 1300, loud: 0.24, wave: 'sawtooth' },
    { at: 0, hz: 208, to: 44, ms: 1300, loud: 0.2, wave: 'sawtooth' },
  ],
  boot: [tone(0, 262, 170, 0.11), tone(150, 392, 170, 0.11), tone(300, 523, 380, 0.13)],
  end: [
    tone(0, 392, 150, 0.13),
    tone(130, 523, 150, 0.13),
    tone(260, 659, 150, 0.13),
    tone(390, 784, 480, 0.15),
  ],
} as const satisfies Readonly<Record<string, readonly Tone[]>>;

export type Voice = keyof typeof VOICES;

/** Who listens: a player hears what happens to their own process; `pid` is 0 for stations and for a room's screen. */
export interface Ear {
  pid: number;
  /** The projector or the host's desk, where only what concerns all is heard. */
  far: boolean;
}

/** What is heard of an event, if anything: sparse, so that a sound means something. */
export function voiceOf(event: GameEvent, { pid, far }: Ear): Voice | undefined {
  const own = pid > 0 && 'pid' in event && event.pid === pid;
  switch (event.kind) {
    case 'panic':
      return 'panic';
    case 'reboot':
      return 'boot';
    case 'wall':
      return own || event.first ? 'wall' : undefined;
    case 'overrun':
      return 'lost';
    case 'freeze':
      return event.on && (own || far) ? 'frozen' : undefined;
    case 'exit':
      return own && event.how.startsWith('SIG') ? 'killed' : undefined;
    case 'call':
      return own ? 'call' : undefined;
    case 'return':
      return own ? (event.ok ? 'ok' : 'error') : undefined;
    case 'job':
      return own ? (event.outcome === 'done' ? 'done' : 'late') : undefined;
    default:
      return undefined;
  }
}
