import { checkGate } from '../checks.ts';
import type { Core, Kernel } from '../types.ts';

/**
 * A device interrupts: its handler takes one tick of a core, an idle one if there is any. The effect on sleepers is the
 * caller's, at once.
 */
export function raise(k: Kernel, line: 'disk' | 'keyboard' | 'network'): void {
  const { cores, counts } = k.state;
  counts[line] += 1;
  if (!checkGate(k, line, undefined)) return;
  const free = cores.filter((core) => core.interrupt === '' && !core.masked);
  const core =
    free.find((candidate) => candidate.phase === 'idle') ?? free[counts[line] % Math.max(1, free.length)];
  if (core !== undefined) {
    core.interrupt = line;
    core.halted = false;
  }
  k.events.push({ kind: 'interrupt', line, core: core?.id ?? 0 });
}

/** The timer takes a core back at the end of a quantum. */
export function timerTick(k: Kernel, core: Core): void {
  if (!checkGate(k, 'timer', k.state.tasks.get(core.pid), core.id)) return;
  k.state.counts.timer += 1;
  k.events.push({ kind: 'interrupt', line: 'timer', core: core.id });
}
