import type Phaser from 'phaser';
import type { ProcessView } from '../../shared/protocol/view.ts';
import { fonts, palette, programHue } from '../theme/palette.ts';
import { FACE, type Look, type Mood, moodOf, paintFace } from './faces.ts';
import { HOUSE, paintHouse } from './houses.ts';
import { paintIce } from './ice.ts';
import { fade, glowing, panel, write } from './paint.ts';
import { Plate, picture, type Stage, shared } from './plate.ts';
import { type Plot, plotOf } from './plot.ts';
import { paintBadge } from './signs.ts';
import { type Sign, say, signOf } from './words.ts';

/** A process as a small building: the program's shape and face, its pages as lit windows, its sign, its names. */
export class Building {
  readonly plot: Plot;
  private readonly stage: Stage;
  private readonly house: Plate;
  private readonly names: Plate;
  private readonly badge: Plate;
  private readonly face: Phaser.GameObjects.Image;
  private readonly halo: Phaser.GameObjects.Image;
  /** Only for who has ever been frozen. */
  private ice: Phaser.GameObjects.Image | undefined;
  private readonly phase: number;
  private process: ProcessView;
  private own = false;
  private hovered = false;
  /** Times in milliseconds of the scene's clock. */
  private resultUntil = 0;
  private gladUntil = 0;
  private blinkAt: number;
  private hop = 0;

  constructor(stage: Stage, process: ProcessView, cell: Plot['cell']) {
    this.stage = stage;
    this.process = process;
    this.plot = plotOf(cell);
    const { scale } = this.plot.house;
    this.phase = (process.pid * 137) % 628;
    this.blinkAt = 1500 + ((process.pid * 911) % 4000);
    this.halo = picture(stage, this.haloTexture(), 9).setBlendMode(this.stage.light).setVisible(false);
    this.house = new Plate(stage, HOUSE.w * scale, HOUSE.h * scale, 10);
    this.face = picture(stage, this.faceTexture('open', 0), 11).setOrigin(0, 0);
    this.names = new Plate(stage, cell.w, Math.max(14, cell.y + cell.h - this.plot.ground), 12);
    this.badge = new Plate(stage, this.plot.badge.w, this.plot.badge.h, 13);
    this.names.at(cell.x, this.plot.name.size > 0 ? this.plot.ground : cell.y + cell.h - 14);
    this.badge.at(this.plot.badge.x, this.plot.badge.y);
    this.halo.setPosition(this.plot.house.x + 33 * scale, this.plot.house.y + HOUSE.h * scale * 0.55);
  }

  get pid(): number {
    return this.process.pid;
  }

  get mine(): boolean {
    return this.own;
  }

  get view(): ProcessView {
    return this.process;
  }

  /** Where a call leaves and a result arrives: the foot of the lot. */
  get door(): { x: number; y: number } {
    return { x: this.plot.cell.x + this.plot.cell.w / 2, y: this.plot.cell.y + this.plot.cell.h };
  }

  get heart(): { x: number; y: number } {
    const { x, y, scale } = this.plot.house;
    return { x: x + 33 * scale, y: y + HOUSE.h * scale * 0.6 };
  }

  show(process: ProcessView, own: boolean, hovered: boolean, now: number): void {
    this.process = process;
    this.own = own;
    this.hovered = hovered;
    const { sign, word } = signOf(process);
    const { scale } = this.plot.house;
    const lit = sign === 'run' || sign === 'kernel';
    const gone = sign === 'zombie';
    this.house.show(`${process.pages}${lit}${gone}${process.program}`, (brush) => {
      brush.scale(scale, scale);
      paintHouse(brush, process.program, process.pages, lit, gone);
    });
    this.house.image.setAlpha(
      gone ? 0.55 : sign === 'wait' || sign === 'stopped' || sign === 'frozen' ? 0.82 : 1,
    );
    this.halo.setVisible(lit);
    if (process.frozen) this.ice ??= picture(this.stage, this.iceTexture(), 12).setOrigin(0, 0).setAlpha(0);
    this.showNames(lit);
    if (now >= this.resultUntil) this.showBadge(sign, word);
  }

  /** The call's answer, for a while in the place of the state's sign. */
  result(ok: boolean, text: string, now: number): void {
    this.showBadge(ok ? 'ok' : 'error', text);
    this.resultUntil = now + 1100;
    if (!ok) this.shake(now);
  }

  cheer(glad: boolean, now: number): void {
    if (glad) this.gladUntil = now + 1800;
    this.hop = now;
  }

  private shake(now: number): void {
    this.hop = now - 150;
  }

  frame(now: number): void {
    const { house, cell } = { house: this.plot.house, cell: this.plot.cell };
    const { sign, word } = signOf(this.process);
    if (this.resultUntil > 0 && now >= this.resultUntil) {
      this.resultUntil = 0;
      this.showBadge(sign, word);
    }
    const lit = sign === 'run' || sign === 'kernel';
    let lift = 0;
    if (!this.stage.still) {
      const since = now - this.hop;
      if (since < 600) lift += Math.abs(Math.sin((since / 600) * Math.PI * 2)) * cell.h * 0.06;
      if (lit) lift += (Math.sin(now / 190 + this.phase) + 1) * 0.02 * cell.h;
      else if (sign === 'ready') lift += (Math.sin(now / 800 + this.phase) + 1) * 0.006 * cell.h;
    }
    const y = house.y - lift;
    this.house.at(house.x, y);
    this.face.setPosition(house.x + HOUSE.face.x * house.scale, y + HOUSE.face.y * house.scale);
    if (this.ice) this.freeze(this.ice, y);
    this.face.setTexture(this.faceTexture(this.lookAt(now, sign), moodOf(this.process.tired)));
    if (lit) this.halo.setAlpha(this.stage.still ? 0.6 : 0.5 + Math.sin(now / 240 + this.phase) * 0.15);
  }

