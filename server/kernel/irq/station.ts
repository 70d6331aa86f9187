import type { Kernel } from '../types.ts';
import type { DiskAlgorithm, DiskPolicyName } from './disk/table.ts';
import { beginRequest, startDisk } from './disk.ts';
import { deliver, lineOf } from './lines.ts';
import type { DiskJob, IrqSettings, LineAlgorithm, LineName } from './state.ts';

/** The station for interrupts and I/O: which pending line a core takes next, and which request the disk serves next. */

function acted(k: Kernel): void {
  k.state.irq.actedAt = k.state.tick;
  k.state.irq.silent = false;
}

/** Whether something waits for a person's choice. */
function needed(k: Kernel): boolean {
  const { irq, disk } = k.state;
  const lines = irq.policy === 'human' && irq.lines.some((line) => line.pending && !line.masked);
  return lines || (disk.policy === 'human' && disk.active === null && disk.queue.length > 0);
}

/** Once a tick: after a silence in which something waited, the controller and the fallback choose until the next act. */
export function watchIo(k: Kernel): void {
  const { irq, tick } = k.state;
  if (!irq.silent && !needed(k)) irq.actedAt = tick;
  if (tick - irq.actedAt > irq.silence) irq.silent = true;
  startDisk(k);
}

/** A person serves a pending line: a core takes it in its next tick. False: it is not pending, masked, or no core is free. */
export function serveLine(k: Kernel, name: LineName): boolean {
  if (!deliver(k, lineOf(k, name))) return false;
  acted(k);
  return true;
}

/** A person chooses the disk's next request by its number. False: the disk is at work, or there is none of that number. */
export function serveDisk(k: Kernel, id: number): boolean {
  if (!beginRequest(k, id)) return false;
  acted(k);
  return true;
}

/** Masks a line or unmasks it: a masked line stays pending, however long. */
export function maskLine(k: Kernel, name: LineName, masked: boolean): void {
  lineOf(k, name).masked = masked;
}

export function setLinePolicy(k: Kernel, policy: IrqSettings['policy']): void {
  k.state.irq.policy = policy;
  acted(k);
}

export function setDiskPolicy(k: Kernel, policy: DiskPolicyName): void {
  k.state.disk.policy = policy;
  acted(k);
}

/** Changes the disk's algorithm where no person serves it; who has the station keeps it. */
export function setDiskAlgorithm(k: Kernel, name: DiskAlgorithm): void {
  const { disk } = k.state;
  disk.fallback = name;
  if (disk.policy !== 'human') disk.policy = name;
}

/** The same for interrupt lines. */
export function setLineAlgorithm(k: Kernel, name: LineAlgorithm): void {
  const { irq } = k.state;
  irq.fallback = name;
  if (irq.policy !== 'human') irq.policy = name;
}

/** An interrupt line as the station sees it. */
export interface LineRow {
  line: LineName;
  pending: boolean;
  masked: boolean;
  /** Ticks until the controller serves it itself; 0 where it is not pending. */
  left: number;
  served: number;
  /** Keys or packets that were lost because it was not served in time. */
  lost: number;
}

/** Every line, the most urgent first. */
export function lineRows(k: Kernel): LineRow[] {
  const { irq, tick } = k.state;
  const lost: Partial<Record<LineName, number>> = { keyboard: irq.keyboard.lost, network: irq.nic.lost };
  return irq.lines.map(({ name, pending, masked, since, served }) => ({
    line: name,
    pending,
    masked,
    left: pending ? Math.max(0, irq.deadlines[name] - (tick - since)) : 0,
    served,
    lost: lost[name] ?? 0,
  }));
}

/** The disk as the station sees it. */
export interface DiskView {
  arm: number;
  direction: 1 | -1;
  cylinders: number;
  /** Cylinders that the arm has crossed so far. */
  seek: number;
  active: DiskRow | null;
  queue: DiskRow[];
}

export interface DiskRow {
  id: number;
  /** Who waits for it; 0: nobody. */
  pid: number;
  kind: DiskJob;
  cylinder: number;
  /** Ticks until the fallback chooses. */
  left: number;
}

export function diskView(k: Kernel): DiskView {
  const { disk, tick } = k.state;
  const row = ({ id, pid, kind, cylinder, since }: (typeof disk.queue)[number]): DiskRow => ({
    id,
    pid,
    kind,
    cylinder,
    left: Math.max(0, disk.deadline - (tick - since)),
  });
  const { arm, direction, cylinders, seek } = disk;
  return {
    arm,
    direction,
    cylinders,
    seek,
    active: disk.active && row(disk.active),
    queue: disk.queue.map(row),
  };
}
