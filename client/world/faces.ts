import type { Program } from '../../shared/roles.ts';
import { programHue } from '../theme/palette.ts';
import { type Brush, disc, fade, glowing, mix, panel } from './paint.ts';

/** How a face looks: open eyes, a blink, asleep while blocked, glad after a job, gone as a zombie. */
export type Look = 'open' | 'blink' | 'asleep' | 'glad' | 'gone';
/** 0 content, 1 so-so, 2 tired, 3 about to be given up. */
export type Mood = 0 | 1 | 2 | 3;

export const FACE = { w: 36, h: 20 };

export function moodOf(tired: number): Mood {
  return tired < 0.35 ? 0 : tired < 0.6 ? 1 : tired < 0.85 ? 2 : 3;
}

/** The lit screen in a building's front with eyes and a mouth. */
export function paintFace(brush: Brush, program: Program, look: Look, mood: Mood): void {
  const hue = look === 'gone' ? '#7A86A8' : programHue[program];
  const ink = mix(hue, '#FFFFFF', 0.45);
  panel(brush, 0.5, 0.5, 35, 19, 4);
  brush.fillStyle = mix(hue, '#060A18', look === 'asleep' || look === 'gone' ? 0.9 : 0.74);
  brush.fill();
  brush.strokeStyle = fade(hue, 0.55);
  brush.lineWidth = 1;
  brush.stroke();
  brush.lineCap = 'round';
  brush.strokeStyle = ink;
  brush.fillStyle = ink;
  brush.lineWidth = 1.7;
  glowing(brush, hue, look === 'asleep' ? 0 : 4, () => {
    for (const x of [11, 25]) eye(brush, x, look, mood, hue);
    mouth(brush, program, look, mood);
  });
  if (program === 'edit') glasses(brush, ink);
  if (program === 'cat') whiskers(brush, fade(ink, 0.7));
}

function eye(brush: Brush, x: number, look: Look, mood: Mood, hue: string): void {
  brush.beginPath();
  if (look === 'blink' || look === 'asleep') {
    brush.arc(x, 7, 3, Math.PI * 0.15, Math.PI * 0.85);
    brush.stroke();
  } else if (look === 'glad') {
    brush.arc(x, 10, 3.2, Math.PI * 1.1, Math.PI * 1.9);
    brush.stroke();
  } else if (look === 'gone') {
    brush.moveTo(x - 2, 6);
    brush.lineTo(x + 2, 10);
    brush.moveTo(x + 2, 6);
    brush.lineTo(x - 2, 10);
    brush.stroke();
  } else {
    disc(brush, x, 8, 2.9);
    brush.fill();
    if (mood >= 2) {
      brush.fillStyle = mix(hue, '#060A18', 0.74);
      brush.fillRect(x - 4, 4, 8, mood === 3 ? 3.6 : 2.6);
      brush.fillStyle = brush.strokeStyle;
    }
  }
  if (mood === 3 && look === 'open') {
    const inward = x < 18 ? 1 : -1;
    brush.beginPath();
    brush.moveTo(x - 3.5 * inward, 3.6);
    brush.lineTo(x + 3.5 * inward, 5.8);
    brush.stroke();
  }
}

function mouth(brush: Brush, program: Program, look: Look, mood: Mood): void {
  brush.lineWidth = 1.4;
  brush.beginPath();
  if (look === 'glad') {
    brush.arc(18, 11.5, 4, 0, Math.PI);
    brush.fill();
  } else if (look === 'asleep') {
    disc(brush, 18, 14, 1.3);
    brush.stroke();
  } else if (program === 'cat' && mood < 2) {
    brush.arc(16, 12.5, 2, 0, Math.PI);
    brush.moveTo(22, 12.5);
    brush.arc(20, 12.5, 2, 0, Math.PI);
    brush.stroke();
  } else if (mood === 0) {
    brush.arc(18, 11, 4, Math.PI * 0.15, Math.PI * 0.85);
    brush.stroke();
  } else if (mood === 1) {
    brush.moveTo(15, 14.5);
    brush.lineTo(21, 14.5);
    brush.stroke();
  } else {
    brush.arc(18, 18, 4, Math.PI * 1.2, Math.PI * 1.8);
    brush.stroke();
  }
}

function glasses(brush: Brush, ink: string): void {
  brush.strokeStyle = fade(ink, 0.8);
  brush.lineWidth = 1;
  for (const x of [11, 25]) {
    disc(brush, x, 8, 5);
    brush.stroke();
  }
  brush.beginPath();
  brush.moveTo(16, 8);
  brush.lineTo(20, 8);
  brush.stroke();
}

function whiskers(brush: Brush, ink: string): void {
  brush.strokeStyle = ink;
  brush.lineWidth = 0.8;
  brush.beginPath();
  for (const side of [-1, 1]) {
    for (const tilt of [-1, 1.2]) {
      brush.moveTo(18 + side * 8, 13);
      brush.lineTo(18 + side * 14, 13 + tilt * 1.6);
    }
  }
  brush.stroke();
}
