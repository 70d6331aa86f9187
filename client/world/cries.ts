import { fonts, palette } from '../theme/palette.ts';
import { glowing, panel, write } from './paint.ts';
import { Plate, type Stage } from './plate.ts';
import { paintSign } from './signs.ts';

type Tone = 'bad' | 'good' | 'cold';

interface Cry {
  plate: Plate;
  x: number;
  y: number;
  from: number;
}

const SPAN_MS = 2400;
/** At most this many stand at once; a new one takes the place of the oldest. */
const POOL = 8;

const TONES = {
  bad: { hue: palette.refused, ground: 'rgba(52,12,22,0.96)', sign: 'error' },
  good: { hue: palette.done, ground: 'rgba(8,38,31,0.96)', sign: 'ok' },
  cold: { hue: '#A9E4FF', ground: 'rgba(12,38,66,0.96)', sign: 'frozen' },
} as const;

/** Words over a place where something has just ended: a process killed, keys lost. They rise a little and fade. */
export class Cries {
  private readonly stage: Stage;
  private readonly cries: Cry[] = [];
  private next = 0;
  private readonly w: number;
  private readonly h: number;

  constructor(stage: Stage) {
    this.stage = stage;
    this.w = stage.layout.compact ? 92 : stage.layout.print * 12;
    this.h = stage.layout.compact ? 17 : stage.layout.print + 12;
  }

  say(text: string, tone: Tone, x: number, y: number, now: number): void {
    const { width } = this.stage.layout;
    let cry = this.cries[this.next];
    if (cry === undefined) {
      const plate = new Plate(this.stage, this.w, this.h, 70);
      plate.image.setOrigin(0.5, 0.5);
      cry = { plate, x, y, from: now };
      this.cries.push(cry);
    }
    this.next = (this.next + 1) % POOL;
    cry.x = Math.min(width - this.w / 2 - 2, Math.max(this.stage.layout.rail.w + this.w / 2, x));
    cry.y = Math.max(this.h, y);
    cry.from = now;
    cry.plate.image.setVisible(true);
    cry.plate.show(`${tone}|${text}`, (brush) => {
      const { hue, ground, sign } = TONES[tone];
      const size = Math.max(9, Math.round(this.h * 0.52));
      const font = `700 ${size}px ${fonts.text}`;
      brush.font = font;
      const textW = Math.min(this.w - size * 2 - 14, brush.measureText(text).width);
      const w = textW + size * 2 + 10;
      const left = (this.w - w) / 2;
      panel(brush, left, 2, w, this.h - 4, this.h);
      brush.fillStyle = ground;
      brush.fill();
      brush.strokeStyle = hue;
      brush.lineWidth = 1.6;
      glowing(brush, hue, 5, () => brush.stroke());
      paintSign(brush, sign, left + size, this.h / 2, size * 0.36);
      write(brush, text, left + size * 1.8, this.h / 2, textW + 1, font, '#FFFFFF', 'left');
    });
  }

  frame(now: number): void {
    for (const { plate, x, y, from } of this.cries) {
      if (!plate.image.visible) continue;
      const age = (now - from) / SPAN_MS;
      if (age >= 1) {
        plate.image.setVisible(false);
        continue;
      }
      const rise = this.stage.still ? 0 : age * 14;
      plate.at(x, y - rise).image.setAlpha(Math.min(1, (1 - age) * 3));
    }
  }
}
