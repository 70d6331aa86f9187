import { errno } from '../../../shared/abi/errno.ts';
import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { refuse } from '../audit.ts';
import { lineage, processesBelow, processesOf, ROOT_CGROUP, subtree } from '../proc/cgroup.ts';
import { shrinkTo } from '../proc/cgroup-memory.ts';
import { isFrozen, killAll, moveTask, setCpuMax, setFrozen } from '../proc/cgroup-stop.ts';
import { findByPid, pidFor } from '../proc/namespaces.ts';
import { threadsOf } from '../proc/threads.ts';
import { type Cgroup, type Kernel, NO_LIMIT, type Task } from '../types.ts';
import { cgroupIno } from './cgroup-numbers.ts';
import { checkAccess, MAY } from './perms.ts';
import { inodeOf } from './vnode.ts';

const CONTROLLERS = ['cpu', 'memory', 'pids'] as const;
type Controller = (typeof CONTROLLERS)[number];

/** A file in every group's directory. `controller`: only where the parent gives it to its children. */
export interface CgroupFile {
  name: string;
  mode: number;
  controller: Controller | null;
  onRoot: boolean;
  read?: (k: Kernel, group: Cgroup, task: Task) => string | number;
  /** `text` without blanks around it. 0 or −errno. */
  write?: (k: Kernel, group: Cgroup, text: string, task: Task) => number;
}

/** Controllers that the group has: what its parent gives its children; the root has all. */
function controllersOf(k: Kernel, group: Cgroup): readonly string[] {
  return group.id === ROOT_CGROUP ? CONTROLLERS : (k.state.cgroups.get(group.parent)?.control ?? []);
}

export function hasFile(k: Kernel, group: Cgroup, file: CgroupFile): boolean {
  if (group.id === ROOT_CGROUP) return file.onRoot;
  return file.controller === null || controllersOf(k, group).includes(file.controller);
}

const limit = (value: number, unit = 1): string => `${value === NO_LIMIT ? 'max' : value * unit}\n`;
const keyed = (values: Readonly<Record<string, number>>): string =>
  Object.entries(values)
    .map(([key, value]) => `${key} ${value}\n`)
    .join('');

/** A whole number as `kstrtoint` reads it; NaN where it is none. */
const integer = (text: string): number => (/^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN);

/** Bytes with the suffixes of `memparse`, in pages; −1 for `max`; NaN where it is neither. */
function pagesOf(text: string): number {
  if (text === 'max') return NO_LIMIT;
  const match = /^(\d+)([kKmMgG]?)$/.exec(text);
  if (match === null) return Number.NaN;
  const shift = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[(match[2] ?? '').toLowerCase()] ?? 1;
  return Math.floor((Number(match[1]) * shift) / PAGE_SIZE);
}

/** `cgroup.subtree_control`: `+cpu -pids`; all or nothing. */
function writeControl(k: Kernel, group: Cgroup, text: string): number {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const known = words.every(
    (word) => /^[+-]/.test(word) && CONTROLLERS.includes(word.slice(1) as Controller),
  );
  if (!known) return -errno.EINVAL;
  const wanted = new Set(group.control);
  for (const word of words) {
    if (word.startsWith('+')) wanted.add(word.slice(1));
    else wanted.delete(word.slice(1));
  }
  const added = [...wanted].filter((name) => !group.control.includes(name));
  if (added.some((name) => !controllersOf(k, group).includes(name))) return -errno.ENOENT;
  const children = [...group.children.values()].map((id) => k.state.cgroups.get(id));
  const taken = group.control.filter((name) => !wanted.has(name));
  if (children.some((child) => taken.some((name) => child?.control.includes(name)))) return -errno.EBUSY;
  // Processes live in leaves only (`cgroup-v2.rst`, "No Internal Process Constraint").
  if (added.length > 0 && group.id !== ROOT_CGROUP && processesOf(k, group.id).length > 0)
    return -errno.EBUSY;
  group.control = CONTROLLERS.filter((name) => wanted.has(name));
  return 0;
}

/** Nearest group above both. */
function commonAncestor(k: Kernel, one: number, other: number): number {
  const above = new Set([...lineage(k, one)].map((group) => group.id));
  for (const group of lineage(k, other)) if (above.has(group.id)) return group.id;
  return ROOT_CGROUP;
}

/** `cgroup.procs`: moves a process here. Who may write here must be allowed to write in the common ancestor too. */
function writeProcs(k: Kernel, group: Cgroup, text: string, task: Task): number {
  const pid = integer(text);
  if (Number.isNaN(pid) || pid < 0) return -errno.EINVAL;
  const target = pid === 0 ? task : findByPid(k, task, pid);
  if (target === undefined || target.state === 'Z') return -errno.ESRCH;
  const ancestor = commonAncestor(k, target.cgroup, group.id);
  const file = inodeOf(k, cgroupIno(ancestor, 1));
  if (file === undefined) return -errno.ENODEV;
  const failure = checkAccess(k, task, file, MAY.WRITE);
  if (failure < 0) return failure;
  if (group.id !== ROOT_CGROUP && group.control.length > 0) return -errno.EBUSY;
  // The kernel's own init can't be taken out of the root.
  if (target.pid === 1) return refuse(k, task, 'credentials', errno.EINVAL);
  for (const thread of threadsOf(k, target)) moveTask(k, thread, group.id);
  return 0;
}

