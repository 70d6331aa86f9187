import { errno } from '../../../../shared/abi/errno.ts';
import { refuse } from '../../audit.ts';
import { residentPages } from '../../mm/space.ts';
import { cgroupPath } from '../../proc/cgroup.ts';
import { showIdMap, writeIdMap, writeSetgroups } from '../../proc/idmaps.ts';
import { namespaceOf } from '../../proc/namespaces.ts';
import { capable } from '../../proc/userns.ts';
import type { InodeKind, Kernel, Task } from '../../types.ts';
import { visibleMounts } from '../mounts.ts';
import { limitsTable } from './limits.ts';
import { mapsTable } from './maps.ts';
import { statLine } from './stat.ts';
import { statusTable } from './status.ts';

/** A file in a process's directory: `target` is the process, `task` whoever asks, `ns` the pid namespace of this procfs. */
export interface ProcessFile {
  name: string;
  kind: InodeKind;
  mode: number;
  /** Opening it takes the right to look into the process (`ptrace_may_access`). */
  closed?: boolean;
  read?: (k: Kernel, target: Task, task: Task, ns: number) => string;
  write?: (k: Kernel, target: Task, task: Task, text: string) => number;
}

const TASK_COMM_LEN = 16;

/** `man 5 proc_pid_comm`: a process names itself; nobody else may. */
function writeComm(_: Kernel, target: Task, task: Task, text: string): number {
  if (target.tgid !== task.tgid) return -errno.EINVAL;
  target.comm = text.slice(0, TASK_COMM_LEN - 1).replace(/\n$/, '');
  return 0;
}

/** `man 5 proc_pid_oom_score_adj`: anybody may make their process worse, root only better. */
function writeOomScoreAdj(k: Kernel, target: Task, task: Task, text: string): number {
  const value = /^[+-]?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(value >= -1000 && value <= 1000)) return -errno.EINVAL;
  if (value < target.oomScoreAdj && !capable(k, task)) return refuse(k, task, 'credentials', errno.EACCES);
  target.oomScoreAdj = value;
  return 0;
}

function mounts(k: Kernel, target: Task): string {
  return visibleMounts(k, target)
    .map(({ mount, path }) => {
      const options = mount.type === 'rootfs' ? 'rw' : 'rw,relatime';
      const escaped = path.replace(
        /[ \t\n\\]/g,
        (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`,
      );
      return `${mount.source} ${escaped} ${mount.type} ${options} 0 0\n`;
    })
    .join('');
}

function statm(_: Kernel, { mm }: Task): string {
  if (mm === null) return '0 0 0 0 0 0 0\n';
  const pages = (kinds: readonly string[]): number =>
    mm.vmas
      .filter((area) => kinds.length === 0 || kinds.includes(area.name))
      .reduce((sum, area) => sum + (area.end - area.start) / 4096, 0);
  const shared = [...mm.pages].filter(([page, entry]) => {
    const area = mm.vmas.find((each) => page * 4096 >= each.start && page * 4096 < each.end);
    return entry.frame !== -1 && (area?.shared === true || area?.name === 'file');
  }).length;
  return `${pages([])} ${residentPages(mm)} ${shared} ${pages(['text'])} 0 ${pages(['data', 'stack', 'heap'])} 0\n`;
}

const file = (
  name: string,
  mode: number,
  read: ProcessFile['read'],
  write?: ProcessFile['write'],
): ProcessFile => ({
  name,
  kind: 'file',
  mode,
  ...(read === undefined ? {} : { read }),
  ...(write === undefined ? {} : { write }),
});
const linkTo = (name: string): ProcessFile => ({ name, kind: 'symlink', mode: 0o777 });

/** All files of a process, in the order of their inodes. A new one goes to the end. */
export const PROCESS_FILES: readonly ProcessFile[] = [
  file('cgroup', 0o444, (k, target, task) => {
    const root = namespaceOf(k, task.ns.cgroup).cgroup?.root ?? 1;
    return `0::${cgroupPath(k, target.cgroup, root)}\n`;
  }),
  file('cmdline', 0o444, (_, target) =>
    target.mm === null ? '' : target.cmdline.map((word) => `${word}\0`).join(''),
  ),
  file('comm', 0o644, (_, target) => `${target.comm}\n`, writeComm),
  linkTo('cwd'),
  linkTo('exe'),
  linkTo('root'),
  file(
    'gid_map',
    0o644,
    (k, target, task) => showIdMap(k, task, target, 'gidMap'),
    (k, target, task, text) => writeIdMap(k, task, target, 'gidMap', text),
  ),
  file('limits', 0o444, limitsTable),
  { ...file('maps', 0o444, mapsTable), closed: true },
  file('mounts', 0o444, mounts),
  file('oom_score_adj', 0o644, (_, target) => `${target.oomScoreAdj}\n`, writeOomScoreAdj),
  file(
    'setgroups',
    0o644,
    (k, target) => `${namespaceOf(k, target.ns.user).user?.setgroups}\n`,
    (k, target, task, text) => writeSetgroups(k, task, target, text),
  ),
  file('stat', 0o444, statLine),
  file('statm', 0o444, statm),
  file('status', 0o444, statusTable),
  file(
    'uid_map',
    0o644,
    (k, target, task) => showIdMap(k, task, target, 'uidMap'),
    (k, target, task, text) => writeIdMap(k, task, target, 'uidMap', text),
  ),
];
