import type { GameEvent } from '../../shared/protocol/view.ts';
import { palette, programHue } from '../theme/palette.ts';
import type { Agenda } from './agenda.ts';
import type { Parts } from './parts.ts';
import { cable, lineHue } from './rooms.ts';
import { words } from './words.ts';

const LINES = ['timer', 'disk', 'keyboard', 'network'] as const;
/** At most this many events of a tick are shown; the own ones and the walls come first. */
const SHOWN = 40;

/** Turns what happened in a tick into movement, spread over the tick and in order for each process. */
export class Plays {
  private readonly agenda: Agenda;
  /** When the last movement of a process ends. */
  private readonly busyUntil = new Map<number, number>();

  constructor(agenda: Agenda) {
    this.agenda = agenda;
  }

  play(parts: Parts, events: readonly GameEvent[], tickMs: number, now: number): void {
    const chosen = events.length > SHOWN ? thinned(events) : events;
    const travel = Math.min(480, Math.max(160, tickMs * 1.8));
    chosen.forEach((event, i) => {
      const start = now + (i / Math.max(1, chosen.length)) * Math.min(tickMs, 400) * 0.6;
      this.one(parts, event, start, travel);
    });
    if (this.busyUntil.size > 200) this.busyUntil.clear();
  }

  private one(parts: Parts, event: GameEvent, start: number, travel: number): void {
    switch (event.kind) {
      case 'call':
        this.inTurn(event.pid, start, travel, (now) =>
          parts.capsules.call(event.pid, event.name, travel, now),
        );
        break;
      case 'step':
        this.inTurn(event.pid, start, 110, (now) => parts.capsules.step(event.pid, event.step, now));
        break;
      case 'return':
        this.inTurn(event.pid, start, 160, (now) =>
          parts.capsules.return(event.pid, event.name, event.ok, event.text, travel, now),
        );
        break;
      case 'wall':
        this.agenda.later(start, (now) => attack(parts, event, now));
        break;
      case 'interrupt':
        this.agenda.later(start, (now) => interrupt(parts, event.line, event.core, now));
        break;
      case 'fault':
        this.agenda.later(start, (now) =>
          parts.capsules.page(event.pid, parts.devices.frameOf(event.pid), now),
        );
        break;
      case 'evict':
        this.agenda.later(start, (now) =>
          parts.capsules.evicted(event.pid, parts.devices.frameAt(event.frame), parts.devices.diskHeart, now),
        );
        break;
      case 'oom':
        this.agenda.later(start, () => puff(parts, event.pid, false));
        break;
      case 'dispatch':
      case 'preempt':
        this.agenda.later(start, (now) => parts.cores.flash(event.core, now));
        break;
      case 'job':
        this.agenda.later(start + 200, (now) => job(parts, event, now));
        break;
      case 'start':
      case 'exit':
        this.agenda.later(start, () => puff(parts, event.pid, event.kind === 'start'));
        break;
      case 'note':
        break;
    }
  }

  /** After the process' earlier movements; a process more than 1.5 s behind skips ahead. */
  private inTurn(pid: number, start: number, span: number, act: (now: number) => void): void {
    const free = this.busyUntil.get(pid) ?? 0;
    const at = free > start + 1500 ? start : Math.max(start, free);
    this.busyUntil.set(pid, at + span);
    this.agenda.later(at, act);
  }
}

const rank = (event: GameEvent) =>
  event.kind === 'wall' || event.kind === 'job'
    ? 0
    : event.kind === 'call' || event.kind === 'return'
      ? 1
      : 2;

/** The most telling events, in their order. */
function thinned(events: readonly GameEvent[]): GameEvent[] {
  const order = events.map((event, i) => ({ event, i }));
  order.sort((a, b) => rank(a.event) - rank(b.event) || a.i - b.i);
  return order
    .slice(0, SHOWN)
    .sort((a, b) => a.i - b.i)
    .map(({ event }) => event);
}

function attack(parts: Parts, event: Extract<GameEvent, { kind: 'wall' }>, now: number): void {
  const building = parts.town.at(event.pid);
  const anywhere = parts.stage.layout.width * (0.2 + ((event.id.length * 37) % 60) / 100);
  const target = parts.wall.target(building?.door.x ?? anywhere, now);
  const from = building?.door ?? { x: target.x, y: parts.stage.layout.plaques[target.index]!.y };
  parts.capsules.bolt(from, target, now, () =>
    parts.wall.refuse(
      target.index,
      event.id,
      event.answer,
      event.first,
      parts.sparks,
      parts.stage.scene.time.now,
    ),
  );
}

function interrupt(parts: Parts, name: (typeof LINES)[number], core: number, now: number): void {
  const line = LINES.indexOf(name);
  const { layout, scene } = parts.stage;
  if (name === 'keyboard') parts.devices.key(now);
  if (name === 'network') parts.devices.packet(now);
  const path = cable(layout, line);
  const lamp = path[path.length - 1]!;
  parts.capsules.pulse(path, lineHue[line]!, 260, now, () => {
    parts.hall.interrupt(line, scene.time.now);
    const box = layout.cores[core];
    if (box === undefined) return;
    const x = box.x + box.w / 2;
    const down = [lamp, { x: lamp.x, y: layout.hardware.y }, { x, y: layout.hardware.y }, { x, y: box.y }];
    parts.capsules.pulse(down, lineHue[line]!, 240, scene.time.now, () =>
      parts.cores.flash(core, scene.time.now),
    );
  });
}

function job(parts: Parts, event: Extract<GameEvent, { kind: 'job' }>, now: number): void {
  const building = parts.town.at(event.pid);
  if (building === undefined) return;
  const done = event.outcome === 'done';
  building.result(done, done ? words.points(event.points) : words.late, now);
  building.cheer(done, now);
  const { x, y } = building.heart;
  if (done) {
    parts.sparks.burst(x, y, 14, programHue[building.view.program], 'around');
    parts.sparks.burst(x, y, 6, palette.ready, 'around');
  }
}

function puff(parts: Parts, pid: number, born: boolean): void {
  const building = parts.town.at(pid);
  if (building === undefined) return;
  const { x, y } = building.heart;
  parts.sparks.burst(x, y, 8, born ? palette.wallCore : '#8A94B5', 'rise');
}
