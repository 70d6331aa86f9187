import type Phaser from 'phaser';
import { palette } from '../theme/palette.ts';
import { disc, fade, glowing, panel, polygon, slope } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { floorOf, lampSpot, lineHue, stationDisc } from './rooms.ts';

interface Flash {
  image: Phaser.GameObjects.Image;
  from: number;
  span: number;
}

const STEPS: Readonly<Record<string, number>> = { path: 0, inode: 1, permission: 2, copy: 3 };

/** What moves in kernel space: the conveyor's belt, the stations' and lamps' light, the shelves of the page cache. */
export class KernelHall {
  private readonly stage: Stage;
  private readonly stations: Flash[] = [];
  private readonly lamps: Flash[] = [];
  private readonly belt: Phaser.GameObjects.Image[] = [];
  private readonly shelves: Plate | null;
  private readonly books: Flash | null;
  private beltShift = 0;

  constructor(stage: Stage) {
    this.stage = stage;
    const { layout } = stage;
    for (const box of layout.stations) {
      const { x, y, r } = stationDisc(box, layout);
      this.stations.push(this.flash(`stationglow`, r * 3.4, palette.wallCore, x, y, 700));
    }
    layout.lamps.forEach((box, line) => {
      const { x, y, r } = lampSpot(box, layout.compact);
      this.lamps.push(this.flash(`lampglow${line}`, r * 5, lineHue[line]!, x, y, 900));
    });
    this.layBelt();
    const { shelves } = layout;
    this.shelves =
      shelves === null ? null : new Plate(stage, shelves.w, shelves.h, 30).at(shelves.x, shelves.y);
    this.books =
      shelves === null
        ? null
        : this.flash(
            'bookglow',
            shelves.h,
            '#8FB6FF',
            shelves.x + shelves.w / 2,
            shelves.y + shelves.h / 2,
            600,
          );
  }

  private flash(key: string, size: number, hue: string, x: number, y: number, span: number): Flash {
    const texture = shared(this.stage, key, size, size, (brush) => {
      const r = size / 2;
      const glow = brush.createRadialGradient(r, r, 0, r, r, r);
      glow.addColorStop(0, fade(hue, 0.95));
      glow.addColorStop(0.4, fade(hue, 0.45));
      glow.addColorStop(1, fade(hue, 0));
      brush.fillStyle = glow;
      disc(brush, r, r, r);
      brush.fill();
    });
    const image = picture(this.stage, texture, 32)
      .setBlendMode(this.stage.light)
      .setPosition(x, y)
      .setAlpha(0);
    return { image, from: -9999, span };
  }

  /** Arrow heads that creep to the right under the tokens. */
  private layBelt(): void {
    const floor = floorOf(this.stage.layout.queue, this.stage.layout);
    const texture = shared(this.stage, 'belt', 10, 10, (brush) => {
      brush.strokeStyle = fade(palette.kernel, 0.4);
      brush.lineWidth = 1.6;
      brush.beginPath();
      brush.moveTo(7, 2);
      brush.lineTo(3, 5);
      brush.lineTo(7, 8);
      brush.stroke();
    });
    const count = Math.min(40, Math.floor((floor.w - 30) / 28));
    for (let i = 0; i < count; i++) {
      this.belt.push(picture(this.stage, texture, 31).setPosition(0, floor.y + floor.h / 2));
    }
  }

  /** Lights the place where a step of a call happens; returns its middle. */
  step(name: string, now: number): { x: number; y: number } | null {
    if (name === 'cache' && this.books) {
      this.books.from = now;
      return { x: this.books.image.x, y: this.books.image.y };
    }
    const station = this.stations[STEPS[name] ?? 1];
    if (station === undefined) return null;
    station.from = now;
    return { x: station.image.x, y: station.image.y };
  }

  /** Where a step of a call happens; null: this picture has no such place. */
  where(name: string): { x: number; y: number } | null {
    const { x, y } = (name === 'cache' ? this.books : this.stations[STEPS[name] ?? 1])?.image ?? {};
    return x === undefined || y === undefined ? null : { x, y };
  }

  interrupt(line: number, now: number): void {
    const lamp = this.lamps[line];
    if (lamp) lamp.from = now;
  }

  /** `cached` frames of the page cache fill the shelves. */
  update(cached: number): void {
    const box = this.stage.layout.shelves;
    if (this.shelves === null || box === null) return;
    const head = this.stage.layout.print + 4;
    this.shelves.show(String(Math.min(cached, 60)), (brush) => {
      const rows = box.h - head > 78 ? 4 : 3;
      const rowH = (box.h - head) / rows;
      const cols = Math.max(3, Math.min(15, Math.floor((box.w - 8) / 9)));
      const step = (box.w - 10) / cols;
      for (let row = 0; row < rows; row++) {
        const y = head + (row + 1) * rowH - 3;
        for (let i = 0; i < cols; i++) {
          const h = (rowH - 7) * (0.68 + ((i * 7 + row * 5) % 4) * 0.1);
          panel(brush, 5 + i * step + 1, y - h, step - 2, h, 1.5);
          const full = row * cols + i < cached;
          brush.fillStyle = full
            ? slope(brush, y - h, y, i % 3 === 0 ? '#8FB6FF' : '#6E96F0', '#31509F')
            : 'rgba(80,110,180,0.13)';
          if (full) glowing(brush, '#5F8CF5', 3, () => brush.fill());
          else brush.fill();
        }
        brush.fillStyle = '#2E4F86';
        brush.fillRect(1, y, box.w - 2, 2.5);
        brush.fillStyle = fade(palette.kernel, 0.5);
        brush.fillRect(1, y, box.w - 2, 0.8);
      }
      polygon(brush, [1, head], [3.5, head], [3.5, box.h - 1], [1, box.h - 1]);
      brush.fillStyle = '#2E4F86';
      brush.fill();
      polygon(
        brush,
        [box.w - 3.5, head],
        [box.w - 1, head],
        [box.w - 1, box.h - 1],
        [box.w - 3.5, box.h - 1],
      );
      brush.fill();
    });
  }

  frame(now: number, delta: number): void {
    for (const flash of [...this.stations, ...this.lamps]) this.fadeOut(flash, now);
    if (this.books) this.fadeOut(this.books, now);
    if (this.stage.still) {
      for (const [i, arrow] of this.belt.entries()) arrow.setX(this.beltX(i));
      return;
    }
    this.beltShift = (this.beltShift + delta * 0.012) % 28;
    for (const [i, arrow] of this.belt.entries()) arrow.setX(this.beltX(i) - this.beltShift + 14);
  }

  private beltX(i: number): number {
    const floor = floorOf(this.stage.layout.queue, this.stage.layout);
    return floor.x + 24 + i * 28;
  }

  private fadeOut(flash: Flash, now: number): void {
    flash.image.setAlpha(Math.max(0, 1 - (now - flash.from) / flash.span));
  }
}