/** `cpu.max`: `QUOTA [PERIOD]` in µs (`cpu_period_quota_parse`, `tg_set_cfs_bandwidth`). */
function writeCpuMax(k: Kernel, group: Cgroup, text: string): number {
  const [first = '', second] = text.split(/\s+/);
  const quota = first === 'max' ? NO_LIMIT : integer(first);
  const period = second === undefined ? group.cpu.period : integer(second);
  if (Number.isNaN(quota) || Number.isNaN(period)) return -errno.EINVAL;
  if ((quota !== NO_LIMIT && quota < 1000) || period < 1000 || period > 1_000_000) return -errno.EINVAL;
  setCpuMax(k, group, quota, period);
  return 0;
}

/** A file that takes 0 or 1. */
const flag =
  (set: (k: Kernel, group: Cgroup, on: boolean) => number): CgroupFile['write'] =>
  (k, group, text) => {
    const value = integer(text);
    if (Number.isNaN(value)) return -errno.EINVAL;
    return value === 0 || value === 1 ? set(k, group, value === 1) : -errno.ERANGE;
  };

const MAX_PIDS = 4_194_304;

function writePidsMax(_: Kernel, group: Cgroup, text: string): number {
  const value = text === 'max' ? NO_LIMIT : integer(text);
  if (Number.isNaN(value) || (text !== 'max' && (value < 0 || value > MAX_PIDS))) return -errno.EINVAL;
  group.pids.max = value;
  return 0;
}

function writeMemoryMax(k: Kernel, group: Cgroup, text: string): number {
  const pages = pagesOf(text);
  if (Number.isNaN(pages)) return -errno.EINVAL;
  group.memory.max = pages;
  shrinkTo(k, group);
  return 0;
}

function cpuStat(_: Kernel, { cpu, id }: Cgroup): string {
  const times = { usage_usec: cpu.user + cpu.system, user_usec: cpu.user, system_usec: cpu.system };
  const limits = {
    nr_periods: cpu.periods,
    nr_throttled: cpu.throttles,
    throttled_usec: cpu.throttledTime,
    nr_bursts: 0,
    burst_usec: 0,
  };
  return keyed(id === ROOT_CGROUP ? times : { ...times, ...limits });
}

const RO = 0o444;
const RW = 0o644;
const core = { controller: null, onRoot: true } as const;
const inner = { controller: null, onRoot: false } as const;
const of = (controller: Controller) => ({ controller, onRoot: false }) as const;

/** All files, in the order of their inodes. A new one goes to the end. */
export const CGROUP_FILES: readonly CgroupFile[] = [
  {
    ...core,
    name: 'cgroup.procs',
    mode: RW,
    read: (k, group, task) =>
      processesOf(k, group.id)
        .filter((each) => each.pid === each.tgid)
        .map((each) => `${pidFor(k, task, each)}\n`)
        .join(''),
    write: writeProcs,
  },
  {
    ...core,
    name: 'cgroup.controllers',
    mode: RO,
    read: (k, group) => `${controllersOf(k, group).join(' ')}\n`,
  },
  {
    ...core,
    name: 'cgroup.subtree_control',
    mode: RW,
    read: (_, group) => `${group.control.join(' ')}\n`,
    write: writeControl,
  },
  {
    ...inner,
    name: 'cgroup.events',
    mode: RO,
    read: (k, group) =>
      keyed({
        populated: Number(processesBelow(k, group.id).length > 0),
        frozen: Number(isFrozen(k, group)),
      }),
  },
  { ...inner, name: 'cgroup.type', mode: RO, read: () => 'domain\n' },
  {
    ...core,
    name: 'cgroup.stat',
    mode: RO,
    read: (k, group) =>
      keyed({ nr_descendants: [...subtree(k, group.id)].length - 1, nr_dying_descendants: 0 }),
  },
  {
    ...inner,
    name: 'cgroup.freeze',
    mode: RW,
    read: (_, group) => `${Number(group.freeze)}\n`,
    write: flag((k, group, on) => {
      setFrozen(k, group, on);
      return 0;
    }),
  },
  {
    ...inner,
    name: 'cgroup.kill',
    mode: 0o200,
    write: flag((k, group, on) => {
      if (!on) return -errno.ERANGE;
      killAll(k, group);
      return 0;
    }),
  },
  { ...core, name: 'cpu.stat', mode: RO, read: cpuStat },
  {
    ...of('cpu'),
    name: 'cpu.max',
    mode: RW,
    read: (_, { cpu }) => `${cpu.quota === NO_LIMIT ? 'max' : cpu.quota} ${cpu.period}\n`,
    write: writeCpuMax,
  },
  {
    ...of('memory'),
    name: 'memory.current',
    mode: RO,
    read: (_, { memory }) => `${memory.current * PAGE_SIZE}\n`,
  },
  {
    ...of('memory'),
    name: 'memory.max',
    mode: RW,
    read: (_, { memory }) => limit(memory.max, PAGE_SIZE),
    write: writeMemoryMax,
  },
  { ...of('memory'), name: 'memory.peak', mode: RO, read: (_, { memory }) => `${memory.peak * PAGE_SIZE}\n` },
  {
    ...of('memory'),
    name: 'memory.events',
    mode: RO,
    read: (_, { memory }) =>
      keyed({ low: 0, high: 0, max: memory.hit, oom: memory.oom, oom_kill: memory.kills, oom_group_kill: 0 }),
  },
  { ...of('pids'), name: 'pids.current', mode: RO, read: (_, { pids }) => `${pids.current}\n` },
  { ...of('pids'), name: 'pids.max', mode: RW, read: (_, { pids }) => limit(pids.max), write: writePidsMax },
  { ...of('pids'), name: 'pids.peak', mode: RO, read: (_, { pids }) => `${pids.peak}\n` },
  { ...of('pids'), name: 'pids.events', mode: RO, read: (_, { pids }) => keyed({ max: pids.failed }) },
];
