import type { RoomView } from '../../shared/protocol/view.ts';
import type { Program } from '../../shared/roles.ts';
import { palette } from '../theme/palette.ts';
import { DiskDrive } from './disk.ts';
import type { Box } from './layout.ts';
import { Memory } from './memory.ts';
import { type Brush, disc, fade, glowing, panel, slope } from './paint.ts';
import { Plate, type Stage } from './plate.ts';
import { lineHue } from './rooms.ts';

/** How long a key stays down and the network's light on, in milliseconds. */
const BLINK_MS = 260;

/** Memory, disk, keyboard and network card. */
export class Devices {
  readonly memory: Memory;
  readonly disk: DiskDrive;
  private readonly stage: Stage;
  private readonly keyboard: Plate;
  private readonly network: Plate;
  private keyAt = -9999;
  private packetAt = -9999;

  constructor(stage: Stage) {
    this.stage = stage;
    const { keyboard, network } = stage.layout;
    this.memory = new Memory(stage);
    this.disk = new DiskDrive(stage);
    this.keyboard = new Plate(stage, keyboard.w, keyboard.h, 30).at(keyboard.x, keyboard.y);
    this.network = new Plate(stage, network.w, network.h, 30).at(network.x, network.y);
  }

  update(room: RoomView, programs: ReadonlyMap<number, Program>, ownPids: ReadonlySet<number>): void {
    this.memory.update(room.frames, programs, ownPids);
    this.disk.update(room.devices);
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

  frame(now: number, delta: number): void {
    this.memory.frame(now);
    this.disk.frame(now, delta);
    const blinks = now - this.keyAt < BLINK_MS * 2 || now - this.packetAt < BLINK_MS * 2;
    if (blinks) this.showSmall();
  }

  private showSmall(): void {
    const { keyboard, network } = this.stage.layout;
    const now = this.stage.scene.time.now;
    const pressed = now - this.keyAt < BLINK_MS ? Math.floor(this.keyAt / 7) % 15 : -1;
    this.keyboard.show(`${pressed}`, (brush) => paintKeyboard(brush, keyboard, pressed));
    const blink = now - this.packetAt < BLINK_MS;
    this.network.show(`${blink}`, (brush) => paintCard(brush, network, blink));
  }
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
