import type Phaser from 'phaser';
import type { Program } from '../../shared/roles.ts';
import { fonts, frameHue, palette, programHue } from '../theme/palette.ts';
import { bestGrid } from './layout.ts';
import { type Brush, disc, glowing, mix, panel, slope, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { say } from './words.ts';

/** How long a frame shows that a page came or left, in milliseconds. */
const MARK_MS = 1100;
/** At most this many frames are marked at once. */
const MARKS = 24;

interface Mark {
  image: Phaser.GameObjects.Image;
  from: number;
}

/** Memory as a grid of frames, coloured by owner, with marks where a page has just come in or gone. */
export class Memory {
  private readonly stage: Stage;
  private readonly plate: Plate;
  private readonly marks: Mark[] = [];
  private nextMark = 0;
  private grid = { cols: 1, cell: 8, x: 0, y: 0 };
  private frames: readonly number[] = [];

  constructor(stage: Stage) {
    this.stage = stage;
    const { memory } = stage.layout;
    this.plate = new Plate(stage, memory.w, memory.h, 30).at(memory.x, memory.y);
  }

  update(frames: readonly number[], programs: ReadonlyMap<number, Program>, own: ReadonlySet<number>): void {
    this.frames = frames;
    const { memory, print, compact } = this.stage.layout;
    const head = print + 5;
    this.plate.show(`${frames.join()}|${[...own].join()}`, (brush) => {
      const short = compact || memory.w < 130;
      const title = short ? say('memoryShort') : say('memory', { frames: frames.length });
      const font = `700 ${print}px ${fonts.text}`;
      write(brush, title, 0, print / 2 + 1, memory.w, font, palette.hardware, 'left');
      if (frames.length === 0) return;
      const { cols, rows, scale } = bestGrid(frames.length, memory.w, memory.h - head, 1, 1);
      const cell = Math.min(scale, 34);
      const y = head + Math.max(0, (memory.h - head - cell * rows) / 2) * 0.5;
      this.grid = { cols, cell, x: 0, y };
      const gap = cell > 9 ? 2 : 1;
      frames.forEach((owner, i) => {
        const fx = (i % cols) * cell;
        const fy = y + Math.floor(i / cols) * cell;
        paintFrame(brush, fx, fy, cell - gap, ownerHue(owner, programs), owner, own.has(owner));
      });
    });
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

  /** The middle of one of a process' frames, for whoever does not know which. */
  frameOf(pid: number): { x: number; y: number } {
    return this.frameAt(Math.max(0, this.frames.lastIndexOf(pid)));
  }

  /** Marks a frame: `in` with a bright edge, `out` with a dashed one and a slash. */
  mark(at: number, kind: 'in' | 'out', hue: string, now: number): void {
    const { x, y } = this.frameAt(at);
    const texture = this.markTexture(kind, hue);
    let mark = this.marks[this.nextMark];
    if (mark === undefined) {
      mark = { image: picture(this.stage, texture, 35), from: 0 };
      this.marks[this.nextMark] = mark;
    }
    this.nextMark = (this.nextMark + 1) % MARKS;
    mark.from = now;
    mark.image.setTexture(texture).setPosition(x, y).setVisible(true);
  }

  frame(now: number): void {
    for (const { image, from } of this.marks) {
      if (!image.visible) continue;
      const age = (now - from) / MARK_MS;
      if (age >= 1) image.setVisible(false);
      else image.setAlpha(Math.min(1, (1 - age) * 2));
    }
  }

  private markTexture(kind: 'in' | 'out', hue: string): string {
    const size = Math.max(12, Math.round(this.grid.cell) + 6);
    return shared(this.stage, `mark:${kind}:${hue}:${size}`, size, size, (brush) => {
      panel(brush, 2, 2, size - 4, size - 4, size * 0.22);
      brush.lineWidth = 2;
      if (kind === 'in') {
        brush.strokeStyle = '#FFFFFF';
        glowing(brush, hue, 8, () => brush.stroke());
        return;
      }
      brush.fillStyle = 'rgba(10,14,30,0.75)';
      brush.fill();
      brush.strokeStyle = hue;
      brush.setLineDash([3, 2]);
      brush.stroke();
      brush.setLineDash([]);
      brush.beginPath();
      brush.moveTo(size * 0.3, size * 0.7);
      brush.lineTo(size * 0.7, size * 0.3);
      brush.stroke();
    });
  }
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
