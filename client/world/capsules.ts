import type { Program } from '../../shared/roles.ts';
import { fonts, palette, programHue } from '../theme/palette.ts';
import type { Building } from './building.ts';
import type { Buildings } from './buildings.ts';
import type { Flights, Point } from './flights.ts';
import type { KernelHall } from './kernel.ts';
import type { Box } from './layout.ts';
import { disc, fade, glowing, mix, panel, write } from './paint.ts';
import { Plate, type Stage, shared } from './plate.ts';
import { paintSign } from './signs.ts';
import type { WallOfLight } from './wall.ts';

interface Lane {
  box: Box;
  plate: Plate;
  pid: number;
  name: string;
  since: number;
  /** Set when the call has returned or its process sleeps: the lane empties then. */
  until: number;
}

/** Sides of the small things that fly, in pixels. */
const BEAD_SIZES = { dot: 12, pulse: 22, call: 24, ok: 24, error: 24 } as const;

/** What a call's answer looks like in three or four letters: the errno, or the value. */
export function shortAnswer(ok: boolean, text: string): string {
  const errno = /\bE[A-Z][A-Z0-9]+\b/.exec(text)?.[0];
  if (!ok && errno) return errno;
  return text.replace(/^=\s*/, '').split(' ')[0] ?? '';
}

/** Calls on their way: down through a gate, on a lane while the kernel handles them, and back up with the answer. */
export class Capsules {
  private readonly stage: Stage;
  private readonly lanes: Lane[];
  private readonly flights: Flights;
  private readonly wall: WallOfLight;
  private readonly hall: KernelHall;
  private readonly town: Buildings;

  constructor(
    stage: Stage,
    parts: { flights: Flights; wall: WallOfLight; hall: KernelHall; town: Buildings },
  ) {
    this.stage = stage;
    this.flights = parts.flights;
    this.wall = parts.wall;
    this.hall = parts.hall;
    this.town = parts.town;
    this.lanes = stage.layout.lanes.map((box) => {
      const plate = new Plate(stage, box.w, box.h, 40).at(box.x, box.y);
      plate.image.setVisible(false);
      return { box, plate, pid: 0, name: '', since: 0, until: 0 };
    });
  }

  call(pid: number, name: string, span: number, now: number): void {
    const building = this.town.at(pid);
    if (building === undefined) return;
    const lane = this.laneFor(this.gateX(building.door.x));
    lane.pid = pid;
    lane.name = name;
    lane.since = now;
    lane.until = 0;
    lane.plate.image.setVisible(false);
    const { program } = building.view;
    const { down, gate } = this.way(building.door, lane.box);
    this.paint(lane, program, 'call', name);
    const capsule = this.named(building) ? lane.plate.key : this.bead(programHue[program], 'call');
    this.flights.send(capsule, down, span, now, 50, () => {
      if (lane.pid !== pid || lane.name !== name) return;
      lane.plate.image.setVisible(true).setAlpha(1);
    });
    this.wall.pass(gate, now + span * 0.5);
  }

  step(pid: number, step: string, now: number): void {
    const spot = this.hall.step(step, now);
    const lane = this.lanes.find((candidate) => candidate.pid === pid);
    if (spot === null || lane === undefined) return;
    const from = { x: lane.box.x + lane.box.w / 2, y: lane.box.y + lane.box.h };
    this.flights.send(this.bead(palette.wallCore, 'dot'), [from, spot], 160, now, 45);
  }

  return(pid: number, name: string, ok: boolean, text: string, span: number, now: number): void {
    const building = this.town.at(pid);
    if (building === undefined) return;
    const answer = shortAnswer(ok, text) || name;
    const lane = this.lanes.find((candidate) => candidate.pid === pid && candidate.name === name);
    const box = lane?.box ?? this.stage.layout.lanes[this.laneNear(building.door.x)]!;
    const whole = lane !== undefined && this.named(building) && !this.stage.still;
    if (lane) {
      this.paint(lane, building.view.program, ok ? 'ok' : 'error', ok ? name : answer);
      lane.plate.image.setVisible(!whole).setAlpha(1);
      lane.until = now + (whole ? span : 420);
    }
    const { down, gate } = this.way(building.door, box);
    this.wall.pass(gate, now);
    const hue = ok ? palette.done : palette.refused;
    const up = [...down].reverse().slice(whole ? 0 : 1);
    const capsule = whole ? lane.plate.key : this.bead(hue, ok ? 'ok' : 'error');
    this.flights.send(capsule, up, span, now, 50, () =>
      this.town.at(pid)?.result(ok, answer, this.stage.scene.time.now),
    );
  }

  /** Empties the lanes of those who sleep or are gone. */
  update(asleep: ReadonlySet<number>, alive: ReadonlySet<number>, now: number): void {
    for (const lane of this.lanes) {
      if (lane.pid === 0 || lane.until > 0) continue;
      if (!alive.has(lane.pid)) lane.until = now;
      else if (asleep.has(lane.pid) && now - lane.since > 900) lane.until = now + 300;
      else if (now - lane.since > 9000) lane.until = now;
    }
  }

