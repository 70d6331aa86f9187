import Phaser from 'phaser';
import type { PacketPlace } from '../../shared/protocol/level.ts';
import type { GameEvent, RoomView } from '../../shared/protocol/view.ts';
import { Agenda } from './agenda.ts';
import { keptLots, layout } from './layout.ts';
import { type Keepsakes, Parts } from './parts.ts';
import { Plays } from './plays.ts';

export type Thing = { kind: 'process'; pid: number } | { kind: 'core'; core: number };

export interface SceneOptions {
  far: boolean;
  still: boolean;
  self: string;
  onPick?: (thing: Thing) => void;
}

/** The one scene: built anew when the canvas or the number of lots changes, fed with the room's state and events. */
export class WorldScene extends Phaser.Scene {
  private readonly options: SceneOptions;
  private readonly keep: Keepsakes = { lots: new Map(), order: [] };
  private readonly agenda = new Agenda();
  private readonly plays = new Plays(this.agenda);
  private parts: Parts | null = null;
  private room: RoomView | null = null;
  private size = { width: 0, height: 0, ratio: 1 };
  private built = '';
  private lots = 0;
  private hovered = 0;
  private awake = false;
  private packet: PacketPlace | null = null;

  constructor(options: SceneOptions) {
    super('world');
    this.options = options;
  }

  create(): void {
    this.awake = true;
    this.input.on('pointermove', (pointer: Phaser.Input.Pointer) => this.hover(pointer));
    this.input.on('pointerdown', (pointer: Phaser.Input.Pointer) => this.pick(pointer));
    this.input.on('gameout', () => this.setHovered(0));
    this.build();
  }

  /** Size in CSS pixels. */
  fit(width: number, height: number, ratio: number): void {
    this.size = { width, height, ratio };
    this.build();
  }

  /** Paints everything again, for instance when the fonts have arrived. */
  repaint(): void {
    this.built = '';
    this.build();
  }

  setSelf(self: string): void {
    this.options.self = self;
    this.refresh();
  }

  setPacket(at: PacketPlace | null): void {
    this.packet = at;
    this.refresh();
  }

  setStill(still: boolean): void {
    this.options.still = still;
    this.repaint();
  }

  show(room: RoomView): void {
    this.room = room;
    this.build();
    this.refresh();
  }

  play(events: readonly GameEvent[], tickMs: number): void {
    if (this.parts) this.plays.play(this.parts, events, tickMs, this.time.now);
  }

  override update(now: number, delta: number): void {
    this.agenda.run(now);
    this.parts?.frame(now, delta);
  }

  private refresh(): void {
    if (this.parts && this.room) this.parts.update(this.room, this.options.self, this.time.now);
    this.parts?.packet.to(this.packet, this.time.now);
    if (this.parts && this.hovered > 0) this.parts.tip.show(this.parts.town.at(this.hovered));
  }

  private build(): void {
    const { width, height, ratio } = this.size;
    if (!this.awake || width < 60 || height < 60) return;
    this.lots = keptLots(this.lots, Math.min(64, this.room?.processes.length ?? 0));
    const processes = this.lots;
    const cores = Math.max(1, this.room?.cores.length ?? 1);
    const boxed = this.room?.processes.some(({ container }) => container !== '') === true;
    const key = `${width}x${height}@${ratio}:${processes}:${cores}:${this.options.still}:${boxed}`;
    if (key === this.built) return;
    this.built = key;
    this.clear();
    this.cameras.main.setOrigin(0, 0).setZoom(ratio);
    const stage = {
      scene: this,
      layout: layout(width, height, processes, cores, this.options.far),
      ratio,
      boxed,
      still: this.options.still,
      light: this.game.renderer.type === Phaser.WEBGL ? ('ADD' as const) : ('NORMAL' as const),
    };
    this.parts = new Parts(stage, this.keep);
    this.refresh();
  }

  private clear(): void {
    this.agenda.clear();
    this.parts = null;
    this.children.removeAll(true);
    for (const key of this.textures.getTextureKeys()) {
      if (key.startsWith('plate:') || key.includes('@')) this.textures.remove(key);
    }
  }

  private hover(pointer: Phaser.Input.Pointer): void {
    const { ratio } = this.size;
    const building = this.parts?.town.pick(pointer.x / ratio, pointer.y / ratio);
    this.setHovered(building?.pid ?? 0);
  }

  private setHovered(pid: number): void {
    if (pid === this.hovered) return;
    this.hovered = pid;
    this.parts?.town.hover(pid);
    this.parts?.tip.show(this.parts.town.at(pid));
    this.refresh();
  }

  private pick(pointer: Phaser.Input.Pointer): void {
    const x = pointer.x / this.size.ratio;
    const y = pointer.y / this.size.ratio;
    const building = this.parts?.town.pick(x, y);
    if (building) {
      this.options.onPick?.({ kind: 'process', pid: building.pid });
      return;
    }
    const core = this.parts?.stage.layout.cores.findIndex(
      (box) => x >= box.x && x < box.x + box.w && y >= box.y && y < box.y + box.h,
    );
    if (core !== undefined && core >= 0) this.options.onPick?.({ kind: 'core', core });
  }
}
