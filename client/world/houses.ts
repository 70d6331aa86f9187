import type { Program } from '../../shared/roles.ts';
import { palette, programHue } from '../theme/palette.ts';
import { type Brush, disc, fade, glowing, mix, panel, polygon, slope } from './paint.ts';

/** A building's canvas: 72 by 84 units; the front is 46 wide from x 10, its roof line at y 30, its ground at y 80. */
export const HOUSE = { w: 72, h: 84, ground: 80, face: { x: 15, y: 34 } };

const FRONT = { x: 10, y: 30, w: 46, h: 50, depth: 7 };

interface Paints {
  hue: string;
  bright: string;
  deep: string;
  lit: boolean;
}

/** The building of a program with `pages` lit windows; without its face, which blinks and is an image of its own. */
export function paintHouse(brush: Brush, program: Program, pages: number, lit: boolean, gone: boolean): void {
  const hue = gone ? '#66718F' : programHue[program];
  const paints = { hue, bright: mix(hue, '#FFFFFF', 0.35), deep: mix(hue, palette.ground, 0.78), lit };
  shadow(brush);
  brush.lineJoin = 'round';
  side(brush, paints);
  roofs[program](brush, paints);
  front(brush, paints);
  windows(brush, paints, pages);
}

function shadow(brush: Brush): void {
  const ground = brush.createRadialGradient(36, 80, 2, 36, 80, 34);
  ground.addColorStop(0, 'rgba(3,6,18,0.75)');
  ground.addColorStop(1, 'rgba(3,6,18,0)');
  brush.save();
  brush.translate(0, 80);
  brush.scale(1, 0.13);
  brush.translate(0, -80);
  brush.fillStyle = ground;
  brush.fillRect(0, 44, 72, 72);
  brush.restore();
}

function side(brush: Brush, { hue }: Paints): void {
  const { x, y, w, h, depth } = FRONT;
  polygon(brush, [x + w, y], [x + w + depth, y - 4], [x + w + depth, y + h - 5], [x + w, y + h]);
  brush.fillStyle = slope(brush, y, y + h, mix(hue, palette.ground, 0.45), mix(hue, palette.ground, 0.72));
  brush.fill();
}

function front(brush: Brush, { hue, bright, deep, lit }: Paints): void {
  const { x, y, w, h } = FRONT;
  panel(brush, x, y, w, h, 3);
  brush.fillStyle = slope(brush, y, y + h, mix(hue, palette.ground, 0.66), deep);
  brush.fill();
  glowing(brush, hue, lit ? 7 : 2, () => {
    brush.strokeStyle = lit ? bright : hue;
    brush.lineWidth = lit ? 2 : 1.5;
    brush.stroke();
  });
  brush.fillStyle = fade('#FFFFFF', 0.08);
  brush.fillRect(x + 2, y + 2, w - 4, 2);
}

/** Resident pages as lit rooms; at most eighteen are drawn. */
function windows(brush: Brush, { hue, bright }: Paints, pages: number): void {
  const many = pages > 10;
  const cols = many ? 6 : 5;
  const rows = many ? 3 : 2;
  const [w, h, gap] = many ? [4.8, 5, 2] : [6, 7.5, 2];
  const x0 = FRONT.x + (FRONT.w - cols * w - (cols - 1) * gap) / 2;
  for (let i = 0; i < cols * rows; i++) {
    const x = x0 + (i % cols) * (w + gap);
    const y = 58 + Math.floor(i / cols) * (h + gap);
    panel(brush, x, y, w, h, 1.3);
    if (i < pages) {
      brush.fillStyle = slope(brush, y, y + h, bright, hue);
      glowing(brush, hue, 3, () => brush.fill());
    } else {
      brush.fillStyle = fade('#050A1A', 0.75);
      brush.fill();
    }
  }
}

/** Fills and edges a roof. */
function tile(brush: Brush, { hue, bright }: Paints, top: number): void {
  brush.fillStyle = slope(brush, top, FRONT.y, bright, mix(hue, palette.ground, 0.35));
  brush.fill();
  brush.strokeStyle = bright;
  brush.lineWidth = 1.2;
  brush.stroke();
}

function lamp(brush: Brush, { bright, hue }: Paints, x: number, y: number, r = 2): void {
  glowing(brush, hue, 6, () => {
    disc(brush, x, y, r);
    brush.fillStyle = bright;
    brush.fill();
  });
}