  frame(now: number): void {
    for (const lane of this.lanes) {
      if (lane.until === 0) continue;
      lane.plate.image.setAlpha(Math.min(1, Math.max(0, (lane.until - now) / 220)));
      if (now < lane.until) continue;
      lane.plate.image.setVisible(false);
      lane.pid = 0;
      lane.until = 0;
    }
  }

  /** Whether the capsule carries its name all the way: only where it crosses nobody else's. */
  private named(building: Building): boolean {
    const { ledges, compact } = this.stage.layout;
    return !compact && (ledges.length === 1 || building.mine);
  }

  /** From a door over the apron and through the nearest gate to a lane. */
  private way(door: Point, lane: Box): { down: Point[]; gate: number } {
    const gate = this.wall.gateNear(door.x);
    const opening = this.stage.layout.gates[gate]!;
    const x = opening.x + opening.w / 2;
    const down = [
      { x: door.x, y: door.y + lane.h / 2 - 2 },
      { x, y: opening.y - 2 },
      { x, y: opening.y + opening.h - 2 },
      { x: lane.x + lane.w / 2, y: opening.y + opening.h - 2 },
      { x: lane.x + lane.w / 2, y: lane.y + lane.h / 2 },
    ];
    return { down, gate };
  }

  private gateX(x: number): number {
    const gate = this.stage.layout.gates[this.wall.gateNear(x)]!;
    return gate.x + gate.w / 2;
  }

  private laneNear(x: number): number {
    let best = 0;
    this.lanes.forEach(({ box }, i) => {
      const other = this.lanes[best]!.box;
      if (Math.abs(box.x + box.w / 2 - x) < Math.abs(other.x + other.w / 2 - x)) best = i;
    });
    return best;
  }

  /** The nearest free lane, else the one taken longest ago. */
  private laneFor(x: number): Lane {
    const free = this.lanes.filter((lane) => lane.pid === 0);
    if (free.length === 0) return this.lanes.reduce((old, lane) => (lane.since < old.since ? lane : old));
    const middle = (lane: Lane) => Math.abs(lane.box.x + lane.box.w / 2 - x);
    return free.reduce((near, lane) => (middle(lane) < middle(near) ? lane : near));
  }

  private paint(lane: Lane, program: Program, kind: 'call' | 'ok' | 'error', text: string): void {
    const { w, h } = lane.box;
    lane.plate.show(`${kind}|${program}|${text}`, (brush) => {
      const hue = kind === 'call' ? programHue[program] : kind === 'ok' ? palette.done : palette.refused;
      const size = Math.max(9, Math.min(14, Math.round(h * 0.5)));
      const font = `600 ${size}px ${fonts.code}`;
      brush.font = font;
      const textW = Math.min(brush.measureText(text).width, w - 30);
      const pill = textW + 28;
      const x = (w - pill) / 2;
      panel(brush, x, 2, pill, h - 4, h);
      brush.fillStyle = kind === 'error' ? '#3A121B' : kind === 'ok' ? '#0B2E2A' : mix(hue, '#060A18', 0.82);
      brush.fill();
      brush.lineWidth = 1.6;
      brush.strokeStyle = hue;
      glowing(brush, hue, 5, () => brush.stroke());
      if (kind === 'call') {
        disc(brush, x + 12, h / 2, 3.2);
        brush.fillStyle = hue;
        brush.fill();
      } else paintSign(brush, kind, x + 12, h / 2, 3.6);
      write(
        brush,
        text,
        x + 20,
        h / 2,
        textW + 1,
        font,
        kind === 'call' ? '#FFFFFF' : mix(hue, '#FFFFFF', 0.4),
        'left',
      );
    });
  }

  private bead(hue: string, kind: 'call' | 'dot' | 'pulse' | 'ok' | 'error'): string {
    const size = BEAD_SIZES[kind];
    return shared(this.stage, `bead:${kind}:${hue}`, size, size, (brush) => {
      const half = size / 2;
      const glow = brush.createRadialGradient(half, half, 0, half, half, half);
      glow.addColorStop(0, fade(hue, 0.9));
      glow.addColorStop(1, fade(hue, 0));
      brush.fillStyle = glow;
      brush.fillRect(0, 0, size, size);
      if (kind === 'pulse') {
        disc(brush, half, half, 4);
        brush.fillStyle = '#FFFFFF';
        brush.fill();
      }
      if (kind === 'dot' || kind === 'pulse') return;
      panel(brush, 5, 7, 14, 10, 5);
      brush.fillStyle = kind === 'call' ? mix(hue, '#FFFFFF', 0.25) : '#071022';
      brush.fill();
      brush.strokeStyle = kind === 'call' ? '#FFFFFF' : hue;
      brush.lineWidth = 1.2;
      brush.stroke();
      if (kind !== 'call') paintSign(brush, kind, 12, 12, 2.8);
    });
  }

  /** A pulse on a cable. */
  pulse(path: Point[], hue: string, span: number, now: number, arrive?: () => void): void {
    this.flights.send(this.bead(hue, 'pulse'), path, span, now, 46, arrive);
  }

  /** A bolt from a building to the wall. */
  bolt(from: Point, to: Point, now: number, arrive: () => void): void {
    this.flights.send(this.bead(palette.refused, 'error'), [from, to], 260, now, 51, arrive);
  }
}
