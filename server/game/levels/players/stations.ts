import { level as levelOf } from '../../../../shared/levels/index.ts';
import type { AuditorView, IoView, MemoryView } from '../../../../shared/protocol/stations.ts';
import type { SeatInput } from '../../types.ts';
import type { Player } from '../run.ts';
import { rightOf } from './types.ts';

/** Plays the I/O station, and gives the right answer to each question. */
export function ioPlayer(act: (view: IoView) => SeatInput[]): Player {
  return ({ course, station }) => {
    if (course.question !== null)
      return [{ type: 'answer', choice: rightOf(levelOf(course.id), course.step) ?? 0 }];
    return station?.station === 'io' && course.outcome === 'open' ? act(station) : [];
  };
}

/** The same for the memory manager's. */
export function memoryPlayer(act: (view: MemoryView) => SeatInput[]): Player {
  return ({ course, station }) => {
    if (course.question !== null)
      return [{ type: 'answer', choice: rightOf(levelOf(course.id), course.step) ?? 0 }];
    return station?.station === 'memory' && course.outcome === 'open' ? act(station) : [];
  };
}

/** The same for the auditor's. */
export function auditPlayer(act: (view: AuditorView, step: number) => SeatInput[]): Player {
  return ({ course, station }) => {
    if (course.question !== null)
      return [{ type: 'answer', choice: rightOf(levelOf(course.id), course.step) ?? 0 }];
    return station?.station === 'auditor' && course.outcome === 'open' ? act(station, course.step) : [];
  };
}
