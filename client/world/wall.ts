import type Phaser from 'phaser';
import type { ProtectionsView } from '../../shared/protections.ts';
import { type MechanismId, wall as wallOf } from '../../shared/walls.ts';
import { fonts, palette } from '../theme/palette.ts';
import type { Box } from './layout.ts';
import { fade, fitted, glowing, panel, polygon, slope, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import type { Sparks } from './sparks.ts';
import { paintWallSign } from './wall-signs.ts';
import { say } from './words.ts';

/** How long a wall's name stays, in milliseconds. */
const PLAQUE_MS = 3200;

/** How long the wall needs to go down. */
const SINK_MS = 900;

interface Plaque {
  box: Box;
  plate: Plate;
  until: number;
}

/** The boundary: a humming band of light, its gates, and what it says to those it stops. */
export class WallOfLight {
  private readonly stage: Stage;
  private readonly hum: Phaser.GameObjects.Image[] = [];
  private readonly flares: { image: Phaser.GameObjects.Image; from: number }[] = [];
  private readonly gateGlows: { image: Phaser.GameObjects.Image; from: number; ok: boolean }[] = [];
  private readonly plaques: Plaque[];
  private readonly band: Phaser.GameObjects.Image;
  private readonly ruins: Phaser.GameObjects.Image;
  /** How much of the wall stands, and should stand: 1 all of it, 0 ruins. */
  private height = 1;
  private wanted = 1;
  /** Time of the last frame. */
  private since = 0;

  constructor(stage: Stage) {
    this.stage = stage;
    const { layout } = stage;
    const band = shared(stage, 'wall', layout.width, layout.wall.h + 24, (brush) => {
      const h = layout.wall.h;
      brush.translate(0, 12);
      glowing(brush, palette.wall, 12, () => {
        brush.fillStyle = slope(
          brush,
          0,
          h,
          '#2AA9DC',
          palette.wall,
          palette.wallCore,
          palette.wall,
          '#1878A8',
        );
        brush.fillRect(-20, 0, layout.width + 40, h);
      });
      honeycomb(brush, layout.width, h);
      brush.fillStyle = fade('#FFFFFF', 0.85);
      brush.fillRect(0, 0, layout.width, 1.4);
      brush.fillRect(0, h - 1.2, layout.width, 1.2);
    });
    this.band = picture(stage, band, 20)
      .setOrigin(0, 0)
      .setPosition(0, layout.wall.y - 12);
    const ruins = shared(stage, 'ruins', layout.width, layout.wall.h + 24, (brush) => {
      brush.translate(0, 12);
      paintRuins(brush, layout.width, layout.wall.h);
    });
    this.ruins = picture(stage, ruins, 20)
      .setOrigin(0, 0)
      .setPosition(0, layout.wall.y - 12)
      .setAlpha(0);
    this.addHum();
    for (const gate of layout.gates) this.addGate(gate);
    this.plaques = layout.plaques.map((box) => {
      const plate = new Plate(stage, box.w, box.h, 62).at(box.x, box.y);
      plate.image.setVisible(false);
      return { box, plate, until: 0 };
    });
    const flare = shared(stage, 'flare', 160, layout.wall.h + 70, (brush) => {
      const h = layout.wall.h + 70;
      brush.scale(1, h / 160);
      const glow = brush.createRadialGradient(80, 80, 2, 80, 80, 80);
      glow.addColorStop(0, 'rgba(255,235,220,0.95)');
      glow.addColorStop(0.25, fade(palette.refused, 0.7));
      glow.addColorStop(1, fade(palette.refused, 0));
      brush.fillStyle = glow;
      brush.fillRect(0, 0, 160, 160);
    });
    for (let i = 0; i < 4; i++) {
      this.flares.push({
        image: picture(stage, flare, 23).setBlendMode(this.stage.light).setVisible(false),
        from: 0,
      });
    }
  }

  /** Two long lights that drift along the band. */
  private addHum(): void {
    const { layout } = this.stage;
    const key = shared(this.stage, 'hum', 320, layout.wall.h, (brush) => {
      const light = brush.createLinearGradient(0, 0, 320, 0);
      light.addColorStop(0, 'rgba(255,255,255,0)');
      light.addColorStop(0.5, 'rgba(255,255,255,0.55)');
      light.addColorStop(1, 'rgba(255,255,255,0)');
      brush.fillStyle = light;
      brush.fillRect(0, 0, 320, layout.wall.h);
    });
    for (let i = 0; i < 2; i++) {
      this.hum.push(
        picture(this.stage, key, 21)
          .setBlendMode(this.stage.light)
          .setPosition(0, layout.wall.y + layout.wall.h / 2),
      );
    }
  }

  private addGate(gate: Box): void {
    const { stage } = this;
    const { compact, print } = stage.layout;
    const key = shared(stage, 'gate', gate.w + 16, gate.h + 16, (brush) => {
      brush.translate(8, 8);
      const { w, h } = gate;
      const r = Math.min(w * 0.32, h * 0.5);
      brush.beginPath();
      brush.moveTo(0, h);
      brush.lineTo(0, r);
      brush.quadraticCurveTo(0, 0, r, 0);
      brush.lineTo(w - r, 0);
      brush.quadraticCurveTo(w, 0, w, r);
      brush.lineTo(w, h);
      brush.closePath();
      brush.fillStyle = slope(brush, 0, h, '#0C1D40', '#071127', '#050B1A');
      glowing(brush, palette.wall, 8, () => brush.fill());
      brush.strokeStyle = palette.wallCore;
      brush.lineWidth = 2;
      glowing(brush, palette.wall, 6, () => brush.stroke());
      for (const step of [0.28, 0.5, 0.72]) {
        polygon(brush, [w / 2 - 7, h * step + 4], [w / 2, h * step + 8], [w / 2 + 7, h * step + 4]);
        brush.fillStyle = fade(palette.wall, compact ? 0.3 : 0.12 + step * 0.2);
        if (compact || step > 0.6) brush.fill();
      }
      if (!compact) {
        write(brush, say('gate'), w / 2, h * 0.42, w - 8, `700 ${print}px ${fonts.text}`, palette.wallCore);
      }
    });
    picture(stage, key, 24)
      .setOrigin(0, 0)
      .setPosition(gate.x - 8, gate.y - 8);
    const glow = shared(stage, 'gateglow', gate.w, gate.h, (brush) => {
      panel(brush, 2, 2, gate.w - 4, gate.h - 2, gate.w * 0.28);
      brush.fillStyle = slope(brush, 0, gate.h, fade(palette.wallCore, 0.15), fade(palette.wallCore, 0.8));
      brush.fill();
    });
    const image = picture(stage, glow, 25)
      .setBlendMode(this.stage.light)
      .setOrigin(0, 0)
      .setPosition(gate.x, gate.y);
    this.gateGlows.push({ image: image.setAlpha(0), from: -9999, ok: true });
  }

  /** The gate nearest to a place above or below it. */
  gateNear(x: number): number {
    const { gates } = this.stage.layout;
    let best = 0;
    gates.forEach((gate, i) => {
      const nearer = Math.abs(gate.x + gate.w / 2 - x) < Math.abs(gates[best]!.x + gates[best]!.w / 2 - x);
      if (nearer) best = i;
    });
    return best;
  }

  pass(gate: number, now: number): void {
    const glow = this.gateGlows[gate];
    if (glow) glow.from = now;
  }

  /** Where an attack from `x` meets the wall: the middle of the free plaque place nearest to it. */
  target(x: number, now: number): { index: number; x: number; y: number } {
    const order = this.plaques
      .map((plaque, index) => ({ index, x: plaque.box.x + plaque.box.w / 2, busy: plaque.until > now }))
      .sort((a, b) => Number(a.busy) - Number(b.busy) || Math.abs(a.x - x) - Math.abs(b.x - x));
    const { index, x: at } = order[0]!;
    return { index, x: at, y: this.stage.layout.wall.y };
  }

  /** The wall answers: it flares, throws sparks and shows the mechanism's name. */
  refuse(index: number, id: MechanismId, answer: string, first: boolean, sparks: Sparks, now: number): void {
    const plaque = this.plaques[index];
    if (plaque === undefined) return;
    const { box } = plaque;
    const x = box.x + box.w / 2;
    const many = (first ? 26 : 14) * (this.stage.layout.compact ? 0.5 : 1);
    sparks.burst(x, this.stage.layout.wall.y, many, palette.refused, 'up');
    const flare = this.flares.reduce((oldest, one) => (one.from < oldest.from ? one : oldest));
    flare.from = now;
    flare.image.setPosition(x, this.stage.layout.wall.y + this.stage.layout.wall.h / 2).setVisible(true);
    plaque.until = now + PLAQUE_MS;
    plaque.plate.image.setVisible(true).setAlpha(1);
    const { name } = wallOf(id);
    plaque.plate.show(`${id}|${answer}|${first}`, (brush) =>
      paintPlaque(brush, box, { id, name, answer }, this.stage),
    );
  }

  /** The wall is the processor's: it is down where rings or isolation are switched off. */
  protect(protections: ProtectionsView): void {
    this.wanted = protections.rings && protections.isolation ? 1 : 0;
  }

  /** A wall that goes down sinks and leaves ruins; one that comes back rises. */
  private settle(now: number): void {
    const { layout, ratio, still } = this.stage;
    const step = still ? 1 : (now - this.since) / SINK_MS;
    this.height += Math.max(-step, Math.min(step, this.wanted - this.height));
    const sunk = 1 - this.height;
    this.band
      .setAlpha(this.height)
      .setScale(1 / ratio, (1 - sunk * 0.7) / ratio)
      .setY(layout.wall.y - 12 + sunk * layout.wall.h * 0.7);
    this.ruins.setAlpha(sunk);
    for (const light of this.hum) light.setVisible(this.height > 0.5);
  }

  frame(now: number): void {
    if (this.height !== this.wanted) this.settle(now);
    this.since = now;
    const { width } = this.stage.layout;
    this.hum.forEach((light, i) => {
      const path = this.stage.still ? 0.3 + i * 0.5 : (now / (9000 + i * 4000) + i * 0.5) % 1;
      light.setX(path * (width + 320) - 160);
    });
    for (const flare of this.flares) {
      const age = (now - flare.from) / 700;
      flare.image.setVisible(age < 1).setAlpha(Math.max(0, 1 - age));
    }
    for (const glow of this.gateGlows) glow.image.setAlpha(Math.max(0, 1 - (now - glow.from) / 450));
    for (const plaque of this.plaques) {
      if (plaque.until > 0) plaque.plate.image.setAlpha(Math.min(1, (plaque.until - now) / 400));
      if (plaque.until > 0 && plaque.until < now) {
        plaque.until = 0;
        plaque.plate.image.setVisible(false);
      }
    }
  }
}

/** What is left of a wall that is switched off: stumps, gaps that one can walk through, and dashes where it stood. */
function paintRuins(brush: CanvasRenderingContext2D, width: number, h: number): void {
  brush.setLineDash([6, 7]);
  brush.strokeStyle = fade(palette.refused, 0.75);
  brush.lineWidth = 1.4;
  brush.strokeRect(-4, 1, width + 8, h - 2);
  brush.setLineDash([]);
  for (let x = 0, i = 0; x < width; i += 1) {
    const w = 18 + ((i * 29) % 34);
    const stump = h * (0.25 + ((i * 47) % 40) / 100);
    polygon(
      brush,
      [x, h],
      [x + 2, h - stump],
      [x + w * 0.4, h - stump * 0.6],
      [x + w * 0.7, h - stump],
      [x + w, h],
    );
    brush.fillStyle = i % 2 === 0 ? '#16506E' : '#0F3A55';
    brush.fill();
    x += w + 14 + ((i * 17) % 30);
  }
}

function honeycomb(brush: CanvasRenderingContext2D, width: number, h: number): void {
  const r = h / 3;
  brush.strokeStyle = 'rgba(6,50,80,0.28)';
  brush.lineWidth = 1;
  brush.beginPath();
  for (let x = 0; x < width + r; x += r * 1.73) {
    for (let row = 0; row < 3; row++) {
      const cx = x + (row % 2) * r * 0.865;
      const cy = row * r * 1.5;
      for (let side = 0; side <= 6; side++) {
        const angle = (side / 6) * Math.PI * 2 + Math.PI / 6;
        const px = cx + Math.cos(angle) * r;
        const py = cy + Math.sin(angle) * r;
        if (py < 0 || py > h) brush.moveTo(px, Math.min(h, Math.max(0, py)));
        else if (side === 0) brush.moveTo(px, py);
        else brush.lineTo(px, py);
      }
    }
  }
  brush.stroke();
}

/** A plaque that a wall holds out: its sign, its name, and the answer that the process got. */
function paintPlaque(
  brush: CanvasRenderingContext2D,
  box: Box,
  { id, name, answer }: { id: MechanismId; name: string; answer: string },
  stage: Stage,
): void {
  const { compact, print } = stage.layout;
  let size = compact ? 10 : print;
  const oneLine = box.h < size * 2 + 8;
  const r = oneLine ? size * 0.5 : Math.min(box.h * 0.28, size);
  const signW = r * 2 + 8;
  brush.font = `700 ${size}px ${fonts.text}`;
  while (size > 9 && brush.measureText(name).width > box.w - 16 - signW) {
    size -= 1;
    brush.font = `700 ${size}px ${fonts.text}`;
  }
  const bold = `700 ${size}px ${fonts.text}`;
  const code = `600 ${Math.max(9, size - 1)}px ${fonts.code}`;
  brush.font = code;
  const answerW = brush.measureText(answer).width;
  brush.font = bold;
  const room = box.w - 18 - signW - (oneLine ? answerW + 10 : 0);
  const text = fitted(brush, name, room);
  const nameW = brush.measureText(text).width;
  const w = Math.min(box.w - 2, (oneLine ? nameW + answerW + 10 : Math.max(nameW, answerW)) + signW + 18);
  const x = (box.w - w) / 2;
  panel(brush, x, 2, w, box.h - 4, 7);
  brush.fillStyle = 'rgba(52,12,22,0.96)';
  brush.fill();
  brush.strokeStyle = palette.refused;
  brush.lineWidth = 1.6;
  glowing(brush, palette.refused, 6, () => brush.stroke());
  const pink = '#FFD2CB';
  paintWallSign(brush, id, x + 9 + r, box.h / 2, r, pink);
  const left = x + 8 + signW;
  if (oneLine) {
    write(brush, text, left, box.h / 2, nameW + 1, bold, pink, 'left');
    write(brush, answer, x + w - 9, box.h / 2, answerW + 1, code, '#FF9A90', 'right');
  } else {
    write(brush, text, left, box.h * 0.34, x + w - left - 4, bold, pink, 'left');
    write(brush, answer, left, box.h * 0.68, x + w - left - 4, code, '#FF9A90', 'left');
  }
}
