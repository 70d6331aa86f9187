import type { DailyStation } from '../../../../shared/daily/day.ts';
import { FRAME, type MemoryView } from '../../../../shared/protocol/stations.ts';
import type { SeatInput } from '../../types.ts';
import { chooser } from './cpu.ts';
import { arm, sweep } from './interrupts.ts';
import { evictor } from './memory.ts';
import { ioPlayer, memoryPlayer } from './stations.ts';
import type { Pair } from './types.ts';

/** Takes frame after frame, whoever uses it. */
function inTurn() {
  let last = 0;
  return ({ faults, frames }: MemoryView): SeatInput[] => {
    const fixed = FRAME.pinned | FRAME.free | FRAME.kernel;
    const open = [...frames.keys()].filter((index) => ((frames[index]?.[2] ?? fixed) & fixed) === 0);
    const next = open.find((index) => index > last) ?? open[0];
    if (faults.length === 0 || next === undefined) return [];
    last = next;
    return [{ type: 'evict', frame: next }];
  };
}

/** Players of the daily machines: with the idea of the station, and without it. */
export const DAILY_PLAYERS: Record<DailyStation, Pair> = {
  scheduler: {
    good: () => chooser(({ lastBurst, waited }) => lastBurst * 1000 - waited),
    // In turn, as the editor has it to begin with.
    wrong: () => chooser(({ waited }) => -waited),
  },
  memory: {
    good: () =>
      memoryPlayer(
        evictor(
          ([, , bits]) => ((bits & FRAME.accessed) !== 0 ? 2 : 0) + ((bits & FRAME.dirty) !== 0 ? 1 : 0),
        ),
      ),
    wrong: () => memoryPlayer(evictor(([, , bits]) => ((bits & FRAME.accessed) !== 0 ? 0 : 1))),
    other: () => memoryPlayer(inTurn()),
  },
  disk: {
    good: () => ioPlayer(arm(sweep)),
    // In the order in which they came.
    wrong: () => ioPlayer(arm(({ id }) => id)),
  },
};
