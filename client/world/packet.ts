import type { PacketPlace } from '../../shared/protocol/level.ts';
import { fonts, palette } from '../theme/palette.ts';
import type { Buildings } from './buildings.ts';
import type { Point } from './flights.ts';
import type { KernelHall } from './kernel.ts';
import type { Box } from './layout.ts';
import { glowing, panel } from './paint.ts';
import { Plate, type Stage } from './plate.ts';
import { say } from './words.ts';

/** Stations of the kernel's hall by the places of a call. */
const STEPS: Partial<Record<PacketPlace, string>> = {
  path: 'path',
  inode: 'inode',
  mode: 'permission',
  cache: 'cache',
  copy: 'copy',
};

/** Above the wall. */
const OUTSIDE: ReadonlySet<PacketPlace> = new Set(['user', 'terminal']);

/** Milliseconds from one place to the next. */
const TRAVEL = 650;

const middle = ({ x, y, w, h }: Box): Point => ({ x: x + w / 2, y: y + h / 2 });

/** Whoever follows a call is the packet: it stands where the call is, and travels with it. */
export class Packet {
  /** Pid of the process whose call it is. */
  own = 0;
  private readonly stage: Stage;
  private readonly town: Buildings;
  private readonly hall: KernelHall;
  private readonly plate: Plate;
  private readonly w: number;
  private readonly h: number;
  private place: PacketPlace | null = null;
  /** Where it comes from, and the gate that lies between. */
  private way: Point[] = [];
  private since = 0;
  private travel = TRAVEL;

  constructor(stage: Stage, parts: { town: Buildings; hall: KernelHall }) {
    this.stage = stage;
    this.town = parts.town;
    this.hall = parts.hall;
    const { print } = stage.layout;
    this.w = print * 4.4;
    this.h = print * 2.1;
    this.plate = new Plate(stage, this.w + 12, this.h + 18, 60);
    this.plate.image.setVisible(false).setOrigin(0.5, 1);
    this.plate.show('packet', (brush) => {
      const x = 6;
      const y = 6;
      glowing(brush, palette.ready, 8, () => {
        panel(brush, x, y, this.w, this.h, this.h / 2);
        brush.fillStyle = palette.ready;
        brush.fill();
      });
      // Its tip points at the place.
      brush.beginPath();
      brush.moveTo(x + this.w / 2 - 6, y + this.h - 1);
      brush.lineTo(x + this.w / 2 + 6, y + this.h - 1);
      brush.lineTo(x + this.w / 2, y + this.h + 8);
      brush.fillStyle = palette.ready;
      brush.fill();
      const text = say('you');
      brush.font = `800 ${print}px ${fonts.text}`;
      brush.fillStyle = '#10131F';
      brush.textAlign = 'center';
      brush.textBaseline = 'middle';
      brush.fillText(text, x + this.w / 2, y + this.h / 2 + 1);
    });
  }

  /** Sends it to a place; null: it is not shown. */
  to(place: PacketPlace | null, now: number): void {
    if (place === this.place) return;
    const from = this.place === null ? undefined : this.spot(this.place);
    const crosses = place !== null && this.place !== null && OUTSIDE.has(place) !== OUTSIDE.has(this.place);
    // What is printed has been down in the kernel, however fast it went.
    const printed = place === 'terminal' && this.place === 'user';
    const by: PacketPlace[] = printed ? ['gate', 'copy'] : crosses ? ['gate'] : [];
    this.way = [from, ...by.map((each) => this.spot(each))].filter((point) => point !== undefined);
    this.travel = TRAVEL * Math.max(1, this.way.length - 1);
    this.place = place;
    this.since = now;
    this.plate.image.setVisible(place !== null);
  }

  frame(now: number): void {
    const { place } = this;
    if (place === null) return;
    const target = this.spot(place);
    this.plate.image.setVisible(target !== undefined);
    if (target === undefined) return;
    const share = this.stage.still ? 1 : Math.min(1, (now - this.since) / this.travel);
    const eased = share * share * (3 - 2 * share);
    const legs = [...this.way, target];
    const leg = Math.min(legs.length - 2, Math.floor(eased * (legs.length - 1)));
    const from = legs[leg] ?? target;
    const to = legs[leg + 1] ?? target;
    const along = legs.length < 2 ? 1 : eased * (legs.length - 1) - leg;
    // It hovers a little, so that one finds it.
    const hover = this.stage.still ? 0 : Math.sin(now / 260) * 2;
    this.plate.image.setPosition(from.x + (to.x - from.x) * along, from.y + (to.y - from.y) * along + hover);
    // The station at which it stands stays lit.
    if (share === 1 && STEPS[place] !== undefined) this.hall.step(STEPS[place], now);
  }

  /** Where its tip points. */
  private spot(place: PacketPlace): Point | undefined {
    const { layout } = this.stage;
    const step = STEPS[place];
    if (step !== undefined) {
      // A narrow picture has no shelves: what would lie there is copied from.
      const at = this.hall.where(step) ?? this.hall.where('copy');
      return at === null ? undefined : { x: at.x, y: at.y - layout.print };
    }
    if (place === 'disk') {
      const at = middle(layout.disk);
      return { x: at.x, y: at.y - layout.disk.h * 0.2 };
    }
    const home = this.town.at(this.own);
    if (home === undefined) return undefined;
    // The terminal hangs in the corner of the sky, see `hud/level/screen.tsx`.
    if (place === 'terminal')
      return { x: layout.width - (layout.compact ? 90 : 150) - this.w / 2, y: home.heart.y };
    // Beside the house, so that its name can be read.
    if (place === 'user') return { x: home.heart.x - this.w * (layout.compact ? 0.75 : 1), y: home.heart.y };
    const gates = layout.gates.map(middle);
    return gates.reduce((a, b) => (Math.abs(b.x - home.door.x) < Math.abs(a.x - home.door.x) ? b : a));
  }
}
