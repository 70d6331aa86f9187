import { fonts, palette } from '../theme/palette.ts';
import { type Brush, disc, fade, glowing, mix, panel, polygon, write } from './paint.ts';
import type { BadgeKind } from './plot.ts';
import type { Sign } from './words.ts';

export const signHue: Readonly<Record<Sign | 'ok' | 'error', string>> = {
  run: palette.done,
  kernel: palette.wall,
  ready: palette.ready,
  wait: '#A9B6DC',
  stopped: palette.hardware,
  frozen: '#A9E4FF',
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
    case 'frozen':
      brush.lineWidth = Math.max(1.1, r * 0.26);
      for (let arm = 0; arm < 3; arm++) {
        const angle = (arm * Math.PI) / 3 + Math.PI / 6;
        brush.moveTo(x - Math.cos(angle) * r * 1.15, y - Math.sin(angle) * r * 1.15);
        brush.lineTo(x + Math.cos(angle) * r * 1.15, y + Math.sin(angle) * r * 1.15);
      }
      brush.stroke();
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

/** A pill with a sign and a word, a sign over its word, or the sign alone in a disc; a word that does not fit is left out. */
export function paintBadge(
  brush: Brush,
  sign: Sign | 'ok' | 'error',
  word: string,
  w: number,
  h: number,
  kind: BadgeKind,
): void {
  const answer = sign === 'ok' || sign === 'error';
  const size = kind === 'stack' ? 9 : Math.max(9, Math.round(h * 0.62));
  const font = `700 ${size}px ${answer ? fonts.code : fonts.text}`;
  brush.font = font;
  const width = brush.measureText(word).width;
  const hue = signHue[sign];
  if (kind === 'stack') {
    plaque(brush, sign, w / 2 - 9, 1, 18, 18);
    paintSign(brush, sign, w / 2, 10, 4.4);
    if (width <= w) write(brush, word, w / 2, h - 7, w, font, mix(hue, '#FFFFFF', 0.25));
    return;
  }
  const r = h * 0.24;
  const worded = kind === 'pill' && word !== '' && width <= w - r * 2 - 15;
  const pill = worded ? width + r * 2 + 15 : h - 2;
  const x = (w - pill) / 2;
  plaque(brush, sign, x, 1, pill, h - 2);
  paintSign(brush, sign, worded ? x + 6 + r : w / 2, h / 2, r);
  if (worded) write(brush, word, x + 10 + r * 2, h / 2, width + 1, font, hue, 'left');
}

function plaque(brush: Brush, sign: Sign | 'ok' | 'error', x: number, y: number, w: number, h: number): void {
  const hue = signHue[sign];
  const strong = sign !== 'wait' && sign !== 'zombie';
  panel(brush, x, y, w, h, h);
  brush.fillStyle = sign === 'error' ? '#2E0F16' : sign === 'ok' ? '#08261F' : '#0A1126';
  brush.fill();
  glowing(brush, hue, strong ? 3 : 0, () => {
    brush.strokeStyle = fade(hue, strong ? 0.95 : 0.5);
    brush.lineWidth = 1.2;
    brush.stroke();
  });
}
