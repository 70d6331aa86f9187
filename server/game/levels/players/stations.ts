import type { AuditorView, IoView, MemoryView } from '../../../../shared/protocol/stations.ts';
import type { SeatInput } from '../../types.ts';
import type { Player } from '../run.ts';

/** Plays the I/O station; gives the last answer of a fixed question that `answers` does not name. */
export function ioPlayer(act: (view: IoView) => SeatInput[], answers: Record<number, number> = {}): Player {
  return ({ course, station }) => {
    if (course.question !== null) return [{ type: 'answer', choice: answers[course.step] ?? 0 }];
    return station?.station === 'io' && course.outcome === 'open' ? act(station) : [];
  };
}

/** The same for the memory manager's. */
export function memoryPlayer(
  act: (view: MemoryView) => SeatInput[],
  answers: Record<number, number> = {},
): Player {
  return ({ course, station }) => {
    if (course.question !== null) return [{ type: 'answer', choice: answers[course.step] ?? 0 }];
    return station?.station === 'memory' && course.outcome === 'open' ? act(station) : [];
  };
}

/** The same for the auditor's. */
export function auditPlayer(
  act: (view: AuditorView, step: number) => SeatInput[],
  answers: Record<number, number> = {},
): Player {
  return ({ course, station }) => {
    if (course.question !== null) return [{ type: 'answer', choice: answers[course.step] ?? 0 }];
    return station?.station === 'auditor' && course.outcome === 'open' ? act(station, course.step) : [];
  };
}
