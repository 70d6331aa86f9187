import type Phaser from 'phaser';
import type { RoomView } from '../../shared/protocol/view.ts';
import type { Program } from '../../shared/roles.ts';
import { fonts, palette, programHue } from '../theme/palette.ts';
import type { Box } from './layout.ts';
import { disc, fade, glowing, mix, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { say } from './words.ts';

interface Token {
  image: Phaser.GameObjects.Image;
  program: Program;
  x: number;
  y: number;
  toX: number;
  toY: number;
  seen: boolean;
}

/** Places for tokens in a box: rows of round places, the last one kept for "+n" when they do not all fit. */
function places(box: Box, size: number) {
  const cols = Math.max(1, Math.floor((box.w - 8) / (size + 3)));
  const rows = Math.max(1, Math.floor((box.h - 4) / (size + 2)));
  return {
    count: cols * rows,
    /** The middle of place `i`; rows that `total` things do not need take no height. */
    at: (i: number, total: number) => {
      const rowH = box.h / Math.min(rows, Math.max(1, Math.ceil(total / cols)));
      return {
        x: box.x + 6 + (i % cols) * (size + 3) + size / 2,
        y: box.y + rowH * (Math.floor(i / cols) + 0.5),
      };
    },
  };
}

/** A process' token: on the conveyor while it is ready, on a core's stage while it runs, in the waiting room while blocked. */
export class Tokens {
  private readonly stage: Stage;
  private readonly order: number[];
  private readonly tokens = new Map<number, Token>();
  private readonly rest: { ready: Plate; blocked: Plate };
  readonly size: number;
  private readonly rooms: { ready: ReturnType<typeof places>; blocked: ReturnType<typeof places> };

  /** `order` is the ready queue as this client saw it grow; it outlives a resize. */
  constructor(stage: Stage, order: number[], queue: Box, blocked: Box, count: number, stageRoom: number) {
    this.stage = stage;
    this.order = order;
    const preferred = Math.min(queue.h - 4, stageRoom - 3, stage.layout.compact ? 21 : 34);
    this.size = sizeFor(queue, Math.ceil(count * 0.7), preferred, stage.layout.compact ? 16 : 20);
    this.rooms = { ready: places(queue, this.size), blocked: places(blocked, this.size) };
    this.rest = { ready: this.more(), blocked: this.more() };
  }

  private more(): Plate {
    const plate = new Plate(this.stage, this.size + 2, this.size + 2, 33);
    plate.image.setOrigin(0.5, 0.5).setVisible(false);
    return plate;
  }

  update(room: RoomView, coreSpots: readonly Box[]): void {
    const ready = room.processes.filter((process) => process.state === 'R' && process.core < 0);
    const readyPids = new Set(ready.map((process) => process.pid));
    const kept = this.order.filter((pid) => readyPids.has(pid));
    const fresh = [...readyPids].filter((pid) => !kept.includes(pid));
    this.order.splice(0, this.order.length, ...kept, ...fresh);
    const blocked = room.processes
      .filter((process) => (process.state === 'S' || process.state === 'D') && process.waiting !== 'user')
      .map((process) => process.pid);
    const running = room.cores.filter((core) => core.pid > 0);

    for (const token of this.tokens.values()) token.seen = false;
    const byPid = new Map(room.processes.map((process) => [process.pid, process]));
    this.settle(this.order, this.rooms.ready, this.rest.ready, byPid, 1);
    this.settle(blocked, this.rooms.blocked, this.rest.blocked, byPid, 0.62);
    for (const core of running) {
      const spot = coreSpots[core.id];
      const process = byPid.get(core.pid);
      if (spot && process) this.move(core.pid, process.program, spot.x + spot.w / 2, spot.y + spot.h / 2, 1);
    }
    for (const [pid, token] of this.tokens) {
      if (token.seen) continue;
      token.image.destroy();
      this.tokens.delete(pid);
    }
  }

  private settle(
    pids: readonly number[],
    room: ReturnType<typeof places>,
    rest: Plate,
    byPid: Map<number, { program: Program }>,
    alpha: number,
  ): void {
    const crowded = pids.length > room.count;
    const shown = crowded ? room.count - 1 : pids.length;
    pids.slice(0, shown).forEach((pid, i) => {
      const { x, y } = room.at(i, crowded ? room.count : shown);
      const process = byPid.get(pid);
      if (process) this.move(pid, process.program, x, y, alpha);
    });
    rest.image.setVisible(crowded);
    if (!crowded) return;
    const { x, y } = room.at(room.count - 1, room.count);
    rest.at(x, y);
    rest.show(String(pids.length - shown), (brush) => {
      const font = `700 ${Math.max(9, Math.round(this.size * 0.42))}px ${fonts.text}`;
      const half = this.size / 2 + 1;
      write(
        brush,
        say('more', { count: pids.length - shown }),
        half,
        half,
        this.size + 2,
        font,
        palette.text,
      );
    });
  }

  private move(pid: number, program: Program, x: number, y: number, alpha: number): void {
    let token = this.tokens.get(pid);
    if (token === undefined) {
      const image = picture(this.stage, tokenTexture(this.stage, program, pid, this.size), 34);
      token = { image, program, x, y, toX: x, toY: y, seen: true };
      image.setPosition(x, y);
      this.tokens.set(pid, token);
    }
    if (token.program !== program) {
      token.program = program;
      token.image.setTexture(tokenTexture(this.stage, program, pid, this.size));
    }
    token.toX = x;
    token.toY = y;
    token.seen = true;
    token.image.setAlpha(alpha);
  }

  frame(delta: number): void {
    const step = this.stage.still ? 1 : 1 - Math.exp(-delta / 50);
    for (const token of this.tokens.values()) {
      token.x += (token.toX - token.x) * step;
      token.y += (token.toY - token.y) * step;
      if (Math.hypot(token.toX - token.x, token.toY - token.y) < 0.5) {
        token.x = token.toX;
        token.y = token.toY;
      }
      token.image.setPosition(token.x, token.y);
    }
  }
}

/** The largest size at which `count` tokens fit, between `least` and `most`. */
function sizeFor(box: Box, count: number, most: number, least: number): number {
  for (let size = Math.floor(most); size > least; size--) {
    if (places(box, size).count >= count) return size;
  }
  return Math.min(least, Math.floor(most));
}

function tokenTexture(stage: Stage, program: Program, pid: number, size: number): string {
  return shared(stage, `token:${program}:${pid}`, size + 6, size + 6, (brush) => {
    const hue = programHue[program];
    const half = (size + 6) / 2;
    const r = size / 2 - 1;
    const body = brush.createRadialGradient(half - r * 0.3, half - r * 0.4, 1, half, half, r);
    body.addColorStop(0, mix(hue, palette.ground, 0.55));
    body.addColorStop(1, mix(hue, palette.ground, 0.86));
    disc(brush, half, half, r);
    brush.fillStyle = body;
    brush.fill();
    brush.strokeStyle = hue;
    brush.lineWidth = Math.max(1.5, size * 0.075);
    glowing(brush, fade(hue, 0.8), 3, () => brush.stroke());
    const font = `700 ${Math.max(8.5, Math.round(size * (pid > 99 ? 0.34 : 0.42)))}px ${fonts.text}`;
    write(brush, String(pid), half, half, size - 2, font, mix(hue, '#FFFFFF', 0.55));
  });
}
