import type { Machine } from '../kernel/machine.ts';
import { residentPages } from '../kernel/mm/space.ts';
import type { Task } from '../kernel/types.ts';
import type { GoalCheck, Job, ProgramState } from './types.ts';

/** Whether a file holds just that text. Asked every tick: most answers need no more than a look at the size. */
function holds(machine: Machine<ProgramState>, pid: number | undefined, path: string, text: string): boolean {
  const bytes = machine.readFile(path, pid);
  return bytes !== null && bytes.length >= text.length && new TextDecoder().decode(bytes) === text;
}

/** Resident pages of anonymous mappings: what mmap promised and a touch brought in. */
export function tabPages(task: Task): number {
  const space = task.mm;
  if (space === null) return 0;
  const areas = space.vmas.filter((area) => area.name === 'anon');
  if (areas.length === 0) return 0;
  return residentPages({
    ...space,
    pages: new Map(
      [...space.pages].filter(([page]) =>
        areas.some((area) => page * 4096 >= area.start && page * 4096 < area.end),
      ),
    ),
  });
}

const isListed = (names: readonly string[], printed: string): boolean =>
  names.length > 0 && names.every((name) => printed.split(/[\n\0]/).includes(name));

/** Whether a goal is reached now, by what the kernel really did. */
export function isReached(
  machine: Machine<ProgramState>,
  job: Job,
  task: Task | undefined,
  check: GoalCheck,
): boolean {
  // Paths are those that the process sees: it may live in a container.
  const pid = task?.pid;
  switch (check.kind) {
    case 'printed':
      return check.texts.every((text) => job.printed.includes(text));
    case 'served':
      return job.served.includes(check.text);
    case 'listed':
      return isListed(machine.namesIn(check.path, pid), job.printed);
    case 'file':
      return holds(machine, pid, check.path, check.text);
    case 'synced':
      return holds(machine, pid, check.path, check.text) && machine.isSynced(check.path, pid);
    case 'resident':
      return job.peakResident >= check.pages;
    case 'freed':
      return job.peakResident >= check.pages && task !== undefined && tabPages(task) === 0;
    case 'cpu':
      return job.cpu >= check.ticks;
    case 'beats':
      return job.beats >= check.count;
    default:
      return job.waited >= check.children;
  }
}
