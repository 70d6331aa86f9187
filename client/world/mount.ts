import Phaser from 'phaser';
import type { PacketPlace } from '../../shared/protocol/level.ts';
import type { GameEvent, RoomView } from '../../shared/protocol/view.ts';
import { fonts, palette } from '../theme/palette.ts';
import { PACES, Pace, type Stretch } from './pace.ts';
import { type Thing, WorldScene } from './scene.ts';
import { say, sentence } from './words.ts';

export interface WorldOptions {
  /** `watch`: the projector, with larger print. */
  layout: 'play' | 'watch';
  reducedMotion: boolean;
  /** Own seat's id, or ''. */
  self: string;
  /** A click or tap on a building or a core; the keyboard's way is the DOM's business. */
  onPick?: (thing: Thing) => void;
}

export interface World {
  update(room: RoomView): void;
  /** `tickMs`: how long the tick lasts in which these happened. */
  play(events: GameEvent[], tickMs: number): void;
  setSelf(seat: string): void;
  /** Shows where the own process’ call is; null: nobody follows it. */
  setPacket(at: PacketPlace | null): void;
  setReducedMotion(on: boolean): void;
  /** Something large lies over the picture: it hardly moves, so that what lies over it may. */
  setCovered(on: boolean): void;
  destroy(): void;
}

/** Frames a second at most; with less motion nothing moves between two states of the room, and of those there are ten. */
const RATE = { full: PACES[0], still: 10, covered: 4 } as const;

/** Milliseconds after which the pace is looked at again; a stretch that is much longer was not drawn at all, and says nothing. */
const JUDGED_MS = 1000;
const ASLEEP_MS = 3000;
/** While the page is being set up it has much else to do. */
const UNJUDGED = 2;

/** The description is renewed at most this often, in milliseconds. */
const SPEAK_MS = 2000;

/** Puts the picture of the machine into `parent` and keeps it as large as that. */
export function mountWorld(parent: HTMLElement, options: WorldOptions): World {
  const scene = new WorldScene({
    far: options.layout === 'watch',
    still: options.reducedMotion,
    self: options.self,
    ...(options.onPick ? { onPick: options.onPick } : {}),
  });
  const size = () => ({
    width: Math.max(60, Math.floor(parent.clientWidth)),
    height: Math.max(60, Math.floor(parent.clientHeight)),
    ratio: Math.min(2, Math.max(1, window.devicePixelRatio || 1)),
  });
  const first = size();
  const game = new Phaser.Game({
    type: hasFastGraphics() ? Phaser.AUTO : Phaser.CANVAS,
    parent,
    backgroundColor: palette.ground,
    banner: false,
    audio: { noAudio: true },
    input: { keyboard: false, gamepad: false },
    scale: {
      mode: Phaser.Scale.NONE,
      width: Math.round(first.width * first.ratio),
      height: Math.round(first.height * first.ratio),
      zoom: 1 / first.ratio,
    },
    fps: { target: RATE.full, limit: options.reducedMotion ? RATE.still : RATE.full },
    // One texture a batch: with several, rotated images lost parts of themselves on some drivers.
    render: { antialias: true, maxTextures: 1, powerPreference: 'low-power' },
    scene,
    callbacks: { postBoot: (booted) => dress(booted.canvas) },
  });
  scene.fit(first.width, first.height, first.ratio);

  let waiting = 0;
  const observer = new ResizeObserver(() => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      const { width, height, ratio } = size();
      game.scale.setZoom(1 / ratio);
      game.scale.resize(Math.round(width * ratio), Math.round(height * ratio));
      game.canvas.style.width = `${width}px`;
      game.canvas.style.height = `${height}px`;
      scene.fit(width, height, ratio);
    }, 120);
  });
  observer.observe(parent);

  let gone = false;
  const faces = [`700 12px ${fonts.text}`, `600 12px ${fonts.code}`];
  Promise.all(faces.map((face) => document.fonts.load(face))).then(
    () => gone || scene.repaint(),
    () => undefined,
  );

  let still = options.reducedMotion;
  let covered = false;
  const pace = new Pace();
  const setRate = (): void => {
    const limit = covered ? RATE.covered : still ? RATE.still : pace.rate;
    if (game.loop.fpsLimit !== limit) game.loop.setFPSLimit(limit);
  };
  followWork(game, (stretch) => {
    if (!covered && !still && pace.judge(stretch)) setRate();
  });

  let spoken = Number.NEGATIVE_INFINITY;
  return {
    update(room) {
      scene.show(room);
      const now = performance.now();
      if (now - spoken < SPEAK_MS || game.canvas === null) return;
      spoken = now;
      game.canvas.setAttribute('aria-label', sentence(room));
    },
    play(events, tickMs) {
      if (!document.hidden) scene.play(events, tickMs);
    },
    setSelf: (seat) => scene.setSelf(seat),
    setPacket: (at) => scene.setPacket(at),
    setReducedMotion(on) {
      still = on;
      scene.setStill(on);
      setRate();
    },
    setCovered(on) {
      covered = on;
      setRate();
    },
    destroy() {
      gone = true;
      window.clearTimeout(waiting);
      observer.disconnect();
      game.destroy(true);
    },
  };
}

/** Tells about every second what it cost to draw. */
function followWork(game: Phaser.Game, tell: (stretch: Stretch) => void): void {
  let [since, begun, frames, work, seen] = [performance.now(), 0, 0, 0, 0];
  game.events.on(Phaser.Core.Events.PRE_STEP, () => {
    begun = performance.now();
  });
  game.events.on(Phaser.Core.Events.POST_RENDER, () => {
    const now = performance.now();
    frames += 1;
    work += now - begun;
    const span = now - since;
    if (span < JUDGED_MS) return;
    seen += 1;
    if (seen > UNJUDGED && span < ASLEEP_MS) tell({ span, frames, work });
    [since, frames, work] = [now, 0, 0];
  });
}

/** The canvas is a picture with a description. */
function dress(canvas: HTMLCanvasElement): void {
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', say('starting'));
  canvas.style.display = 'block';
  canvas.style.touchAction = 'manipulation';
}

/** Where WebGL is emulated by the processor, painting on a plain canvas is several times faster. */
function hasFastGraphics(): boolean {
  const probe = document.createElement('canvas').getContext('webgl', { failIfMajorPerformanceCaveat: true });
  if (probe === null) return false;
  const info = probe.getExtension('WEBGL_debug_renderer_info');
  const name = String(probe.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : probe.RENDERER));
  probe.getExtension('WEBGL_lose_context')?.loseContext();
  return !/swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
