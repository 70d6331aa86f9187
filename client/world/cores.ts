import type Phaser from 'phaser';
import type { CoreView } from '../../shared/protocol/view.ts';
import type { Program } from '../../shared/roles.ts';
import { fonts, palette, programHue } from '../theme/palette.ts';
import { paintFace } from './faces.ts';
import { HOUSE, paintHouse } from './houses.ts';
import type { Box } from './layout.ts';
import { type Brush, disc, fade, glowing, panel, slope, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { paintSign } from './signs.ts';
import { ACTIVITY_TEXTS, RING_TEXTS, say } from './words.ts';

const modeHue = { user: palette.done, kernel: palette.wall, idle: '#5A6A94' } as const;

/** How a core's card is divided: a line of print above and below where there is room, the stage between. */
function card(box: Box, print: number) {
  const header = box.h >= 54 && box.w >= 54 ? print + 7 : 0;
  const footer = box.h >= 84 && box.w >= 74 ? print + 7 : 0;
  const inner = { x: 8, y: 4 + header, w: box.w - 16, h: box.h - 8 - header - footer };
  const side = header === 0 && box.w > box.h * 1.25;
  const cx = side ? inner.x + inner.w * 0.36 : inner.x + inner.w / 2;
  const r = Math.min(inner.w, inner.h) / 2 - 1;
  return { header, footer, side, cx, cy: inner.y + inner.h / 2, r, housed: r >= 25 };
}

/** The cores as glowing stages: who stands on them, in which mode, and how much of the quantum is left. */
export class Cores {
  private readonly stage: Stage;
  private readonly plates: Plate[];
  private readonly glows: { image: Phaser.GameObjects.Image; mode: CoreView['mode'] }[];
  private readonly flashes: number[];
  readonly spots: Box[];

  constructor(stage: Stage) {
    this.stage = stage;
    const { cores, print } = stage.layout;
    this.plates = cores.map((box) => new Plate(stage, box.w + 12, box.h + 12, 30).at(box.x - 6, box.y - 6));
    this.spots = cores.map((box) => {
      const { cx, cy, r, housed } = card(box, print);
      if (!housed) return { x: box.x + cx - r, y: box.y + cy - r, w: r * 2, h: r * 2 };
      const chip = Math.max(26, r * 0.68);
      return { x: box.x + cx + r * 0.72 - chip / 2, y: box.y + cy + r * 0.72 - chip / 2, w: chip, h: chip };
    });
    this.glows = cores.map((box) => {
      const image = picture(stage, this.glow('idle', box), 29).setBlendMode(this.stage.light);
      image.setPosition(box.x + box.w / 2, box.y + box.h / 2).setAlpha(0);
      return { image, mode: 'idle' };
    });
    this.flashes = cores.map(() => -9999);
  }

  /** The size of token that fits the smallest stage. */
  get room(): number {
    return Math.min(...this.spots.map((spot) => spot.w), 99);
  }

  update(cores: readonly CoreView[], quantum: number, programs: ReadonlyMap<number, Program>): void {
    for (const core of cores) {
      const box = this.stage.layout.cores[core.id];
      const plate = this.plates[core.id];
      const glow = this.glows[core.id];
      if (box === undefined || plate === undefined || glow === undefined) continue;
      const program = programs.get(core.pid);
      const left =
        quantum > 0 && core.mode !== 'idle' ? Math.min(1, Math.max(0, core.quantumLeft / quantum)) : 0;
      const what = `${core.mode}|${core.activity}|${core.syscall}|${core.pid}|${program}|${left.toFixed(2)}`;
      plate.show(what, (brush) => this.paint(brush, core, box, program, left));
      if (glow.mode !== core.mode) {
        glow.mode = core.mode;
        glow.image.setTexture(this.glow(core.mode, box));
      }
    }
  }

  flash(core: number, now: number): void {
    if (this.flashes[core] !== undefined) this.flashes[core] = now;
  }

  frame(now: number): void {
    this.glows.forEach(({ image, mode }, i) => {
      const burst = Math.max(0, 1 - (now - this.flashes[i]!) / 350) * 0.4;
      const hum = this.stage.still ? 0.45 : 0.42 + Math.sin(now / 320 + i * 1.7) * 0.12;
      image.setAlpha(mode === 'idle' ? burst : hum + burst);
    });
  }

  private paint(brush: Brush, core: CoreView, box: Box, program: Program | undefined, left: number): void {
    const { print, compact } = this.stage.layout;
    const hue = modeHue[core.mode];
    brush.translate(6, 6);
    pins(brush, box);
    panel(brush, 0, 0, box.w, box.h, 8);
    brush.fillStyle = slope(brush, 0, box.h, '#16244A', '#0C1630', '#080F22');
    brush.fill();
    brush.strokeStyle = hue;
    brush.lineWidth = core.mode === 'idle' ? 1.3 : 2;
    glowing(brush, hue, core.mode === 'idle' ? 0 : 6, () => brush.stroke());
    const { header, footer, side, cx, cy, r, housed } = card(box, print);
    stagePad(brush, cx, cy, r, hue, core.mode !== 'idle');
    ring(brush, cx, cy, r, left, program ? programHue[program] : hue);
    if (housed && program) actor(brush, cx, cy, r, program);
    const bold = `700 ${print}px ${fonts.text}`;
    if (header > 0) {
      const y = 5 + print / 2 + 1;
      const ring = core.mode === 'idle' ? '' : say(RING_TEXTS[core.mode]);
      const both = box.w >= print * 8.4;
      const title = both ? say('core', { id: core.id }) : ring === '' ? say('core', { id: core.id }) : ring;
      const room = both ? box.w * 0.5 : box.w - 12;
      const ink = both || ring === '' ? palette.hardware : hue;
      write(brush, title, both ? 8 : box.w / 2, y, room, bold, ink, both ? 'left' : 'center');
      if (both) write(brush, ring, box.w - 8, y, box.w * 0.5 - 12, bold, hue, 'right');
    }
    if (footer > 0) {
      const text = core.mode === 'idle' ? say('idle') : doing(core, program);
      const font = core.syscall !== '' ? `600 ${print}px ${fonts.code}` : `600 ${print}px ${fonts.text}`;
      write(brush, text, box.w / 2, box.h - 5 - print / 2, box.w - 12, font, hue);
    }
    if (side) {
      const sign = core.mode === 'user' ? 'run' : core.mode === 'kernel' ? 'kernel' : 'wait';
      paintSign(brush, sign, box.w * 0.8, box.h * 0.36, 3.6);
      write(brush, String(core.id), box.w * 0.8, box.h * 0.7, 20, `700 9px ${fonts.text}`, palette.hardware);
    } else if (compact && header === 0) {
      const sign = core.mode === 'user' ? 'run' : core.mode === 'kernel' ? 'kernel' : 'wait';
      paintSign(brush, sign, box.w - 6, 6, 2.6);
    }
  }

  private glow(mode: CoreView['mode'], box: Box): string {
    const w = box.w + 44;
    const h = box.h + 44;
    return shared(this.stage, `coreglow:${mode}`, w, h, (brush) => {
      brush.save();
      brush.scale(1, h / w);
      const r = w / 2;
      const light = brush.createRadialGradient(r, r, r * 0.2, r, r, r);
      light.addColorStop(0, fade(modeHue[mode], 0.85));
      light.addColorStop(1, fade(modeHue[mode], 0));
      brush.fillStyle = light;
      brush.fillRect(0, 0, w, w);
      brush.restore();
    });
  }
}

/** What the core does for its process, in a word or two. */
function doing(core: CoreView, program: Program | undefined): string {
  if (core.syscall !== '') return `${core.syscall}()`;
  if (core.activity === 'user') return program ?? say('modeUser');
  return say(ACTIVITY_TEXTS[core.activity]);
}

function pins(brush: Brush, { w, h }: Box): void {
  brush.fillStyle = fade(palette.hardware, 0.75);
  const across = Math.max(3, Math.floor(h / 14));
  for (let i = 0; i < across; i++) {
    const y = (h / across) * (i + 0.5) - 1;
    brush.fillRect(-5, y, 5, 2);
    brush.fillRect(w, y, 5, 2);
  }
}

/** A round stage with rings of light, lit from below. */
function stagePad(brush: Brush, x: number, y: number, r: number, hue: string, lit: boolean): void {
  if (r < 1) return;
  const light = brush.createRadialGradient(x, y, r * 0.2, x, y, r);
  light.addColorStop(0, fade(hue, lit ? 0.4 : 0.08));
  light.addColorStop(1, fade(hue, 0.02));
  disc(brush, x, y, r);
  brush.fillStyle = light;
  brush.fill();
  brush.strokeStyle = fade(hue, 0.25);
  brush.lineWidth = 1;
  brush.stroke();
}

/** The running program itself, on its stage. */
function actor(brush: Brush, x: number, y: number, r: number, program: Program): void {
  const scale = (r * 1.3) / HOUSE.h;
  brush.save();
  brush.translate(x - 34 * scale, y - 44 * scale);
  brush.scale(scale, scale);
  paintHouse(brush, program, 10, true, false);
  brush.translate(HOUSE.face.x, HOUSE.face.y);
  paintFace(brush, program, 'open', 0);
  brush.restore();
}

/** The rest of the quantum as an arc around the stage. */
function ring(brush: Brush, x: number, y: number, r: number, left: number, hue: string): void {
  if (left <= 0) return;
  brush.beginPath();
  brush.arc(x, y, Math.max(0, r - 1.5), -Math.PI / 2, -Math.PI / 2 + Math.PI * 2 * left);
  brush.strokeStyle = hue;
  brush.lineWidth = Math.max(2, r * 0.1);
  brush.lineCap = 'round';
  glowing(brush, hue, 4, () => brush.stroke());
}
