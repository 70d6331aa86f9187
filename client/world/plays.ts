import type { GameEvent } from '../../shared/protocol/view.ts';
import { palette, programHue } from '../theme/palette.ts';
import type { Agenda } from './agenda.ts';
import { ICE_HUE } from './ice.ts';
import type { Parts } from './parts.ts';
import { cable, lineHue } from './rooms.ts';
import { say, type WorldText } from './words.ts';

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
    if (event.kind === 'call') {
      this.inTurn(event.pid, start, travel, (now) => parts.capsules.call(event.pid, event.name, travel, now));
    } else if (event.kind === 'step') {
      this.inTurn(event.pid, start, 110, (now) => parts.capsules.step(event.pid, event.step, now));
    } else if (event.kind === 'return') {
      this.inTurn(event.pid, start, 160, (now) =>
        parts.capsules.return(event.pid, event.name, event.ok, event.text, travel, now),
      );
    } else {
      const show = SHOWS[event.kind] as ((parts: Parts, event: GameEvent, now: number) => void) | undefined;
      if (show) this.agenda.later(start + (DELAYS[event.kind] ?? 0), (now) => show(parts, event, now));
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

type Show<K extends GameEvent['kind']> = (
  parts: Parts,
  event: Extract<GameEvent, { kind: K }>,
  now: number,
) => void;

/** What is told a moment later than it happens, so that what led to it is seen first; milliseconds. */
const DELAYS: Partial<Record<GameEvent['kind'], number>> = { job: 200, fault: 180 };

/** How each event that is no part of a call is shown. */
const SHOWS: { [K in GameEvent['kind']]?: Show<K> } = {
  wall: attack,
  interrupt,
  job,
  overrun,
  fault: (parts, event, now) => parts.pages.faulted(event, now),
  evict: (parts, event, now) => parts.pages.evicted(event, now),
  dispatch: (parts, event, now) => parts.cores.flash(event.core, now),
  preempt: (parts, event, now) => parts.cores.flash(event.core, now),
  start: (parts, event) => burst(parts, event.pid, palette.wallCore, 8),
  exit,
  oom: (parts, event, now) => cry(parts, event.pid, 'outOfMemory', 'bad', now),
  freeze(parts, event, now) {
    burst(parts, event.pid, ICE_HUE, 12);
    // The ice and its sign say that somebody is frozen; that it is over has nothing else.
    if (!event.on) cry(parts, event.pid, 'thawed', 'cold', now);
  },
};

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

function interrupt(
  parts: Parts,
  { line: name, core }: Extract<GameEvent, { kind: 'interrupt' }>,
  now: number,
): void {
  const line = LINES.indexOf(name);
  const { layout, scene } = parts.stage;
  if (name === 'keyboard') parts.devices.key(now);
  if (name === 'network') parts.devices.packet(now);
  if (name === 'disk') parts.devices.disk.served(now);
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
  building.result(done, done ? say('pointsGained', { points: event.points }) : say('late'), now);
  building.cheer(done, now);
  const { x, y } = building.heart;
  if (done) {
    parts.sparks.burst(x, y, 14, programHue[building.view.program], 'around');
    parts.sparks.burst(x, y, 6, palette.ready, 'around');
  }
}

/** The device overflowed: what came is gone. */
function overrun(parts: Parts, event: Extract<GameEvent, { kind: 'overrun' }>, now: number): void {
  const box = parts.stage.layout[event.device];
  const text = say('lost', { count: event.lost });
  parts.cries.say(text, 'bad', box.x + box.w / 2, box.y + box.h * 0.2, now);
  parts.sparks.burst(box.x + box.w / 2, box.y + box.h / 2, 8, palette.refused, 'around');
}

/** Who ends by a signal is struck; who ends in peace leaves a few bubbles. */
function exit(parts: Parts, { pid, how }: Extract<GameEvent, { kind: 'exit' }>, now: number): void {
  const place = parts.town.placeOf(pid);
  if (place === undefined) return;
  if (!how.startsWith('SIG')) {
    parts.sparks.burst(place.x, place.y, 8, '#8A94B5', 'rise');
    return;
  }
  const name = how === 'SIGKILL' ? say('killed', { signal: how }) : how;
  parts.cries.say(name, 'bad', place.x, place.y, now);
  parts.sparks.burst(place.x, place.y, 18, palette.refused, 'around');
}

function cry(parts: Parts, pid: number, text: WorldText, tone: 'bad' | 'cold', now: number): void {
  const place = parts.town.placeOf(pid);
  if (place) parts.cries.say(say(text), tone, place.x, place.y, now);
}

function burst(parts: Parts, pid: number, hue: string, count: number): void {
  const place = parts.town.placeOf(pid);
  if (place) parts.sparks.burst(place.x, place.y, count, hue, 'rise');
}
