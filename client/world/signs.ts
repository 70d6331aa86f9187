import { fonts, palette } from '../theme/palette.ts';
import { type Brush, disc, fade, glowing, panel, polygon, write } from './paint.ts';
import type { Sign } from './words.ts';

export const signHue: Readonly<Record<Sign | 'ok' | 'error', string>> = {
  run: palette.done,
  kernel: palette.wall,
  ready: palette.ready,
  wait: '#A9B6DC',
  stopped: palette.hardware,
  zombie: '#9AA3BD',
  ok: palette.done,
  error: palette.refused,
};

/** A state's shape, `r` around its middle: told apart without colour. */
export function paintSign(brush: Brush, sign: Sign | 'ok' | 'error', x: number, y: number, r: number): void {
  const hue = signHue[sign];
  brush.fillStyle = hue;
  brush.strokeStyle = hue;
  brush.lineWidth = Math.max(1.3, r * 0.42);
  brush.lineCap = 'round';
  brush.lineJoin = 'round';
  brush.beginPath();
  switch (sign) {
    case 'run':
      polygon(brush, [x - r * 0.75, y - r], [x + r, y], [x - r * 0.75, y + r]);
      brush.fill();
      break;
    case 'kernel':
      polygon(brush, [x - r, y - r * 0.75], [x + r, y - r * 0.75], [x, y + r]);
      brush.fill();
      break;
    case 'ready':
      brush.lineWidth = Math.max(1.2, r * 0.32);
      disc(brush, x, y, r);
      brush.stroke();
      brush.beginPath();
      brush.moveTo(x, y - r * 0.6);
      brush.lineTo(x, y);
      brush.lineTo(x + r * 0.45, y + r * 0.2);
      brush.stroke();
      break;
    case 'wait':
      brush.fillRect(x - r * 0.8, y - r, r * 0.6, r * 2);
      brush.fillRect(x + r * 0.2, y - r, r * 0.6, r * 2);
      break;
    case 'stopped':
      brush.fillRect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
      break;
    case 'ok':
      brush.moveTo(x - r, y);
      brush.lineTo(x - r * 0.25, y + r * 0.75);
      brush.lineTo(x + r, y - r * 0.8);
      brush.stroke();
      break;
    default:
      brush.moveTo(x - r * 0.8, y - r * 0.8);
      brush.lineTo(x + r * 0.8, y + r * 0.8);
      brush.moveTo(x + r * 0.8, y - r * 0.8);
      brush.lineTo(x - r * 0.8, y + r * 0.8);
      brush.stroke();
  }
}

/** A pill with a sign and a word, centred in `w`; without room for words a round sign. */
export function paintBadge(
  brush: Brush,
  sign: Sign | 'ok' | 'error',
  word: string,
  w: number,
  h: number,
  withWord: boolean,
): void {
  const hue = signHue[sign];
  const r = h * 0.24;
  const size = Math.max(8, Math.round(h * 0.62));
  const font = `700 ${size}px ${sign === 'ok' || sign === 'error' ? fonts.code : fonts.text}`;
  brush.font = font;
  const textW = withWord ? Math.min(brush.measureText(word).width, w - r * 2 - 17) : 0;
  const pill = withWord && textW > 0 ? Math.min(w - 2, textW + r * 2 + 15) : h - 2;
  const x = (w - pill) / 2;
  panel(brush, x, 1, pill, h - 2, h);
  const strong = sign !== 'wait' && sign !== 'zombie';
  brush.fillStyle = sign === 'error' ? '#2E0F16' : sign === 'ok' ? '#08261F' : '#0A1126';
  brush.fill();
  glowing(brush, hue, strong ? 3 : 0, () => {
    brush.strokeStyle = fade(hue, strong ? 0.95 : 0.5);
    brush.lineWidth = 1.2;
    brush.stroke();
  });
  paintSign(brush, sign, withWord && textW > 0 ? x + 6 + r : w / 2, h / 2, r);
  if (textW > 0) write(brush, word, x + 10 + r * 2, h / 2, textW + 1, font, hue, 'left');
}
