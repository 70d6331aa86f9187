import type Phaser from 'phaser';
import type { DevicesView, RoomView } from '../../shared/protocol/view.ts';
import type { Program } from '../../shared/roles.ts';
import { fonts, frameHue, palette, programHue } from '../theme/palette.ts';
import { type Box, bestGrid } from './layout.ts';
import { type Brush, disc, fade, glowing, mix, panel, polygon, slope, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { lineHue } from './rooms.ts';
import { words } from './words.ts';

/** Where a device's picture is, below its caption. */
function bodyOf(box: Box, print: number, captioned: boolean): Box {
  const head = captioned ? print + 5 : 0;
  return { x: box.x, y: box.y + head, w: box.w, h: box.h - head };
}

/** Memory as a grid of frames, the disk with its arm, keyboard and network card. */
export class Devices {
  private readonly stage: Stage;
  private readonly memory: Plate;
  private readonly keyboard: Plate;
  private readonly network: Plate;
  private readonly platter: Phaser.GameObjects.Image;
  private readonly arm: Phaser.GameObjects.Image;
  private armAngle = 0;
  private armTo = 0;
  private busy = false;
  private keyAt = -9999;
  private packetAt = -9999;
  private grid = { cols: 1, rows: 1, cell: 1, x: 0, y: 0 };
  private frames: readonly number[] = [];

  constructor(stage: Stage) {
    this.stage = stage;
    const { layout } = stage;
    this.memory = new Plate(stage, layout.memory.w, layout.memory.h, 30).at(layout.memory.x, layout.memory.y);
    this.keyboard = this.plate(layout.keyboard);
    this.network = this.plate(layout.network);
    const body = bodyOf(layout.disk, layout.print, layout.compact);
    const r = Math.max(8, Math.min(body.w, body.h) / 2 - 3);
    const x = body.x + body.w / 2;
    const y = body.y + body.h / 2;
    this.platter = picture(stage, platterTexture(stage, r), 30).setPosition(x, y);
    this.arm = picture(stage, armTexture(stage, r), 31)
      .setOrigin(0.9, 0.5)
      .setPosition(x + r * 0.9, y - r * 0.72);
    const caption = new Plate(stage, layout.disk.w, layout.print + 5, 30).at(layout.disk.x, layout.disk.y);
    if (layout.compact)
      caption.show('disk', (brush) => captionOn(brush, words.lines[1], layout.disk.w, layout.print));
  }

  private plate(box: Box): Plate {
    return new Plate(this.stage, box.w, box.h, 30).at(box.x, box.y);
  }

  update(room: RoomView, programs: ReadonlyMap<number, Program>, ownPids: ReadonlySet<number>): void {
    this.frames = room.frames;
    this.showMemory(room.frames, programs, ownPids);
    this.moveArm(room.devices);
    this.showSmall();
  }

  key(now: number): void {
    this.keyAt = now;
    this.showSmall();
  }

  packet(now: number): void {
    this.packetAt = now;
    this.showSmall();
  }

  /** The middle of one of a process' frames, from which a page rises. */
  frameOf(pid: number): { x: number; y: number } {
    return this.frameAt(Math.max(0, this.frames.lastIndexOf(pid)));
  }

  /** The middle of the disk, where evicted pages go. */
  get diskHeart(): { x: number; y: number } {
    const { disk } = this.stage.layout;
    return { x: disk.x + disk.w / 2, y: disk.y + disk.h / 2 };
  }

  /** The middle of a frame. */
  frameAt(at: number): { x: number; y: number } {
    const { cols, cell, x, y } = this.grid;
    const { memory } = this.stage.layout;
    return {
      x: memory.x + x + ((at % cols) + 0.5) * cell,
      y: memory.y + y + (Math.floor(at / cols) + 0.5) * cell,
    };
  }

  frame(now: number, delta: number): void {
    this.armAngle += (this.armTo - this.armAngle) * (this.stage.still ? 1 : 1 - Math.exp(-delta / 120));
    this.arm.setRotation(this.armAngle);
    if (!this.stage.still) this.platter.rotation += delta * (this.busy ? 0.006 : 0.0012);
    if (now - this.keyAt > 260 || now - this.packetAt > 260) this.showSmall();
  }

  private moveArm(devices: DevicesView): void {
    this.busy = devices.diskQueue > 0;
    this.armTo = -0.95 + (devices.diskArm / 99) * 0.62;
  }

  private showMemory(
    frames: readonly number[],
    programs: ReadonlyMap<number, Program>,
    own: ReadonlySet<number>,
  ): void {
    const { memory, print, compact } = this.stage.layout;
    const head = print + 5;
    this.memory.show(`${frames.join()}|${[...own].join()}`, (brush) => {
      const title = compact || memory.w < 130 ? words.memoryShort : words.memory(frames.length);
      captionOn(brush, title, memory.w, print, 'left');
      if (frames.length === 0) return;
      const { cols, rows, scale } = bestGrid(frames.length, memory.w, memory.h - head, 1, 1);
      const cell = Math.min(scale, 34);
      const x = 0;
      const y = head + Math.max(0, (memory.h - head - cell * rows) / 2) * 0.5;
      this.grid = { cols, rows, cell, x, y };
      const gap = cell > 9 ? 2 : 1;
      frames.forEach((owner, i) => {
        const fx = x + (i % cols) * cell;
        const fy = y + Math.floor(i / cols) * cell;
        paintFrame(brush, fx, fy, cell - gap, ownerHue(owner, programs), owner, own.has(owner));
      });
    });
  }

  private showSmall(): void {
    const { keyboard, network } = this.stage.layout;
    const now = this.stage.scene.time.now;
    const pressed = now - this.keyAt < 260 ? Math.floor(this.keyAt / 7) % 15 : -1;
    this.keyboard.show(`${pressed}`, (brush) => paintKeyboard(brush, keyboard, pressed));
    const blink = now - this.packetAt < 260;
    this.network.show(`${blink}`, (brush) => paintCard(brush, network, blink));
  }
}

function captionOn(
  brush: Brush,
  text: string,
  w: number,
  print: number,
  align: 'left' | 'center' = 'center',
): void {
  const font = `700 ${print}px ${fonts.text}`;
  write(brush, text, align === 'left' ? 0 : w / 2, print / 2 + 1, w, font, palette.hardware, align);
}

function ownerHue(owner: number, programs: ReadonlyMap<number, Program>): string {
  if (owner === 0) return frameHue.free;
  if (owner === 1) return frameHue.kernel;
  if (owner === 2) return frameHue.cache;
  const program = programs.get(owner);
  return program ? programHue[program] : '#66718F';
}

/** A frame; the kernel's are barred, the cache's dotted, the own ones edged in white. */
function paintFrame(
  brush: Brush,
  x: number,
  y: number,
  size: number,
  hue: string,
  owner: number,
  own: boolean,
): void {
  panel(brush, x, y, size, size, size * 0.22);
  brush.fillStyle =
    owner === 0 ? hue : slope(brush, y, y + size, mix(hue, '#FFFFFF', 0.12), mix(hue, '#0B1020', 0.3));
  brush.fill();
  if (owner === 0) {
    brush.strokeStyle = 'rgba(120,150,220,0.22)';
    brush.lineWidth = 1;
    brush.stroke();
  }
  if (own) {
    brush.strokeStyle = '#FFFFFF';
    brush.lineWidth = 1.5;
    brush.stroke();
  }
  if (size < 6) return;
  if (owner === 1) {
    brush.fillStyle = 'rgba(4,20,34,0.6)';
    brush.fillRect(x + size * 0.2, y + size * 0.42, size * 0.6, Math.max(1, size * 0.16));
  } else if (owner === 2) {
    brush.fillStyle = 'rgba(4,12,34,0.6)';
    disc(brush, x + size / 2, y + size / 2, size * 0.14);
    brush.fill();
  }
}

function platterTexture(stage: Stage, r: number): string {
  const size = r * 2 + 6;
  return shared(stage, 'platter', size, size, (brush) => {
    const c = size / 2;
    const metal = brush.createConicGradient(0.4, c, c);
    for (const [at, hue] of [
      [0, '#2B3350'],
      [0.12, '#5C678F'],
      [0.25, '#252C47'],
      [0.5, '#2B3350'],
      [0.62, '#59648B'],
      [0.75, '#252C47'],
      [1, '#2B3350'],
    ] as const) {
      metal.addColorStop(at, hue);
    }
    disc(brush, c, c, r);
    brush.fillStyle = metal;
    brush.fill();
    brush.strokeStyle = palette.hardware;
    brush.lineWidth = 1.8;
    glowing(brush, palette.hardware, 4, () => brush.stroke());
    brush.strokeStyle = 'rgba(255,194,122,0.2)';
    brush.lineWidth = 1;
    for (const share of [0.8, 0.62, 0.45]) {
      disc(brush, c, c, r * share);
      brush.stroke();
    }
    disc(brush, c, c, r * 0.24);
    brush.fillStyle = '#0D1427';
    brush.fill();
    disc(brush, c, c, r * 0.1);
    brush.fillStyle = palette.hardware;
    brush.fill();
  });
}

function armTexture(stage: Stage, r: number): string {
  const w = r * 1.35;
  const h = Math.max(8, r * 0.3);
  return shared(stage, 'arm', w, h, (brush) => {
    const m = h / 2;
    polygon(brush, [2, m - 1], [w * 0.85, m - h * 0.22], [w * 0.85, m + h * 0.22], [2, m + 1.5]);
    brush.fillStyle = '#FFE3BF';
    glowing(brush, '#000000', 4, () => brush.fill());
    disc(brush, w * 0.9, m, h * 0.34);
    brush.fillStyle = palette.hardware;
    brush.fill();
    disc(brush, w * 0.9, m, h * 0.14);
    brush.fillStyle = '#0D1427';
    brush.fill();
  });
}

function paintKeyboard(brush: Brush, box: Box, pressed: number): void {
  const w = Math.min(box.w - 2, box.h * 1.7);
  const h = Math.min(box.h - 2, w * 0.62);
  const x = (box.w - w) / 2;
  const y = (box.h - h) / 2;
  panel(brush, x, y, w, h, 5);
  brush.fillStyle = slope(brush, y, y + h, '#1D2747', '#10172D');
  brush.fill();
  brush.strokeStyle = palette.hardware;
  brush.lineWidth = 1.4;
  brush.stroke();
  const stepX = (w - 8) / 5;
  const stepY = (h - 7) / 4;
  for (let i = 0; i < 16; i++) {
    const space = i === 15;
    const kx = x + 4 + (space ? stepX : (i % 5) * stepX);
    const ky = y + 4 + (space ? 3 : Math.floor(i / 5)) * stepY;
    panel(brush, kx + 0.7, ky, (space ? stepX * 3 : stepX) - 1.6, stepY - 1.6, 1.6);
    brush.fillStyle = i === pressed ? lineHue[2] : '#33406B';
    if (i === pressed) glowing(brush, lineHue[2], 8, () => brush.fill());
    else brush.fill();
  }
}

function paintCard(brush: Brush, box: Box, blink: boolean): void {
  const w = Math.min(box.w - 4, box.h * 1.2);
  const h = Math.min(box.h - 2, w * 0.8);
  const x = (box.w - w) / 2;
  const y = (box.h - h) / 2;
  panel(brush, x, y, w, h * 0.82, 4);
  brush.fillStyle = slope(brush, y, y + h, '#1A3B36', '#0C1F22');
  brush.fill();
  brush.strokeStyle = palette.hardware;
  brush.lineWidth = 1.4;
  brush.stroke();
  brush.fillStyle = palette.hardware;
  for (let i = 0; i < 6; i++) brush.fillRect(x + w * (0.14 + i * 0.125), y + h * 0.82, w * 0.07, h * 0.14);
  panel(brush, x + w * 0.12, y + h * 0.2, w * 0.4, h * 0.42, 2);
  brush.fillStyle = '#060A14';
  brush.fill();
  brush.strokeStyle = fade(lineHue[3], 0.9);
  brush.stroke();
  for (const [i, on] of [blink, !blink].entries()) {
    disc(brush, x + w * 0.72, y + h * (0.3 + i * 0.24), Math.max(1.6, w * 0.055));
    brush.fillStyle = on ? (i === 0 ? lineHue[3] : '#4C5A3C') : '#3A2440';
    if (on && i === 0) glowing(brush, lineHue[3], 8, () => brush.fill());
    else brush.fill();
  }
}
