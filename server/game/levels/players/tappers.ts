import { linesOf } from '../../../../shared/levels/offer.ts';
import type { Level } from '../../../../shared/levels/schema.ts';
import { LIMIT_FILES, LIMIT_STEPS } from '../../../../shared/protocol/messages.ts';
import { FRAME, type StationView } from '../../../../shared/protocol/stations.ts';
import { EXPLOITS } from '../../exploits.ts';
import { draw } from '../../prng.ts';
import type { SeatInput } from '../../types.ts';
import type { Player, PlayerView } from '../run.ts';

/** Ticks between two taps of somebody who reads nothing: two a second, or one in two seconds, to see what came of it. */
export const HASTY = 2;
export const PATIENT = 10;

type Pick = <T>(of: readonly T[]) => T | undefined;

/** Everything that a station's screen lets one tap. */
function stationActs(station: StationView, pick: Pick): SeatInput | undefined {
  switch (station.station) {
    case 'memory': {
      const owners = station.frames.map(([owner]) => owner).filter((owner) => owner > 0);
      const pid = station.exhausted ? pick([...new Set(owners)]) : undefined;
      if (pid !== undefined) return { type: 'oom', pid };
      const taken = [...station.frames.keys()].filter(
        (frame) => ((station.frames[frame]?.[2] ?? 0) & (FRAME.pinned | FRAME.free | FRAME.kernel)) === 0,
      );
      const frame = station.faults.length === 0 ? undefined : pick(taken);
      return frame === undefined ? undefined : { type: 'evict', frame };
    }
    case 'io': {
      const request = station.disk.active < 0 ? pick(station.disk.queue)?.id : undefined;
      const line = pick(station.lines.filter(({ pending }) => pending))?.line;
      return pick([
        ...(request === undefined ? [] : [{ type: 'seek' as const, request }]),
        ...(line === undefined ? [] : [{ type: 'serve' as const, line }]),
      ]);
    }
    default: {
      const row = pick(station.processes);
      const file = pick(LIMIT_FILES);
      const to = pick(LIMIT_STEPS);
      if (row === undefined || file === undefined || to === undefined) return undefined;
      const { pid } = row;
      return pick<SeatInput>([
        { type: 'limit', pid, file, to },
        { type: 'freeze', pid, on: !row.frozen },
        { type: 'kill', pid },
      ]);
    }
  }
}

/** Gives idle cores to anybody who is ready, one tap each. */
function dispatches({ kernel, cores }: PlayerView, pick: Pick): SeatInput[] {
  const free = (kernel?.queue ?? []).filter((entry) => entry.lined < 0);
  const core = pick(cores.filter(({ id }) => !kernel?.lined.some((entry) => entry.core === id)));
  const pid = pick(free)?.pid;
  return core === undefined || pid === undefined ? [] : [{ type: 'dispatch', core: core.id, pid }];
}

function tap(level: Level, view: PlayerView, pick: Pick): SeatInput[] {
  const { course, station, kernel } = view;
  if (station !== null) return [stationActs(station, pick)].filter((input) => input !== undefined);
  if (kernel !== null) return dispatches(view, pick);
  const cards =
    level.role === 'malware' ? EXPLOITS.map(({ id }): SeatInput => ({ type: 'exploit', id })) : [];
  const lines = (level.steps[course.step]?.lines ?? []).map(
    (line): SeatInput =>
      line === '^C' ? { type: 'keys', text: '\u0003' } : { type: 'program', lines: linesOf(line) },
  );
  const chosen = pick([...cards, ...lines]);
  return chosen === undefined ? [] : [chosen];
}

/** Taps what is on offer, by `pick`, without reading: answers at once, acts once in `pace` ticks. */
function tapping(level: Level, pick: Pick, pace: number): Player {
  let last = -pace;
  return (view) => {
    const { question, outcome } = view.course;
    if (question !== null) {
      const choice = pick(
        question.options.flatMap((_, option) => (question.tried.includes(option) ? [] : [option])),
      );
      return choice === undefined ? [] : [{ type: 'answer', choice }];
    }
    const held = view.course.waits;
    if (outcome !== 'open' || (!held && view.tick < last + pace)) return [];
    last = view.tick;
    return tap(level, view, pick);
  };
}

/** Taps at random among everything on offer. */
export function randomTapper(level: Level, seed: number, pace = HASTY): Player {
  let state = seed;
  return tapping(
    level,
    (of) => {
      const drawn = draw(state, Math.max(1, of.length));
      state = drawn.state;
      return of[drawn.value];
    },
    pace,
  );
}

/** Always taps what stands first. */
export function firstTapper(level: Level): Player {
  return tapping(level, (of) => of[0], PATIENT);
}
