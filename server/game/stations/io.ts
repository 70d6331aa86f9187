import type { LineName } from '../../../shared/protocol/messages.ts';
import type { IoView } from '../../../shared/protocol/stations.ts';
import { earn } from '../earn.ts';
import { mark } from '../grade.ts';
import type { RoundContext } from '../round.ts';
import type { InputAnswer, SeatState } from '../types.ts';

/** Points against keys or packets that were lost. */
const LOST = 1;

/** A person lets a core take a pending line. */
export function serve({ machine }: RoundContext, seat: SeatState, line: LineName): InputAnswer {
  const { left } = machine.io().lines.find((row) => row.line === line) ?? { left: 0 };
  if (!machine.serveLine(line)) {
    return {
      ok: false,
      code: 'not-pending',
      message: 'That line is not pending, is masked, or no core can take it at this moment.',
    };
  }
  if (line !== 'timer') mark(seat, 'io', left / machine.state.irq.deadlines[line]);
  return { ok: true };
}

/** A person sends the disk's arm to a request. */
export function seek({ machine }: RoundContext, seat: SeatState, request: number): InputAnswer {
  const { left } = machine.io().disk.queue.find(({ id }) => id === request) ?? { left: 0 };
  if (!machine.serveDisk(request)) {
    return {
      ok: false,
      code: 'disk-busy',
      message: 'The disk is at work, or that request is gone: choose one of its queue when it is free.',
    };
  }
  mark(seat, 'io', left / machine.state.disk.deadline);
  return { ok: true };
}

/** Who sits at the station, while the controller does not stand in. */
function* keepers({ state, machine }: RoundContext): Generator<SeatState> {
  if (machine.state.irq.silent) return;
  for (const seat of state.seats.values()) if (seat.role === 'io' && seat.present) yield seat;
}

/** A line or a request was not served in time: to leave it to the controller is no better than to save it at the last moment. */
export function late(context: RoundContext): void {
  for (const seat of keepers(context)) mark(seat, 'io', 0);
}

/** Keys or packets found no room: who has the station answers for it, unless the controller stands in. */
export function overrun(context: RoundContext): void {
  for (const seat of keepers(context)) {
    earn(seat, -LOST);
    mark(seat, 'io', 0);
  }
}

/** What the I/O station sees: lines with their deadlines, and the disk with its queue. */
export function ioView({ machine }: RoundContext, { grade }: SeatState): IoView {
  const { irq, disk } = machine.state;
  const { lines, disk: view } = machine.io();
  return {
    station: 'io',
    lines,
    disk: {
      arm: view.arm,
      direction: view.direction,
      cylinders: view.cylinders,
      seek: view.seek,
      active: view.active?.cylinder ?? -1,
      queue: view.queue,
    },
    fallback: disk.fallback,
    silent: irq.silent,
    grade,
  };
}
