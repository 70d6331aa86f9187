import type Phaser from 'phaser';
import type { DevicesView } from '../../shared/protocol/view.ts';
import { fonts, palette } from '../theme/palette.ts';
import { disc, fade, glowing, polygon, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { lineHue } from './rooms.ts';
import { say } from './words.ts';

/** The arm's angles over the innermost and the outermost cylinder; the higher ones lie outside, as swap does. */
const INNER = -0.97;
const OUTER = -1.47;
const LAST_CYLINDER = 99;
/** The arm's pivot beside the platter and its length, in radii of the platter. */
const PIVOT = { x: 0.9, y: -0.72 };
const REACH = 1.215;
/** Time constant of a seek, in milliseconds: slow enough to be seen. */
const SEEK_MS = 170;
const FLASH_MS = 520;

const angleOf = (cylinder: number) => INNER + (cylinder / LAST_CYLINDER) * (OUTER - INNER);

/** Where the head stands at an angle, in radii from the platter's middle. */
function headAt(angle: number): { x: number; y: number } {
  return { x: PIVOT.x - REACH * Math.cos(angle), y: PIVOT.y - REACH * Math.sin(angle) };
}

/** The disk: its platter turns, its arm seeks, a ring marks the track, and a line of print says where and for how many. */
export class DiskDrive {
  readonly heart: { x: number; y: number };
  private readonly stage: Stage;
  private readonly r: number;
  private readonly platter: Phaser.GameObjects.Image;
  private readonly arm: Phaser.GameObjects.Image;
  private readonly track: Phaser.GameObjects.Image;
  private readonly head: Phaser.GameObjects.Image;
  private readonly caption: Plate;
  private angle = angleOf(0);
  private wanted = angleOf(0);
  private busy = false;
  private doneAt = -9999;

  constructor(stage: Stage) {
    this.stage = stage;
    const { disk, print, compact } = stage.layout;
    const line = print + 5;
    const foot = compact ? 0 : line;
    const top = compact ? line : 0;
    const r = Math.max(8, Math.min(disk.w, disk.h - top - foot) / 2 - 3);
    const x = disk.x + disk.w / 2;
    const y = disk.y + top + (disk.h - top - foot) / 2;
    this.r = r;
    this.heart = { x, y };
    this.platter = picture(stage, platterTexture(stage, r), 30).setPosition(x, y);
    this.track = picture(stage, trackTexture(stage, r), 30).setPosition(x, y).setAlpha(0.25);
    this.arm = picture(stage, armTexture(stage, r), 31)
      .setOrigin(0.9, 0.5)
      .setPosition(x + r * PIVOT.x, y + r * PIVOT.y);
    this.head = picture(stage, headTexture(stage, r), 32).setBlendMode(stage.light).setAlpha(0);
    this.caption = new Plate(stage, disk.w, line, 31).at(disk.x, compact ? disk.y : disk.y + disk.h - line);
  }

  /** Where the head is now: pages come from there and go there. */
  get headSpot(): { x: number; y: number } {
    const { x, y } = headAt(this.angle);
    return { x: this.heart.x + x * this.r, y: this.heart.y + y * this.r };
  }

  update({ diskArm, diskQueue }: DevicesView): void {
    const { disk, print, compact } = this.stage.layout;
    this.busy = diskQueue > 0;
    this.wanted = angleOf(diskArm);
    const text = this.captionOf(diskArm, diskQueue);
    const font = `${compact ? 700 : 600} ${print}px ${fonts.text}`;
    this.caption.show(text, (brush) =>
      write(brush, text, disk.w / 2, (print + 5) / 2, disk.w, font, palette.hardware),
    );
  }

  private captionOf(cylinder: number, waiting: number): string {
    const { disk, print, compact } = this.stage.layout;
    if (compact || disk.w < print * 6) return say('lineDisk');
    if (waiting === 0) return say('cylinder', { cylinder });
    return say(disk.w < print * 12 ? 'cylinderShort' : 'cylinderWaiting', { cylinder, waiting });
  }

  /** A transfer is over. */
  served(now: number): void {
    this.doneAt = now;
  }

  frame(now: number, delta: number): void {
    const { still, ratio } = this.stage;
    this.angle += (this.wanted - this.angle) * (still ? 1 : 1 - Math.exp(-delta / SEEK_MS));
    this.arm.setRotation(this.angle);
    const { x, y } = headAt(this.angle);
    this.track.setScale(Math.hypot(x, y) / ratio).setAlpha(this.busy ? 0.9 : 0.3);
    const glow = Math.max(0, 1 - (now - this.doneAt) / FLASH_MS);
    this.head.setPosition(this.heart.x + x * this.r, this.heart.y + y * this.r).setAlpha(glow);
    if (!still) this.platter.rotation += delta * (this.busy ? 0.006 : 0.0012);
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

/** The ring of the track under the head; it is scaled to the head's distance from the middle. */
function trackTexture(stage: Stage, r: number): string {
  const size = r * 2 + 6;
  return shared(stage, 'track', size, size, (brush) => {
    disc(brush, size / 2, size / 2, r);
    brush.strokeStyle = lineHue[1];
    brush.lineWidth = 2.2;
    brush.stroke();
  });
}

function headTexture(stage: Stage, r: number): string {
  const size = Math.max(18, r * 0.9);
  return shared(stage, 'head', size, size, (brush) => {
    const half = size / 2;
    const glow = brush.createRadialGradient(half, half, 0, half, half, half);
    glow.addColorStop(0, '#FFFFFF');
    glow.addColorStop(0.3, fade(palette.hardware, 0.9));
    glow.addColorStop(1, fade(palette.hardware, 0));
    brush.fillStyle = glow;
    brush.fillRect(0, 0, size, size);
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
