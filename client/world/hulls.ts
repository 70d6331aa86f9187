import type { ProcessView } from '../../shared/protocol/view.ts';
import { fonts, palette } from '../theme/palette.ts';
import type { Box, WorldLayout } from './layout.ts';
import { type Brush, fade, mix, panel, write } from './paint.ts';
import { Plate, type Stage } from './plate.ts';

/** Hues of containers, by their names in order; the name on each tells them apart without colour. */
const HUES = ['#7FE9FF', '#FFC27A', '#D98CC0', '#8FA8FF', '#2FD6A3', '#F0E442'] as const;

/** Where a container stands: a stretch of neighbouring lots in one row, and whose it is. */
export interface Hull {
  name: string;
  /** Place of the container among all that there are, for its hue. */
  order: number;
  lots: number[];
  box: Box;
}

/** Height of the strip above the houses of a container that has its name. */
export const signHeight = ({ print, compact }: Pick<WorldLayout, 'print' | 'compact'>): number =>
  print + (compact ? 4 : 7);

/** What is left of a lot for its house where a container stands around it. */
export function insideHull(cell: Box, layout: Pick<WorldLayout, 'print' | 'compact'>): Box {
  const sign = signHeight(layout);
  const side = layout.compact ? 1 : 3;
  return { x: cell.x + side, y: cell.y + sign, w: cell.w - 2 * side, h: cell.h - sign - 4 };
}

/** The containers of those processes, a hull for each stretch of lots side by side. */
export function hullsOf(
  processes: readonly Pick<ProcessView, 'pid' | 'container'>[],
  lots: ReadonlyMap<number, number>,
  cells: readonly Box[],
): Hull[] {
  const names = [...new Set(processes.map(({ container }) => container))].filter(Boolean).sort();
  const owners = new Map<number, string>();
  for (const { pid, container } of processes) {
    const lot = lots.get(pid);
    if (lot !== undefined && container !== '') owners.set(lot, container);
  }
  const hulls: Hull[] = [];
  for (const [lot, name] of [...owners].sort(([a], [b]) => a - b)) {
    const cell = cells[lot];
    const last = hulls.at(-1);
    if (cell === undefined) continue;
    const goesOn = last?.name === name && last.lots.at(-1) === lot - 1 && last.box.y === cell.y;
    if (goesOn) {
      last.lots.push(lot);
      last.box.w = cell.x + cell.w - last.box.x;
    } else hulls.push({ name, order: names.indexOf(name), lots: [lot], box: { ...cell } });
  }
  return hulls;
}

/** A lot for a newcomer: the free one nearest to others of its container, else the first. */
export function lotBeside(used: ReadonlySet<number>, mates: readonly number[]): number {
  const distance = (lot: number): number =>
    mates.length === 0 ? lot : Math.min(...mates.map((mate) => Math.abs(mate - lot)));
  let best = -1;
  // The town has one free lot at least below as many as are taken.
  for (let lot = 0; lot <= used.size; lot += 1) {
    if (!used.has(lot) && (best < 0 || distance(lot) < distance(best))) best = lot;
  }
  return best;
}

/** Ribbed steel with castings at its corners and the name on top: what a shipping container is known by. */
function paintHull(brush: Brush, { name, order, box: { w, h } }: Hull, sign: number, print: number): void {
  const hue = HUES[order % HUES.length] as string;
  const [x, y, right, bottom] = [2, sign / 2, w - 2, h - 1];
  panel(brush, x, y, right - x, bottom - y, 4);
  brush.fillStyle = fade(hue, 0.09);
  brush.fill();
  brush.save();
  brush.clip();
  brush.fillStyle = fade(hue, 0.07);
  for (let rib = x + 6; rib < right; rib += 12) brush.fillRect(rib, y, 5, bottom - y);
  brush.restore();
  panel(brush, x, y, right - x, bottom - y, 4);
  brush.strokeStyle = fade(hue, 0.8);
  brush.lineWidth = 1.5;
  brush.stroke();
  brush.fillStyle = mix(hue, palette.ground, 0.25);
  for (const cx of [x, right])
    for (const cy of [y, bottom]) brush.fillRect(cx - (cx === x ? 1 : 4), cy - (cy === y ? 1 : 4), 5, 5);
  let font = `700 ${print}px ${fonts.code}`;
  brush.font = font;
  const room = w - 4;
  let margin = 12;
  if (brush.measureText(name).width + margin > room) {
    margin = 6;
    brush.font = font = `700 9px ${fonts.code}`;
  }
  const width = Math.min(room, brush.measureText(name).width + margin);
  const left = Math.min(9, w - width - 2);
  panel(brush, left, 1, width, sign - 2, 4);
  brush.fillStyle = '#0A1126';
  brush.fill();
  brush.strokeStyle = hue;
  brush.lineWidth = 1.2;
  brush.stroke();
  write(brush, name, left + width / 2, sign / 2, width - margin + 2, font, mix(hue, '#FFFFFF', 0.3));
}

/** The containers around their processes' houses. */
export class Hulls {
  private readonly stage: Stage;
  private readonly plates = new Map<string, Plate>();

  constructor(stage: Stage) {
    this.stage = stage;
  }

  show(hulls: readonly Hull[]): void {
    const { layout } = this.stage;
    const sign = signHeight(layout);
    const wanted = new Map(hulls.map((hull) => [JSON.stringify(hull), hull]));
    for (const [key, plate] of this.plates) {
      if (wanted.has(key)) continue;
      plate.destroy();
      this.plates.delete(key);
    }
    for (const [key, hull] of wanted) {
      if (this.plates.has(key)) continue;
      const { x, y, w, h } = hull.box;
      const plate = new Plate(this.stage, w, h, 7).at(x, y);
      plate.show(key, (brush) => paintHull(brush, hull, sign, layout.print));
      this.plates.set(key, plate);
    }
  }
}
