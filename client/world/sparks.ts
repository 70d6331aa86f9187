import type Phaser from 'phaser';
import { palette } from '../theme/palette.ts';
import { disc, fade } from './paint.ts';
import { picture, type Stage, shared } from './plate.ts';

interface Spark {
  image: Phaser.GameObjects.Image;
  vx: number;
  vy: number;
  /** Milliseconds left. */
  life: number;
  span: number;
  pull: number;
}

/** At most this many sparks exist; more are not thrown. */
const POOL = 140;

/** Short-lived points of light. */
export class Sparks {
  private readonly stage: Stage;
  private readonly pool: Spark[] = [];
  private readonly idle: Spark[] = [];
  private turn = 0;

  constructor(stage: Stage) {
    this.stage = stage;
  }

  private texture(hue: string): string {
    return shared(this.stage, `spark:${hue}`, 14, 14, (brush) => {
      const glow = brush.createRadialGradient(7, 7, 0, 7, 7, 7);
      glow.addColorStop(0, '#FFFFFF');
      glow.addColorStop(0.3, fade(hue, 0.9));
      glow.addColorStop(1, fade(hue, 0));
      brush.fillStyle = glow;
      disc(brush, 7, 7, 7);
      brush.fill();
    });
  }

  /** `up`: a fan from a wall; `around`: a firework; `rise`: slow bubbles. */
  burst(x: number, y: number, count: number, hue: string, manner: 'up' | 'around' | 'rise'): void {
    if (this.stage.still) return;
    for (let i = 0; i < count; i++) {
      const spark = this.idle.pop() ?? this.fresh();
      if (spark === undefined) return;
      this.turn = (this.turn * 16807 + 11) % 2147483647;
      const dice = (this.turn % 1000) / 1000;
      const angle =
        manner === 'around' ? (i / count) * Math.PI * 2 + dice : -Math.PI * (0.1 + 0.8 * (i / count));
      const speed = manner === 'rise' ? 14 + dice * 22 : 60 + dice * 130;
      spark.image
        .setTexture(this.texture(i % 3 === 0 && manner === 'up' ? palette.hardware : hue))
        .setPosition(x, y)
        .setVisible(true);
      spark.vx = Math.cos(angle) * speed;
      spark.vy = manner === 'rise' ? -speed : Math.sin(angle) * speed;
      spark.pull = manner === 'rise' ? 0 : 190;
      spark.life = spark.span = 420 + dice * 480;
    }
  }

  private fresh(): Spark | undefined {
    if (this.pool.length >= POOL) return undefined;
    const image = picture(this.stage, this.texture(palette.refused), 60).setBlendMode(this.stage.light);
    const spark = { image, vx: 0, vy: 0, life: 0, span: 1, pull: 0 };
    this.pool.push(spark);
    return spark;
  }

  frame(delta: number): void {
    const seconds = Math.min(delta, 100) / 1000;
    for (const spark of this.pool) {
      if (spark.life <= 0) continue;
      spark.life -= delta;
      if (spark.life <= 0) {
        spark.image.setVisible(false);
        this.idle.push(spark);
        continue;
      }
      spark.vy += spark.pull * seconds;
      spark.image.x += spark.vx * seconds;
      spark.image.y += spark.vy * seconds;
      const left = spark.life / spark.span;
      spark.image.setAlpha(left).setScale((0.4 + left * 0.8) / this.stage.ratio);
    }
  }
}
