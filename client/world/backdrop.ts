import { fonts, palette } from '../theme/palette.ts';
import type { Box, WorldLayout } from './layout.ts';
import { type Brush, disc, fade, glowing, panel, slope, write } from './paint.ts';
import { plotOf } from './plot.ts';
import { say } from './words.ts';

/** A repeatable scatter, so that a resize does not shuffle the stars. */
function scatter(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** All that does not move, painted once per size. */
export function paintBackdrop(brush: Brush, world: WorldLayout): void {
  sky(brush, world);
  skyline(brush, world);
  ledges(brush, world);
  apron(brush, world);
  kernelHall(brush, world);
  board(brush, world);
  rail(brush, world);
}

function sky(brush: Brush, { userspace: { w, h } }: WorldLayout): void {
  brush.fillStyle = slope(brush, 0, h, '#0F1740', palette.userspace, palette.userspaceHigh, '#2E4A86');
  brush.fillRect(0, 0, w, h);
  for (const [x, y, r, hue] of [
    [0.22, 0.1, 0.5, '#5B3FA8'],
    [0.78, 0.25, 0.45, '#1C7FA8'],
    [0.5, 1.05, 0.6, '#2FA8D8'],
  ] as const) {
    const radius = w * r;
    const cloud = brush.createRadialGradient(w * x, h * y, 0, w * x, h * y, radius);
    cloud.addColorStop(0, fade(hue, 0.26));
    cloud.addColorStop(1, fade(hue, 0));
    brush.fillStyle = cloud;
    brush.fillRect(0, 0, w, h);
  }
  const random = scatter(7);
  const stars = Math.round((w * h) / 3200);
  for (let i = 0; i < stars; i++) {
    const size = random() < 0.1 ? 1.2 : 0.6;
    brush.fillStyle = fade('#DCE8FF', 0.15 + random() * 0.5);
    disc(brush, random() * w, random() ** 1.6 * h * 0.75, size);
    brush.fill();
  }
}

/** Far towers behind the town, with a few lit rooms. */
function skyline(brush: Brush, { userspace, wall }: WorldLayout): void {
  const random = scatter(21);
  for (const [layer, colour] of [
    [0.62, '#1B2B63'],
    [0.4, '#1E3270'],
  ] as const) {
    let x = -20;
    while (x < userspace.w) {
      const w = 22 + random() * 46;
      const h = userspace.h * layer * (0.45 + random() * 0.75);
      const top = wall.y - h;
      brush.fillStyle = slope(brush, top, wall.y, fade(colour, 0.75), fade(colour, 0.1));
      brush.fillRect(x, top, w, h);
      for (let i = 0; i < 5; i++) {
        brush.fillStyle = fade('#9CC8FF', 0.05 + random() * 0.12);
        brush.fillRect(x + 4 + random() * (w - 10), top + 5 + random() * h * 0.6, 3, 4);
      }
      x += w + random() * 14;
    }
  }
}

/** Each row of buildings stands on a ledge; their names are on its front. Free lots show their outlines. */
function ledges(brush: Brush, { cells, rail, width }: WorldLayout): void {
  const rows = new Map<number, Box>();
  for (const cell of cells) {
    const row = rows.get(cell.y);
    if (row) row.w = cell.x + cell.w - row.x;
    else rows.set(cell.y, { ...cell });
  }
  for (const row of rows.values()) {
    const cell = cells.find((candidate) => candidate.y === row.y);
    if (cell === undefined) continue;
    const { ground } = plotOf(cell);
    const foot = cell.y + cell.h;
    const x = rail.w + 2;
    const w = width - x;
    polygonTop(brush, x, w, ground);
    brush.fillStyle = slope(brush, ground, foot, 'rgba(12,20,54,0.92)', 'rgba(12,20,54,0.55)');
    brush.fillRect(x, ground, w, foot - ground);
    glowing(brush, palette.wall, 6, () => {
      brush.fillStyle = fade('#8FB6FF', 0.75);
      brush.fillRect(x, ground - 0.5, w, 1.2);
    });
  }
  for (const cell of cells) {
    const { ground, house } = plotOf(cell);
    const w = 46 * house.scale;
    brush.strokeStyle = fade('#9CC0FF', 0.22);
    brush.setLineDash([3, 4]);
    brush.lineWidth = 1;
    brush.strokeRect(house.x + 10 * house.scale, ground - 8 * house.scale, w, 8 * house.scale);
    brush.setLineDash([]);
  }
}

/** The ledge's top, seen slightly from above. */
function polygonTop(brush: Brush, x: number, w: number, ground: number): void {
  brush.fillStyle = slope(brush, ground - 7, ground, 'rgba(120,160,255,0)', 'rgba(120,160,255,0.28)');
  brush.fillRect(x, ground - 7, w, 7);
}

/** Perspective lines that run to the wall, and the wall's own light on the ground and below. */
function apron(brush: Brush, { wall, width, plaques, kernel }: WorldLayout): void {
  const top = plaques[0]!.y - 4;
  brush.fillStyle = slope(brush, top, wall.y, 'rgba(10,18,48,0.75)', 'rgba(30,80,130,0.75)');
  brush.fillRect(0, top, width, wall.y - top);
  brush.strokeStyle = fade(palette.wall, 0.16);
  brush.lineWidth = 1;
  for (let i = -14; i <= 14; i++) {
    brush.beginPath();
    brush.moveTo(width / 2 + i * width * 0.036, top);
    brush.lineTo(width / 2 + i * width * 0.06, wall.y);
    brush.stroke();
  }
  brush.fillStyle = slope(brush, wall.y - 26, wall.y, fade(palette.wall, 0), fade(palette.wall, 0.38));
  brush.fillRect(0, wall.y - 26, width, 26);
  brush.fillStyle = palette.kernelGround;
  brush.fillRect(0, wall.y, width, kernel.h);
}

function kernelHall(brush: Brush, { kernel, width }: WorldLayout): void {
  const { y, h } = kernel;
  brush.fillStyle = slope(brush, y, y + h, '#0C2340', '#0A1A33', '#091225');
  brush.fillRect(0, y, width, h);
  grid(brush, 0, y, width, h, 12, fade(palette.kernel, 0.045));
  grid(brush, 0, y, width, h, 60, fade(palette.kernel, 0.08));
  brush.fillStyle = slope(brush, y, y + h * 0.45, fade(palette.wall, 0.3), fade(palette.wall, 0));
  brush.fillRect(0, y, width, h * 0.45);
}

function grid(brush: Brush, x: number, y: number, w: number, h: number, step: number, colour: string): void {
  brush.strokeStyle = colour;
  brush.lineWidth = 1;
  brush.beginPath();
  for (let i = x + step; i < x + w; i += step) {
    brush.moveTo(i + 0.5, y);
    brush.lineTo(i + 0.5, y + h);
  }
  for (let i = y + step; i < y + h; i += step) {
    brush.moveTo(x, i + 0.5);
    brush.lineTo(x + w, i + 0.5);
  }
  brush.stroke();
}

/** The circuit board: copper traces with pads, running in right angles. */
function board(brush: Brush, { hardware, width }: WorldLayout): void {
  const { y, h } = hardware;
  brush.fillStyle = slope(brush, y, y + h, '#0D1220', '#090D18', '#060911');
  brush.fillRect(0, y, width, h);
  const random = scatter(3);
  brush.lineWidth = 1.2;
  for (let i = 0; i < width / 22; i++) {
    let px = random() * width;
    let py = y + random() * h;
    brush.strokeStyle = fade(palette.hardware, 0.05 + random() * 0.08);
    brush.beginPath();
    brush.moveTo(px, py);
    for (let leg = 0; leg < 3; leg++) {
      const run = (random() - 0.5) * 150;
      const slant = (random() < 0.5 ? -1 : 1) * 10;
      px += run;
      brush.lineTo(px, py);
      py = Math.min(y + h - 4, Math.max(y + 6, py + slant));
      px += Math.abs(slant) * Math.sign(run);
      brush.lineTo(px, py);
    }
    brush.stroke();
    disc(brush, px, py, 2);
    brush.fillStyle = fade(palette.hardware, 0.16);
    brush.fill();
  }
  glowing(brush, palette.hardware, 5, () => {
    brush.fillStyle = fade(palette.hardware, 0.4);
    brush.fillRect(0, y - 0.6, width, 1.2);
  });
}

/** The levels' names, upright in the margin. */
function rail(brush: Brush, world: WorldLayout): void {
  const { userspace, kernel, hardware, wall, compact } = world;
  const w = world.rail.w;
  const size = compact ? 8 : Math.min(12, world.print);
  const levels = [
    { y: 0, h: userspace.h, name: say('userspace'), ink: '#B9C9FF', ground: 'rgba(13,22,62,0.72)' },
    {
      y: kernel.y,
      h: kernel.h,
      name: kernel.h < 150 ? say('kernelShort') : say('kernelSpace'),
      ink: palette.kernel,
      ground: 'rgba(7,30,52,0.8)',
    },
    {
      y: hardware.y,
      h: hardware.h,
      name: say('hardware'),
      ink: palette.hardware,
      ground: 'rgba(30,22,16,0.85)',
    },
  ];
  for (const level of levels) {
    brush.fillStyle = level.ground;
    brush.fillRect(0, level.y, w, level.h);
    brush.fillStyle = fade(level.ink, 0.5);
    brush.fillRect(w - 1, level.y, 1, level.h);
    brush.save();
    brush.translate(w / 2, level.y + level.h / 2);
    brush.rotate(-Math.PI / 2);
    brush.letterSpacing = `${compact ? 1.5 : size * 0.28}px`;
    write(brush, level.name, 0, 0, level.h - 6, `800 ${size}px ${fonts.text}`, level.ink);
    brush.restore();
  }
  panel(brush, 0, wall.y, w, wall.h, 0);
  brush.fillStyle = palette.wall;
  brush.fill();
}
