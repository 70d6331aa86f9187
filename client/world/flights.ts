import type Phaser from 'phaser';
import type { Stage } from './plate.ts';

export interface Point {
  x: number;
  y: number;
}

interface Flight {
  image: Phaser.GameObjects.Image;
  path: Point[];
  length: number;
  since: number;
  span: number;
  arrive?: () => void;
}

/** At most this many things fly at once; what comes on top arrives at once. */
const POOL = 56;

/** Things that travel along a path of straight legs, eased, and vanish where they arrive. */
export class Flights {
  private readonly stage: Stage;
  private readonly flying: Flight[] = [];
  private readonly idle: Phaser.GameObjects.Image[] = [];

  constructor(stage: Stage) {
    this.stage = stage;
  }

  /** `span` in milliseconds; `now` on the scene's clock. */
  send(texture: string, path: Point[], span: number, now: number, depth: number, arrive?: () => void): void {
    if (this.stage.still || this.flying.length >= POOL || path.length < 2) {
      arrive?.();
      return;
    }
    const image = (this.idle.pop() ?? this.stage.scene.add.image(0, 0, texture))
      .setTexture(texture)
      .setScale(1 / this.stage.ratio)
      .setDepth(depth)
      .setVisible(true)
      .setPosition(path[0]!.x, path[0]!.y);
    const flight: Flight = { image, path, length: lengthOf(path), since: now, span };
    if (arrive) flight.arrive = arrive;
    this.flying.push(flight);
  }

  frame(now: number): void {
    for (let i = this.flying.length - 1; i >= 0; i--) {
      const flight = this.flying[i]!;
      const share = Math.min(1, Math.max(0, (now - flight.since) / flight.span));
      const eased = share < 0.5 ? 2 * share * share : 1 - (2 - 2 * share) ** 2 / 2;
      const { x, y } = along(flight.path, eased * flight.length);
      flight.image.setPosition(x, y);
      if (share < 1) continue;
      this.flying.splice(i, 1);
      flight.image.setVisible(false);
      this.idle.push(flight.image);
      flight.arrive?.();
    }
  }
}

function lengthOf(path: Point[]): number {
  let sum = 0;
  for (let i = 1; i < path.length; i++) {
    sum += Math.hypot(path[i]!.x - path[i - 1]!.x, path[i]!.y - path[i - 1]!.y);
  }
  return sum;
}

/** The point `distance` pixels down the path. */
function along(path: Point[], distance: number): Point {
  let left = distance;
  for (let i = 1; i < path.length; i++) {
    const from = path[i - 1]!;
    const to = path[i]!;
    const leg = Math.hypot(to.x - from.x, to.y - from.y);
    if (left <= leg || i === path.length - 1) {
      const share = leg === 0 ? 1 : Math.min(1, left / leg);
      return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
    }
    left -= leg;
  }
  return path[0]!;
}
