import { FRAME, type MemoryView } from '../../../shared/protocol/stations.ts';
import type { Skill } from '../../../shared/skills.ts';
import type { SeatInput } from '../types.ts';
import type { BotRole } from './bot.ts';
import type { Person } from './person.ts';

type Row = MemoryView['frames'][number];

interface MemoryMind {
  /** Since when it has seen which page in each frame. */
  seen: Map<number, { key: string; since: number }>;
  /** Where the clock's hand stands. */
  hand: number;
}

const has = ([, , bits]: Row, mask: number): boolean => (bits & mask) !== 0;
const ofOwner = (view: MemoryView): Map<number, number> => {
  const held = new Map<number, number>();
  for (const [owner] of view.frames) if (owner > 0) held.set(owner, (held.get(owner) ?? 0) + 1);
  return held;
};

/** What taking a frame's page costs: a page used lately comes back, a written one must go to swap. */
function cost(row: Row): number {
  return (has(row, FRAME.accessed) ? 2 : 0) + (has(row, FRAME.dirty) ? 1 : 0);
}

interface Habits {
  looks: readonly [number, number];
  /** Pages it lets go at a look, at most. */
  acts: number;
  /** Which of the frames that can leave goes. */
  victim(view: MemoryView, frames: readonly number[], person: Person, mind: MemoryMind): number | undefined;
  /** Whom the OOM killer takes. */
  oom(view: MemoryView, person: Person): number | undefined;
}

const largest = (view: MemoryView): number | undefined =>
  [...ofOwner(view)].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];

const HABITS: Readonly<Record<Skill, Habits>> = {
  novice: {
    looks: [4, 9],
    acts: 1,
    victim: (_, frames, { pick }) => frames[pick(Math.max(1, frames.length))],
    oom: (view, { pick }) => {
      const owners = [...ofOwner(view).keys()];
      return owners[pick(Math.max(1, owners.length))];
    },
  },
  // The page that it has seen there longest (FIFO).
  middling: {
    looks: [4, 8],
    acts: 2,
    victim: (_, frames, __, { seen }) =>
      [...frames].sort((a, b) => (seen.get(a)?.since ?? 0) - (seen.get(b)?.since ?? 0) || a - b)[0],
    oom: largest,
  },
  // The clock with both bits: not used lately, and best not written; the hand goes on from where it was.
  expert: {
    looks: [2, 4],
    acts: 4,
    victim: ({ frames: rows }, frames, _, mind) => {
      const way = (frame: number): number => (frame - mind.hand + rows.length) % rows.length;
      const best = [...frames].sort(
        (a, b) => cost(rows[a] as Row) - cost(rows[b] as Row) || way(a) - way(b),
      )[0];
      if (best !== undefined) mind.hand = (best + 1) % rows.length;
      return best;
    },
    oom: largest,
  },
};

function watch({ frames }: MemoryView, tick: number, { seen }: MemoryMind): void {
  for (const [frame, [owner, page]] of frames.entries()) {
    const key = `${owner}:${page}`;
    if (seen.get(frame)?.key !== key) seen.set(frame, { key, since: tick });
  }
}

/** Frees a frame for each process that waits for one; where no page can leave, a process must. */
export const memoryBot: BotRole<MemoryMind> = {
  looks: (person) => person.takes(HABITS[person.skill].looks),
  begin: () => ({ seen: new Map(), hand: 0 }),
  decide({ station: view, tick }, person, mind) {
    if (view?.station !== 'memory') return [];
    watch(view, tick, mind);
    const { acts, victim, oom } = HABITS[person.skill];
    let frames = [...view.frames.keys()].filter(
      (frame) => !has(view.frames[frame] as Row, FRAME.pinned | FRAME.free | FRAME.kernel),
    );
    const inputs: SeatInput[] = [];
    for (let act = 0; act < Math.min(acts, view.faults.length); act += 1) {
      const chosen = victim(view, frames, person, mind);
      if (chosen === undefined) break;
      inputs.push({ type: 'evict', frame: chosen });
      frames = frames.filter((frame) => frame !== chosen);
    }
    if (inputs.length > 0 || view.faults.length === 0 || !view.exhausted) return inputs;
    const pid = oom(view, person);
    return pid === undefined ? [] : [{ type: 'oom', pid }];
  },
};
