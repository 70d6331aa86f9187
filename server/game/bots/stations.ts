import {
  type AuditorView,
  FRAME,
  type IoView,
  type MemoryView,
  type StationView,
} from '../../../shared/protocol/stations.ts';
import type { SeatInput } from '../types.ts';

type Frame = MemoryView['frames'][number];
const has = ([, , bits]: Frame, mask: number): boolean => (bits & mask) !== 0;

/** What taking a frame's page costs: a page used lately comes back, a written one must go to swap. */
function cost(frame: Frame): number {
  return (has(frame, FRAME.accessed) ? 2 : 0) + (has(frame, FRAME.dirty) ? 1 : 0);
}

/** While somebody waits, the cheapest page goes; where none can, the process that holds most. */
function memoryBot(view: MemoryView): SeatInput[] {
  if (view.faults.length === 0) return [];
  const held = new Map<number, number>();
  let best = -1;
  for (const [index, frame] of view.frames.entries()) {
    if (frame[0] > 0) held.set(frame[0], (held.get(frame[0]) ?? 0) + 1);
    if (has(frame, FRAME.pinned | FRAME.free | FRAME.kernel)) continue;
    if (best < 0 || cost(frame) < cost(view.frames[best] as Frame)) best = index;
  }
  if (best >= 0) return [{ type: 'evict', frame: best }];
  const [largest] = [...held].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  return view.exhausted && largest !== undefined ? [{ type: 'oom', pid: largest[0] }] : [];
}

/** The line that can wait least, and the request nearest to the arm. */
function ioBot({ lines, disk }: IoView): SeatInput[] {
  const [line] = lines.filter(({ pending, masked }) => pending && !masked).sort((a, b) => a.left - b.left);
  const way = ({ cylinder }: { cylinder: number }): number => Math.abs(cylinder - disk.arm);
  const [request] = disk.active < 0 ? [...disk.queue].sort((a, b) => way(a) - way(b) || a.id - b.id) : [];
  return [
    ...(line === undefined ? [] : [{ type: 'serve', line: line.line } as const]),
    ...(request === undefined ? [] : [{ type: 'seek', request: request.id } as const]),
  ];
}

/** Refusals after which a group is suspect, and ticks for which one in the log is fresh. One refusal happens to anybody. */
const SUSPECT = 2;
const FRESH = 5;

/** Who was refused something again just now is ended; a suspect's children and bursts are held down meanwhile. */
function auditorBot({ processes, log }: AuditorView, tick: number): SeatInput[] {
  const suspects = processes.filter(({ denials }) => denials >= SUSPECT);
  const caught = suspects.find(({ pid }) =>
    log.some((entry) => entry.pid === pid && tick - entry.tick <= FRESH),
  );
  if (caught !== undefined) return [{ type: 'kill', pid: caught.pid }];
  const free = suspects.find(({ steps }) => steps['pids.max'] === 'default');
  return free === undefined ? [] : [{ type: 'limit', pid: free.pid, file: 'pids.max', to: 'least' }];
}

export function stationBot(view: StationView, tick: number): SeatInput[] {
  if (view.station === 'memory') return memoryBot(view);
  return view.station === 'io' ? ioBot(view) : auditorBot(view, tick);
}
