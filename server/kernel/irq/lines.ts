import { checkGate } from '../checks.ts';
import type { Core, Kernel } from '../types.ts';
import { startDisk, tellDone } from './disk.ts';
import { takeKeys } from './keyboard.ts';
import { takePackets } from './nic.ts';
import { type IrqState, LINES, type Line, type LineName } from './state.ts';

/**
 * The interrupt controller. A device raises its line; the line stays pending until a core takes it, the most urgent first. The
 * top half takes one tick of the core, acknowledges the device and leaves the rest, the bottom half, to be done with
 * interrupts on: before a core returns to user mode, or by an idle one. Interrupts do not nest: a core in a top half takes
 * no other. (Linux: Documentation/core-api/genericirq.rst, softirqs.)
 */

export function lineOf(k: Kernel, name: LineName): Line {
  return k.state.irq.lines[LINES.indexOf(name)] as Line;
}

/** A device asks for attention. A line that is pending already stays so: two requests become one interrupt. */
export function raise(k: Kernel, name: LineName): void {
  const line = lineOf(k, name);
  line.raised += 1;
  if (line.pending) return;
  line.pending = true;
  line.since = k.state.tick;
}

/** Gives the line's interrupt to a core for its next tick, an idle one if there is any. False: no core can take it. */
export function deliver(k: Kernel, line: Line): boolean {
  const { cores, counts } = k.state;
  if (!line.pending || line.masked) return false;
  if (!checkGate(k, line.name, undefined)) return false;
  const free = cores.filter((core) => core.interrupt === '' && !core.masked);
  const core =
    free.find((candidate) => candidate.phase === 'idle') ??
    free[(counts[line.name] + 1) % Math.max(1, free.length)];
  if (core === undefined) return false;
  acknowledge(k, line);
  core.interrupt = line.name;
  core.halted = false;
  k.events.push({ kind: 'interrupt', line: line.name, core: core.id });
  return true;
}

function acknowledge(k: Kernel, line: Line): void {
  line.pending = false;
  line.served += 1;
  k.state.counts[line.name] += 1;
}

/** Whether a person, and not the controller, serves the line at this time. */
function waitsForHand(k: Kernel, line: Line): boolean {
  const { irq, tick } = k.state;
  return irq.policy === 'human' && !irq.silent && tick - line.since <= irq.deadlines[line.name];
}

/** The lines in the order in which the controller offers them to cores; equally old ones by priority. */
function inOrder({ lines, policy, fallback }: IrqState): readonly Line[] {
  const algorithm = policy === 'human' ? fallback : policy;
  return algorithm === 'priority' ? lines : [...lines].sort((a, b) => a.since - b.since);
}

/** At the beginning of a tick: pending lines find a core; those of a person wait until their deadline. */
export function takeInterrupts(k: Kernel): void {
  for (const line of inOrder(k.state.irq)) {
    if (!line.pending || waitsForHand(k, line)) continue;
    const late = k.state.irq.policy === 'human' && !k.state.irq.silent && line.name !== 'timer';
    if (deliver(k, line) && late) k.events.push({ kind: 'overdue', of: 'line' });
  }
}

/** The core's tick in a top half. */
export function topHalf(k: Kernel, core: Core): void {
  const line = core.interrupt;
  core.interrupt = '';
  if (line === '') return;
  k.state.irq.softirqs.push({ line, tick: k.state.tick });
  if (core.phase === 'idle' || core.phase === 'user') runSoftIrqs(k);
}

const BOTTOM_HALVES: Record<LineName, (k: Kernel) => void> = {
  timer: () => undefined,
  disk(k) {
    tellDone(k);
    startDisk(k);
  },
  keyboard: takeKeys,
  network: takePackets,
};

/** Does what top halves have left, in their order: before a return to user mode, or on an idle core. */
export function runSoftIrqs(k: Kernel): void {
  const { softirqs } = k.state.irq;
  while (softirqs.length > 0) {
    const { line } = softirqs.shift() as { line: LineName };
    BOTTOM_HALVES[line](k);
  }
}

/** Serves everything at once, for calls that are made without cores and ticks. */
export function drainInterrupts(k: Kernel): void {
  for (const line of k.state.irq.lines) {
    if (!line.pending || line.masked) continue;
    acknowledge(k, line);
    k.state.irq.softirqs.push({ line: line.name, tick: k.state.tick });
  }
  runSoftIrqs(k);
}

/** Whether the timer may take a core back: not while its line is masked (`cli`). */
export function timerMayInterrupt(k: Kernel): boolean {
  return k.state.config.protections.preemption && !lineOf(k, 'timer').masked;
}

/** The timer takes a core back at the end of a quantum. */
export function timerTick(k: Kernel, core: Core): void {
  if (!checkGate(k, 'timer', k.state.tasks.get(core.pid), core.id)) return;
  const line = lineOf(k, 'timer');
  line.raised += 1;
  line.served += 1;
  k.state.counts.timer += 1;
  k.events.push({ kind: 'interrupt', line: 'timer', core: core.id });
}
