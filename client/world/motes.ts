import type Phaser from 'phaser';
import { palette } from '../theme/palette.ts';
import { disc, fade } from './paint.ts';
import { picture, type Stage, shared } from './plate.ts';

const COUNT = 16;

/** Specks of light that rise slowly through the town, so that the picture breathes while nothing happens. */
export class Motes {
  private readonly stage: Stage;
  private readonly motes: Phaser.GameObjects.Image[] = [];

  constructor(stage: Stage) {
    this.stage = stage;
    if (stage.still) return;
    const texture = shared(stage, 'mote', 10, 10, (brush) => {
      const glow = brush.createRadialGradient(5, 5, 0, 5, 5, 5);
      glow.addColorStop(0, fade(palette.wallCore, 0.9));
      glow.addColorStop(1, fade(palette.wall, 0));
      brush.fillStyle = glow;
      disc(brush, 5, 5, 5);
      brush.fill();
    });
    for (let i = 0; i < COUNT; i++) this.motes.push(picture(stage, texture, 3).setBlendMode(stage.light));
  }

  frame(now: number): void {
    const { width, wall, rail } = this.stage.layout;
    this.motes.forEach((mote, i) => {
      const span = 9000 + ((i * 2741) % 8000);
      const life = ((now + i * 3571) % span) / span;
      const x = rail.w + ((i * 0.618) % 1) * (width - rail.w) + Math.sin(now / 2100 + i * 2) * 14;
      mote.setPosition(x, wall.y - life * wall.y * 0.95);
      mote.setAlpha(Math.sin(life * Math.PI) * 0.55).setScale((0.5 + (i % 3) * 0.3) / this.stage.ratio);
    });
  }
}
