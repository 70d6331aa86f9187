import type Phaser from 'phaser';
import type { ProcessView } from '../../shared/protocol/view.ts';
import { Building } from './building.ts';
import { Hulls, hullsOf, insideHull, lotBeside } from './hulls.ts';
import type { Box } from './layout.ts';
import { picture, type Stage } from './plate.ts';
import { type Plot, plotOf } from './plot.ts';

/** Places of the gone that are kept. */
const KEPT_PLACES = 24;

/** Who comes together settles together: by container, those on the machine itself last. */
function byContainer(processes: readonly ProcessView[]): readonly ProcessView[] {
  const rank = ({ container }: ProcessView): string => (container === '' ? '~' : container);
  return [...processes].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : a.pid - b.pid));
}

/** The frame around the own lot, from above its sign to below its names. */
function frameOf({ cell, badge, house }: Plot): Box {
  const top = Math.max(cell.y, Math.min(badge.y, house.y) - 4);
  return { x: cell.x, y: top, w: cell.w, h: cell.y + cell.h - top + 3 };
}

/** The town: which process lives on which lot. Lots outlive a resize, so nobody moves without need. */
export class Buildings {
  private readonly stage: Stage;
  private readonly lots: Map<number, number>;
  private readonly byPid = new Map<number, Building>();
  private readonly ownFrame: Phaser.GameObjects.Image | null;
  private readonly hulls: Hulls;
  private hovered = 0;
  /** Where those lived who are gone, the latest last: what ends them is told after they are. */
  private readonly gone = new Map<number, { x: number; y: number }>();

  constructor(stage: Stage, lots: Map<number, number>) {
    this.stage = stage;
    this.lots = lots;
    this.hulls = new Hulls(stage);
    const first = this.cellOf(0);
    this.ownFrame = first
      ? picture(stage, Building.ownFrame(stage, frameOf(plotOf(first))), 8).setOrigin(0, 0)
      : null;
    this.ownFrame?.setVisible(false);
  }

  at(pid: number): Building | undefined {
    return this.byPid.get(pid);
  }

  /** The middle of a process' house, also shortly after it is gone. */
  placeOf(pid: number): { x: number; y: number } | undefined {
    return this.byPid.get(pid)?.heart ?? this.gone.get(pid);
  }

  private remember(pid: number, building: Building): void {
    this.gone.set(pid, building.heart);
    for (const old of this.gone.keys()) {
      if (this.gone.size <= KEPT_PLACES) return;
      this.gone.delete(old);
    }
  }

  update(processes: readonly ProcessView[], self: string, now: number): void {
    const alive = new Set(processes.map((process) => process.pid));
    for (const [pid, building] of this.byPid) {
      if (alive.has(pid)) continue;
      this.remember(pid, building);
      building.destroy();
      this.byPid.delete(pid);
    }
    for (const pid of this.lots.keys()) if (!alive.has(pid)) this.lots.delete(pid);
    this.ownFrame?.setVisible(false);
    for (const process of byContainer(processes)) {
      const building = this.byPid.get(process.pid) ?? this.build(process);
      if (building === undefined) continue;
      const own = self !== '' && process.seat === self;
      building.show(process, own, process.pid === this.hovered, now);
      if (own && this.ownFrame) {
        const { x, y } = frameOf(building.plot);
        this.ownFrame.setPosition(x, y).setVisible(true);
      }
    }
    this.hulls.show(hullsOf(processes, this.lots, this.stage.layout.cells));
  }

  hover(pid: number): void {
    this.hovered = pid;
  }

  pick(x: number, y: number): Building | undefined {
    for (const building of this.byPid.values()) {
      const { cell } = building.plot;
      if (x >= cell.x && x < cell.x + cell.w && y >= cell.y && y < cell.y + cell.h) return building;
    }
    return undefined;
  }

  frame(now: number): void {
    for (const building of this.byPid.values()) building.frame(now);
  }

  private build(process: ProcessView): Building | undefined {
    const cell = this.cellOf(this.lotFor(process));
    if (cell === undefined) return undefined;
    const building = new Building(this.stage, process, cell);
    this.byPid.set(process.pid, building);
    return building;
  }

  /** The place of a house: its lot, or what a container leaves of it. */
  private cellOf(lot: number): Box | undefined {
    const cell = this.stage.layout.cells[lot];
    return cell !== undefined && this.stage.boxed ? insideHull(cell, this.stage.layout) : cell;
  }

  private lotFor({ pid, container }: ProcessView): number {
    const taken = this.lots.get(pid);
    if (taken !== undefined && taken < this.stage.layout.cells.length) return taken;
    this.lots.delete(pid);
    const mates = [...this.byPid.values()].filter(({ view }) => view.container === container);
    const near = container === '' ? [] : mates.flatMap(({ view }) => this.lots.get(view.pid) ?? []);
    const lot = lotBeside(new Set(this.lots.values()), near);
    this.lots.set(pid, lot);
    return lot;
  }

  destroy(): void {
    for (const building of this.byPid.values()) building.destroy();
  }
}
