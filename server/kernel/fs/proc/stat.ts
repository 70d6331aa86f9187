import { encodeSignalSet } from '../../../../shared/abi/sigset.ts';
import { mappedPages, residentPages } from '../../mm/space.ts';
import { groupIn, pidIn } from '../../proc/namespaces.ts';
import { mayInspect } from '../../proc/userns.ts';
import type { Kernel, Task } from '../../types.ts';

/** A signal set as the decimal number that `/proc/<pid>/stat` shows: the 31 classic signals. */
function setOf(numbers: readonly number[]): number {
  const bytes = encodeSignalSet(numbers.filter((signal) => signal < 32));
  return new DataView(bytes.buffer).getUint32(0, true);
}

/** Frame, stack and argument addresses, and the address where it sleeps: not told to anybody. */
const UNTOLD = 0;

/** `/proc/<pid>/stat`: 52 fields in a line (`man 5 proc_pid_stat`). */
export function statLine(k: Kernel, target: Task, task: Task, ns: number): string {
  const { mm, times } = target;
  const shown = mayInspect(k, task, target);
  const area = (name: string) => (shown ? mm?.vmas.find((each) => each.name === name) : undefined);
  const text = area('text');
  const data = area('data');
  const stack = area('stack');
  const parent = pidIn(k, ns, k.state.tasks.get(target.ppid));
  const pid = pidIn(k, ns, target);
  const fields: (string | number)[] = [
    pid,
    `(${target.comm})`,
    target.state,
    target.pid === 1 ? 0 : parent,
    groupIn(k, ns, target.pgid),
    groupIn(k, ns, target.sid),
    0,
    -1,
    0,
    target.faults - target.majorFaults,
    0,
    target.majorFaults,
    0,
    times.user,
    times.system,
    times.childUser,
    times.childSystem,
    20 + target.nice,
    target.nice,
    1 + target.threads.length,
    0,
    target.started,
    mm === null ? 0 : mappedPages(mm) * 4096,
    mm === null ? 0 : residentPages(mm),
    '18446744073709551615',
    text?.start ?? UNTOLD,
    text?.end ?? UNTOLD,
    stack?.end ?? UNTOLD,
    UNTOLD,
    UNTOLD,
    setOf(target.sigPending),
    setOf(target.sigBlocked),
    setOf(target.sigIgnored),
    setOf([...target.sigActions.keys()]),
    UNTOLD,
    0,
    0,
    17,
    Math.max(0, target.core),
    0,
    0,
    0,
    0,
    0,
    data?.start ?? UNTOLD,
    data?.end ?? UNTOLD,
    shown ? (mm?.brkStart ?? 0) : UNTOLD,
    UNTOLD,
    UNTOLD,
    UNTOLD,
    UNTOLD,
    shown && target.state === 'Z' ? (target.exitCode << 8) | target.exitSignal : 0,
  ];
  return `${fields.join(' ')}\n`;
}