  /** The ice closes around the house, and melts when it is thawed. */
  private freeze(ice: Phaser.GameObjects.Image, y: number): void {
    const wanted = this.process.frozen ? 1 : 0;
    const step = this.stage.still ? 1 : 0.08;
    const alpha = ice.alpha + Math.max(-step, Math.min(step, wanted - ice.alpha));
    ice
      .setPosition(this.plot.house.x, y)
      .setAlpha(alpha)
      .setVisible(alpha > 0);
  }

  private lookAt(now: number, sign: Sign): Look {
    if (sign === 'zombie') return 'gone';
    if (now < this.gladUntil) return 'glad';
    if (sign === 'wait' || sign === 'stopped' || sign === 'frozen') return 'asleep';
    if (this.stage.still || now < this.blinkAt) return 'open';
    if (now > this.blinkAt + 130) this.blinkAt = now + 2200 + ((this.phase * 97 + now) % 3600);
    return 'blink';
  }

  private showNames(lit: boolean): void {
    const { cell, name, nick } = this.plot;
    const { program, nickname, bot } = this.process;
    const player = this.own ? say('you') : nickname === '' && bot ? say('bot') : nickname;
    const plain = name.size > 0;
    this.names.image.setVisible(plain || lit || this.own || this.hovered);
    this.names.show(`${program}|${player}|${this.own}|${lit}|${this.hovered}`, (brush) => {
      const colour = this.own || this.hovered ? '#FFFFFF' : lit ? palette.text : '#C6D2F5';
      if (!plain) {
        const short = cell.w >= 42 ? program : String(this.process.pid);
        const text = this.own ? say('you') : short;
        const font = `700 9px ${fonts.text}`;
        brush.font = font;
        const w = Math.min(cell.w, brush.measureText(text).width + 10);
        panel(brush, (cell.w - w) / 2, 1, w, 12, 4);
        brush.fillStyle = 'rgba(7,11,26,0.92)';
        brush.fill();
        write(brush, text, cell.w / 2, 7, cell.w, font, programHue[program]);
        return;
      }
      const top = this.plot.ground;
      const title = nick.size === 0 && this.own ? say('you') : program;
      write(brush, title, cell.w / 2, name.y - top, cell.w - 4, `700 ${name.size}px ${fonts.text}`, colour);
      if (nick.size > 0) {
        const hue = this.own ? palette.wallCore : palette.dim;
        write(brush, player, cell.w / 2, nick.y - top, cell.w - 4, `500 ${nick.size}px ${fonts.text}`, hue);
      }
    });
  }

  private showBadge(sign: Sign | 'ok' | 'error', word: string): void {
    const { w, h, kind } = this.plot.badge;
    this.badge.show(`${sign}:${word}`, (brush) => paintBadge(brush, sign, word, w, h, kind));
  }

  private faceTexture(look: Look, mood: Mood): string {
    const { program } = this.process;
    const { scale } = this.plot.house;
    return shared(this.stage, `face:${program}:${look}:${mood}`, FACE.w * scale, FACE.h * scale, (brush) => {
      brush.scale(scale, scale);
      paintFace(brush, program, look, mood);
    });
  }

  private iceTexture(): string {
    const { scale } = this.plot.house;
    return shared(this.stage, 'ice', HOUSE.w * scale, HOUSE.h * scale, (brush) => {
      brush.scale(scale, scale);
      paintIce(brush);
    });
  }

  private haloTexture(): string {
    const size = Math.round(this.plot.house.scale * 110);
    return shared(this.stage, `halo:${this.process.program}`, size, size, (brush) => {
      const r = size / 2;
      const glow = brush.createRadialGradient(r, r, r * 0.1, r, r, r);
      glow.addColorStop(0, fade(programHue[this.process.program], 0.6));
      glow.addColorStop(1, fade(programHue[this.process.program], 0));
      brush.fillStyle = glow;
      brush.fillRect(0, 0, size, size);
    });
  }

  /** A bright dashed frame around the own building. */
  static ownFrame(stage: Stage, frame: Plot['cell']): string {
    return shared(stage, 'own', frame.w, frame.h, (brush) => {
      panel(brush, 2, 2, frame.w - 4, frame.h - 4, 8);
      brush.fillStyle = 'rgba(184,251,255,0.07)';
      brush.fill();
      brush.setLineDash([6, 4]);
      brush.lineWidth = 1.6;
      brush.strokeStyle = '#FFFFFF';
      glowing(brush, palette.wall, 6, () => brush.stroke());
    });
  }

  destroy(): void {
    this.house.destroy();
    this.names.destroy();
    this.badge.destroy();
    this.face.destroy();
    this.halo.destroy();
    this.ice?.destroy();
  }
}
