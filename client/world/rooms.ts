import { fonts, palette } from '../theme/palette.ts';
import type { Box, WorldLayout } from './layout.ts';
import { type Brush, disc, fade, glowing, panel, polygon, slope, write } from './paint.ts';
import { LINE_TEXTS, SHORT_LINE_TEXTS, STATION_TEXTS, say } from './words.ts';

/** Hues of the interrupt lines: timer, disk, keyboard, network. */
export const lineHue = [palette.ready, palette.hardware, palette.done, '#D98CC0'] as const;

const captionWidth = (world: WorldLayout) => (world.compact ? 40 : world.print * 7.4);

/** The part of a kernel room that holds things, without its caption. */
export function floorOf(box: Box, world: WorldLayout): Box {
  if (world.inline) {
    const side = captionWidth(world);
    return { x: box.x + side, y: box.y, w: box.w - side, h: box.h };
  }
  const head = world.print + 4;
  return { x: box.x, y: box.y + head, w: box.w, h: box.h - head };
}

export function stationDisc(box: Box, world: WorldLayout): { x: number; y: number; r: number } {
  const foot = world.compact ? 0 : world.print + 8;
  // A canvas that is being squeezed leaves no room at all.
  const r = Math.max(0, Math.min(box.w * 0.4, (box.h - foot) * 0.46, 38));
  return { x: box.x + box.w / 2, y: box.y + (box.h - foot) / 2 + (world.inline ? 0 : world.print * 0.4), r };
}

export function lampSpot(box: Box, compact: boolean): { x: number; y: number; r: number } {
  return compact
    ? { x: box.x + box.w / 2, y: box.y + box.h / 2, r: Math.min(7, box.h * 0.32) }
    : { x: box.x + 12, y: box.y + box.h / 2, r: 7 };
}

/** Kernel space's rooms without what moves in them. */
export function paintRooms(brush: Brush, world: WorldLayout): void {
  lanes(brush, world);
  conveyor(brush, world);
  waitingRoom(brush, world);
  stations(brush, world);
  // On a low canvas the shelves need all their height; like the desk beside them they then go without a caption.
  if (world.shelves && !world.inline) caption(brush, say('pageCache'), world.shelves, world);
  cables(brush, world);
  lamps(brush, world);
}

function caption(brush: Brush, text: string, box: Box, world: WorldLayout): void {
  if (world.inline && box.h < 60) {
    const font = `600 ${world.print}px ${fonts.text}`;
    write(brush, text, box.x + 2, box.y + box.h / 2, captionWidth(world), font, '#9FB6E2', 'left');
    return;
  }
  const y = box.y + world.print / 2;
  write(brush, text, box.x + 2, y, box.w - 4, `600 ${world.print}px ${fonts.text}`, '#9FB6E2', 'left');
}

function lanes(brush: Brush, world: WorldLayout): void {
  for (const lane of world.lanes) {
    panel(brush, lane.x, lane.y, lane.w, lane.h, lane.h);
    brush.fillStyle = 'rgba(4,12,28,0.5)';
    brush.fill();
    brush.setLineDash([2, 5]);
    brush.strokeStyle = fade(palette.kernel, 0.28);
    brush.lineWidth = 1;
    brush.stroke();
    brush.setLineDash([]);
  }
}

function conveyor(brush: Brush, world: WorldLayout): void {
  const floor = floorOf(world.queue, world);
  caption(brush, world.compact ? say('stateReady').toLowerCase() : say('readyQueue'), world.queue, world);
  panel(brush, floor.x, floor.y, floor.w, floor.h, Math.min(16, floor.h / 2));
  brush.fillStyle = slope(brush, floor.y, floor.y + floor.h, '#0A1B3A', '#16305C', '#0A1B3A');
  brush.fill();
  brush.strokeStyle = fade(palette.kernel, 0.55);
  brush.lineWidth = 1.4;
  glowing(brush, palette.wall, 4, () => brush.stroke());
}

function waitingRoom(brush: Brush, world: WorldLayout): void {
  const floor = floorOf(world.blocked, world);
  caption(brush, world.compact ? say('waitOther').toLowerCase() : say('waiting'), world.blocked, world);
  panel(brush, floor.x, floor.y, floor.w, floor.h, Math.min(12, floor.h / 2));
  brush.fillStyle = 'rgba(5,11,26,0.6)';
  brush.fill();
  brush.setLineDash([5, 4]);
  brush.strokeStyle = fade('#A9B6DC', 0.4);
  brush.lineWidth = 1;
  brush.stroke();
  brush.setLineDash([]);
}

function stations(brush: Brush, world: WorldLayout): void {
  if (!world.inline && world.stations[0]) {
    const all = { ...world.stations[0], w: world.stations[0].w * 3 };
    caption(brush, say('handling'), all, world);
  }
  const discs = world.stations.map((box) => stationDisc(box, world));
  brush.strokeStyle = fade(palette.kernel, 0.35);
  brush.lineWidth = 2;
  brush.beginPath();
  brush.moveTo(discs[0]!.x, discs[0]!.y);
  brush.lineTo(discs[3]!.x, discs[3]!.y);
  brush.stroke();
  discs.forEach(({ x, y, r }, i) => {
    disc(brush, x, y, r);
    brush.fillStyle = slope(brush, y - r, y + r, '#15345C', '#081730');
    brush.fill();
    brush.strokeStyle = fade(palette.kernel, 0.8);
    brush.lineWidth = 1.4;
    brush.stroke();
    stationIcon(brush, i, x, y, r * 0.5);
    if (!world.compact) {
      const box = world.stations[i]!;
      const font = `600 ${Math.max(9, world.print - 1)}px ${fonts.text}`;
      const below = Math.min(box.y + box.h - world.print / 2 - 1, y + r + world.print);
      write(brush, say(STATION_TEXTS[i]!), x, below, box.w + 2, font, palette.kernel);
    }
  });
}

