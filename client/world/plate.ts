import type Phaser from 'phaser';
import type { WorldLayout } from './layout.ts';
import type { Brush } from './paint.ts';

/** What every part of the picture is built on. A new one is made whenever the canvas changes its size. */
export interface Stage {
  scene: Phaser.Scene;
  layout: WorldLayout;
  /** Device pixels per CSS pixel. */
  ratio: number;
  /** Some processes live in containers, which need room around their houses. */
  boxed: boolean;
  /** Nothing flies: results flash in place. */
  still: boolean;
  /** How light is laid over the picture: adding up where a graphics card does it, else plainly, which costs a processor less. */
  light: 'ADD' | 'NORMAL';
}

let serial = 0;

function paintOn(texture: Phaser.Textures.CanvasTexture, ratio: number, paint: (brush: Brush) => void): void {
  const brush = texture.context;
  brush.setTransform(1, 0, 0, 1, 0, 0);
  brush.clearRect(0, 0, texture.width, texture.height);
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(brush);
  texture.refresh();
}

/** Pixels of a canvas that is so wide or high: one at least, for a world that has no room at the moment has none either. */
const pixels = (units: number, { ratio }: Stage): number => Math.max(1, Math.ceil(units * ratio));

/** A texture painted once and shared by all who ask for the same key in the same stage. */
export function shared(
  stage: Stage,
  key: string,
  w: number,
  h: number,
  paint: (brush: Brush) => void,
): string {
  const name = `${key}@${stage.ratio}:${w}x${h}`;
  if (stage.scene.textures.exists(name)) return name;
  const texture = stage.scene.textures.createCanvas(name, pixels(w, stage), pixels(h, stage));
  if (texture !== null) paintOn(texture, stage.ratio, paint);
  return name;
}

/** An image of a shared texture, centred on its position unless told otherwise. */
export function picture(stage: Stage, texture: string, depth: number): Phaser.GameObjects.Image {
  return stage.scene.add
    .image(0, 0, texture)
    .setScale(1 / stage.ratio)
    .setDepth(depth);
}

/** An image with a canvas of its own, painted again only when what it shows has changed. */
export class Plate {
  readonly image: Phaser.GameObjects.Image;
  private readonly texture: Phaser.Textures.CanvasTexture;
  private readonly ratio: number;
  private shown = '';

  constructor(stage: Stage, w: number, h: number, depth: number) {
    const key = `plate:${serial++}`;
    this.ratio = stage.ratio;
    const texture = stage.scene.textures.createCanvas(key, pixels(w, stage), pixels(h, stage));
    if (texture === null) throw new Error('the browser gave no canvas to paint on');
    this.texture = texture;
    this.image = stage.scene.add
      .image(0, 0, key)
      .setScale(1 / stage.ratio)
      .setDepth(depth)
      .setOrigin(0, 0);
  }

  /** The key of its texture, for others that show the same picture. */
  get key(): string {
    return this.texture.key;
  }

  at(x: number, y: number): this {
    this.image.setPosition(x, y);
    return this;
  }

  /** `what` names everything the painting depends on. */
  show(what: string, paint: (brush: Brush) => void): void {
    if (what === this.shown) return;
    this.shown = what;
    paintOn(this.texture, this.ratio, paint);
  }

  destroy(): void {
    const { key, manager } = this.texture;
    this.image.destroy();
    manager.remove(key);
  }
}
