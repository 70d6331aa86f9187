import type { GameEvent } from '../../shared/protocol/view.ts';
import { fonts, palette, programHue } from '../theme/palette.ts';
import type { Buildings } from './buildings.ts';
import type { Cores } from './cores.ts';
import type { Devices } from './devices.ts';
import type { Flights, Point } from './flights.ts';
import { disc, fade, glowing, mix, polygon, write } from './paint.ts';
import { type Stage, shared } from './plate.ts';

type Fault = Extract<GameEvent, { kind: 'fault' }>;
type Eviction = Extract<GameEvent, { kind: 'evict' }>;

/** How long a page is on its way between disk and memory, and a wish on its way to a frame, in milliseconds. */
const TRAVEL_MS = 850;
const WISH_MS = 320;
/** Hue of pages that are nobody's: the file cache's. */
const CACHE_HUE = '#8FB6FF';

/** Pages on their way: from the disk into their frames, and out of them for whoever needed the room. */
export class Pages {
  private readonly stage: Stage;
  private readonly parts: { flights: Flights; devices: Devices; town: Buildings; cores: Cores };

  constructor(stage: Stage, parts: { flights: Flights; devices: Devices; town: Buildings; cores: Cores }) {
    this.stage = stage;
    this.parts = parts;
  }

  /** A page was missing: it appears in its frame, or travels there from the disk. */
  faulted({ pid, frame, from }: Fault, now: number): void {
    const { memory, disk } = this.parts.devices;
    if (frame < 0) return;
    const hue = this.hueOf(pid);
    if (from === 'memory') {
      memory.mark(frame, 'in', hue, now);
      return;
    }
    const path = arch(disk.headSpot, memory.frameAt(frame));
    this.parts.flights.send(this.sheet(hue, pid), path, TRAVEL_MS, now, 52, () =>
      memory.mark(frame, 'in', hue, this.stage.scene.time.now),
    );
  }

  /** A page leaves its frame: the wish of who needs the room comes first, then the page goes to the disk, or is dropped. */
  evicted({ pid, frame, by, to }: Eviction, now: number): void {
    const { memory, disk } = this.parts.devices;
    const spot = memory.frameAt(frame);
    const hue = this.hueOf(pid);
    const leave = (): void => {
      const then = this.stage.scene.time.now;
      memory.mark(frame, 'out', by > 0 ? this.hueOf(by) : palette.text, then);
      if (to !== 'nowhere')
        this.parts.flights.send(this.sheet(hue, pid), arch(spot, disk.headSpot), TRAVEL_MS, then, 52);
    };
    const origin = this.originOf(by);
    if (origin === undefined) leave();
    else this.parts.flights.send(this.wish(this.hueOf(by), by), [origin, spot], WISH_MS, now, 53, leave);
  }

  private hueOf(pid: number): string {
    const building = this.parts.town.at(pid);
    return building === undefined ? CACHE_HUE : programHue[building.view.program];
  }

  /** Where a process acts: the core it is on, else its door. */
  private originOf(pid: number): Point | undefined {
    const building = this.parts.town.at(pid);
    if (building === undefined) return undefined;
    const spot = this.parts.cores.spots[building.view.core];
    return spot === undefined ? building.door : { x: spot.x + spot.w / 2, y: spot.y + spot.h / 2 };
  }

  /** A sheet of paper in its owner's hue, with the owner's pid. */
  private sheet(hue: string, pid: number): string {
    const { compact, print } = this.stage.layout;
    const size = compact ? 15 : Math.round(print * 1.9);
    return shared(this.stage, `page:${hue}:${pid}`, size + 12, size + 12, (brush) => {
      const w = size * 0.82;
      const x = 6 + (size - w) / 2;
      const fold = size * 0.26;
      polygon(brush, [x, 6], [x + w - fold, 6], [x + w, 6 + fold], [x + w, 6 + size], [x, 6 + size]);
      brush.fillStyle = mix(hue, '#FFFFFF', 0.35);
      glowing(brush, hue, 8, () => brush.fill());
      brush.strokeStyle = '#FFFFFF';
      brush.lineWidth = 1;
      brush.stroke();
      polygon(brush, [x + w - fold, 6], [x + w - fold, 6 + fold], [x + w, 6 + fold]);
      brush.fillStyle = mix(hue, '#0B1020', 0.35);
      brush.fill();
      if (pid <= 0) return;
      const font = `800 ${Math.max(8, Math.round(size * 0.46))}px ${fonts.text}`;
      write(brush, String(pid), 6 + size / 2, 6 + size * 0.62, w - 2, font, '#0B1020');
    });
  }

  /** A round token with the pid of who needs a frame. */
  private wish(hue: string, pid: number): string {
    const size = this.stage.layout.compact ? 15 : Math.round(this.stage.layout.print * 1.6);
    return shared(this.stage, `wish:${hue}:${pid}`, size + 8, size + 8, (brush) => {
      const half = (size + 8) / 2;
      disc(brush, half, half, size / 2 - 1);
      brush.fillStyle = mix(hue, '#0B1020', 0.8);
      brush.fill();
      brush.strokeStyle = hue;
      brush.lineWidth = 1.8;
      glowing(brush, fade(hue, 0.9), 4, () => brush.stroke());
      const font = `800 ${Math.max(8, Math.round(size * 0.5))}px ${fonts.text}`;
      write(brush, String(pid), half, half, size - 3, font, mix(hue, '#FFFFFF', 0.5));
    });
  }
}

/** A low arch between two places, as straight legs. */
function arch(from: Point, to: Point): Point[] {
  const legs = 8;
  const rise = Math.min(46, Math.hypot(to.x - from.x, to.y - from.y) * 0.22);
  return Array.from({ length: legs + 1 }, (_, i) => {
    const share = i / legs;
    return {
      x: from.x + (to.x - from.x) * share,
      y: from.y + (to.y - from.y) * share - Math.sin(share * Math.PI) * rise,
    };
  });
}