/** A branching path, an index card, a lock, two arrows. */
function stationIcon(brush: Brush, which: number, x: number, y: number, r: number): void {
  brush.strokeStyle = palette.wallCore;
  brush.fillStyle = palette.wallCore;
  brush.lineWidth = Math.max(1.1, r * 0.2);
  brush.lineCap = 'round';
  brush.beginPath();
  if (which === 0) {
    brush.moveTo(x - r * 0.8, y - r * 0.9);
    brush.lineTo(x - r * 0.8, y + r * 0.8);
    brush.lineTo(x + r * 0.2, y + r * 0.8);
    brush.moveTo(x - r * 0.8, y);
    brush.lineTo(x + r * 0.2, y);
    brush.stroke();
    for (const dy of [0, 0.8]) {
      disc(brush, x + r * 0.6, y + r * dy, r * 0.28);
      brush.fill();
    }
  } else if (which === 1) {
    panel(brush, x - r * 0.75, y - r, r * 1.5, r * 2, r * 0.25);
    brush.stroke();
    brush.beginPath();
    for (const dy of [-0.45, 0, 0.45]) {
      brush.moveTo(x - r * 0.35, y + r * dy);
      brush.lineTo(x + r * 0.35, y + r * dy);
    }
    brush.stroke();
  } else if (which === 2) {
    panel(brush, x - r * 0.8, y - r * 0.15, r * 1.6, r * 1.15, r * 0.2);
    brush.fill();
    brush.beginPath();
    brush.arc(x, y - r * 0.2, r * 0.5, Math.PI, 0);
    brush.stroke();
  } else {
    for (const side of [-1, 1]) {
      const ax = x + side * r * 0.42;
      brush.beginPath();
      brush.moveTo(ax, y + side * r * 0.8);
      brush.lineTo(ax, y - side * r * 0.4);
      brush.stroke();
      polygon(
        brush,
        [ax - r * 0.4, y - side * r * 0.3],
        [ax + r * 0.4, y - side * r * 0.3],
        [ax, y - side * r],
      );
      brush.fill();
    }
  }
}

/** The way of an interrupt: from the device up to its lamp. */
export function cable(world: WorldLayout, line: number): { x: number; y: number }[] {
  const lamp = lampSpot(world.lamps[line]!, world.compact);
  const device = [world.cores[0], world.disk, world.keyboard, world.network][line] ?? world.disk;
  const turn = world.hardware.y + (world.compact ? -1 + line * 1.6 : 2 + line * 3);
  const from = line === 0 ? lamp.x : device.x + device.w / 2;
  const start =
    line === 0
      ? world.cores[0]!.y
      : device.y + (line === 1 && world.compact ? 0 : device.h * (world.compact ? 0.1 : 0.3));
  return [
    { x: from, y: start },
    { x: from, y: turn },
    { x: lamp.x, y: turn },
    { x: lamp.x, y: lamp.y },
  ];
}

function cables(brush: Brush, world: WorldLayout): void {
  brush.lineJoin = 'round';
  for (const line of [0, 1, 2, 3]) {
    const path = cable(world, line);
    for (const [width, colour] of [
      [4, 'rgba(2,5,14,0.8)'],
      [2, fade(lineHue[line]!, 0.55)],
    ] as const) {
      brush.beginPath();
      path.forEach(({ x, y }, i) => {
        if (i === 0) brush.moveTo(x, y);
        else brush.lineTo(x, y);
      });
      brush.strokeStyle = colour;
      brush.lineWidth = width;
      brush.stroke();
    }
  }
}

function lamps(brush: Brush, world: WorldLayout): void {
  world.lamps.forEach((box, line) => {
    const { x, y, r } = lampSpot(box, world.compact);
    disc(brush, x, y, r);
    brush.fillStyle = '#071226';
    brush.fill();
    brush.strokeStyle = lineHue[line]!;
    brush.lineWidth = 1.6;
    brush.stroke();
    lineIcon(brush, line, x, y, r * 0.55);
    if (world.compact) return;
    const font = `600 ${world.print}px ${fonts.text}`;
    const room = box.x + box.w - x - 13;
    brush.font = font;
    const name = say(LINE_TEXTS[line]!);
    const shown = brush.measureText(name).width <= room ? name : say(SHORT_LINE_TEXTS[line]!);
    write(brush, shown, x + 13, y, room, font, lineHue[line]!, 'left');
  });
}

/** A clock's hands, a platter, a key, waves. */
function lineIcon(brush: Brush, line: number, x: number, y: number, r: number): void {
  brush.strokeStyle = lineHue[line]!;
  brush.lineWidth = 1.2;
  brush.beginPath();
  if (line === 0) {
    brush.moveTo(x, y - r);
    brush.lineTo(x, y);
    brush.lineTo(x + r * 0.7, y);
  } else if (line === 1) {
    brush.arc(x, y, r * 0.8, 0, Math.PI * 2);
  } else if (line === 2) {
    brush.rect(x - r * 0.8, y - r * 0.8, r * 1.6, r * 1.6);
  } else {
    brush.arc(x, y + r * 0.6, r * 0.6, Math.PI * 1.2, Math.PI * 1.8);
    brush.moveTo(x - r, y - r * 0.2);
    brush.arc(x, y + r * 0.6, r * 1.3, Math.PI * 1.22, Math.PI * 1.78);
  }
  brush.stroke();
}