/** A roof each, so that a program is known by its shape. */
const roofs: Record<Program, (brush: Brush, paints: Paints) => void> = {
  /** A gable with the lines of a listing. */
  ls(brush, paints) {
    polygon(brush, [33, 8], [62, 27], [58, 30], [6, 30], [4, 27]);
    tile(brush, paints, 8);
    brush.strokeStyle = fade(palette.ground, 0.7);
    brush.lineWidth = 1.6;
    for (const [y, half] of [
      [17, 6],
      [21.5, 12],
      [26, 18],
    ] as const) {
      brush.beginPath();
      brush.moveTo(33 - half, y);
      brush.lineTo(33 + half, y);
      brush.stroke();
    }
  },
  /** Two ears. */
  cat(brush, paints) {
    polygon(brush, [8, 30], [10, 8], [25, 20], [41, 20], [56, 8], [58, 30]);
    tile(brush, paints, 8);
    for (const [a, b, c] of [
      [12.5, 14, 20],
      [53.5, 52, 46],
    ] as const) {
      polygon(brush, [a, 13], [b, 25], [c, 20.5]);
      brush.fillStyle = fade(palette.ground, 0.45);
      brush.fill();
    }
  },
  /** The same gable twice. */
  cp(brush, paints) {
    polygon(brush, [32, 30], [47, 10], [62, 27], [58, 30]);
    tile(brush, paints, 10);
    polygon(brush, [5, 30], [20, 12], [36, 30]);
    tile(brush, paints, 12);
    lamp(brush, paints, 20, 23);
    lamp(brush, paints, 47, 21);
  },
  /** The point of a pencil. */
  edit(brush, paints) {
    polygon(brush, [8, 30], [24, 12], [42, 12], [58, 30]);
    tile(brush, paints, 12);
    polygon(brush, [24, 12], [33, 2], [42, 12]);
    brush.fillStyle = '#F3DFC1';
    brush.fill();
    polygon(brush, [29.8, 5.5], [33, 2], [36.2, 5.5]);
    brush.fillStyle = '#1B2140';
    brush.fill();
    brush.strokeStyle = fade(palette.ground, 0.5);
    brush.lineWidth = 1.2;
    for (const x of [27, 39]) {
      brush.beginPath();
      brush.moveTo(33 + (x - 33) * 0.6, 12);
      brush.lineTo(33 + (x - 33) * 1.8, 30);
      brush.stroke();
    }
  },
  /** Half a globe. */
  browser(brush, paints) {
    brush.beginPath();
    brush.arc(33, 30, 22, Math.PI, 0);
    brush.closePath();
    tile(brush, paints, 8);
    brush.strokeStyle = fade(palette.ground, 0.55);
    brush.lineWidth = 1.2;
    for (const rx of [8, 16]) {
      brush.beginPath();
      brush.ellipse(33, 30, rx, 22, 0, Math.PI, 0);
      brush.stroke();
    }
    brush.beginPath();
    brush.moveTo(14, 19);
    brush.lineTo(52, 19);
    brush.stroke();
  },
  /** A rack with an aerial. */
  httpd(brush, paints) {
    brush.strokeStyle = paints.bright;
    brush.lineWidth = 1.5;
    brush.beginPath();
    brush.moveTo(46, 20);
    brush.lineTo(46, 6);
    brush.stroke();
    lamp(brush, paints, 46, 5, 2.4);
    for (const r of [6, 10]) {
      brush.beginPath();
      brush.arc(46, 5, r, Math.PI * 0.85, Math.PI * 1.15);
      brush.moveTo(46 + r, 5);
      brush.arc(46, 5, r, -Math.PI * 0.15, Math.PI * 0.15);
      brush.stroke();
    }
    for (const y of [17, 24]) {
      panel(brush, 7, y, 52, 6, 2);
      tile(brush, paints, y - 4);
      for (const x of [12, 17, 22]) {
        disc(brush, x, y + 3, 1.2);
        brush.fillStyle = palette.ground;
        brush.fill();
      }
    }
  },
  /** A factory: saw teeth and a chimney. */
  cc(brush, paints) {
    panel(brush, 46, 4, 8, 24, 1);
    tile(brush, paints, 4);
    brush.fillStyle = fade(palette.ground, 0.55);
    brush.fillRect(46, 8, 8, 3);
    polygon(brush, [7, 30], [7, 16], [20, 26], [20, 16], [33, 26], [33, 16], [46, 26], [46, 20], [59, 30]);
    tile(brush, paints, 14);
  },
  /** Headphones. */
  player(brush, paints) {
    panel(brush, 12, 24, 42, 8, 4);
    tile(brush, paints, 22);
    glowing(brush, paints.hue, 4, () => {
      brush.strokeStyle = paints.bright;
      brush.lineWidth = 4;
      brush.beginPath();
      brush.arc(33, 34, 27, Math.PI * 1.06, Math.PI * 1.94);
      brush.stroke();
    });
    for (const x of [1, 55]) {
      panel(brush, x, 28, 10, 20, 4);
      tile(brush, paints, 24);
    }
  },
  /** A sign with the prompt. */
  sh(brush, paints) {
    polygon(brush, [7, 30], [12, 24], [54, 24], [59, 30]);
    tile(brush, paints, 22);
    panel(brush, 14, 4, 38, 20, 3);
    brush.fillStyle = '#060A18';
    brush.fill();
    glowing(brush, paints.hue, 4, () => {
      brush.strokeStyle = paints.bright;
      brush.lineWidth = 1.5;
      brush.stroke();
      brush.lineWidth = 2.2;
      brush.beginPath();
      brush.moveTo(21, 9);
      brush.lineTo(26, 14);
      brush.lineTo(21, 19);
      brush.moveTo(30, 19);
      brush.lineTo(39, 19);
      brush.stroke();
    });
  },
};
