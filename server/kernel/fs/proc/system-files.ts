import { errno } from '../../../../shared/abi/errno.ts';
import { PAGE_SIZE } from '../../../../shared/abi/flags.ts';
import { KERNEL_FRAMES, VERSION } from '../../machine-facts.ts';
import { namespaceOf } from '../../proc/namespaces.ts';
import { capable, capableIn } from '../../proc/userns.ts';
import { readyPids } from '../../sched/lists.ts';
import { USER_HZ } from '../../time.ts';
import type { InodeKind, Kernel, Task } from '../../types.ts';

/** A file of the machine. `path`: below `/proc`; `ns`: the pid namespace that this procfs shows. */
export interface SystemFile {
  path: string;
  kind: InodeKind;
  mode: number;
  read?: (k: Kernel, task: Task, ns: number) => string;
  /** 0 or −errno. */
  write?: (k: Kernel, task: Task, text: string) => number;
}

const kib = (pages: number): number => (pages * PAGE_SIZE) / 1024;
const hundredths = (ticks: number): string => (ticks / USER_HZ).toFixed(2);

/** `Key:` and a number in columns, as `seq_put_decimal_ull_width` sets them. */
const memoryLine = (key: string, pages: number): string =>
  `${`${key}:`.padEnd(16)}${String(kib(pages)).padStart(8)} kB\n`;

function meminfo(k: Kernel): string {
  const { frames, freeFrames, swap } = k.state;
  const anon = frames.filter((frame) => frame.kind === 'anon').length;
  const cache = frames.filter((frame) => frame.kind === 'file');
  const cached = cache.length;
  const dirty = cache.filter((frame) => frame.dirty).length;
  let shared = 0;
  for (const object of k.state.shm.values()) shared += object.pages.size;
  const freeSwap = swap.filter((slot) => slot === null).length;
  const rows: readonly (readonly [string, number])[] = [
    ['MemTotal', frames.length - KERNEL_FRAMES],
    ['MemFree', freeFrames.length],
    ['MemAvailable', freeFrames.length + cached - dirty],
    ['Buffers', 0],
    ['Cached', cached],
    ['SwapCached', 0],
    ['SwapTotal', swap.length],
    ['SwapFree', freeSwap],
    ['Dirty', dirty],
    ['Writeback', 0],
    ['AnonPages', anon - shared],
    ['Shmem', shared],
  ];
  return rows.map(([key, pages]) => memoryLine(key, pages)).join('');
}

/** Ticks of a core in the columns of `/proc/stat`: user nice system idle iowait irq softirq steal guest guest_nice. */
function cpuLine(name: string, cores: readonly Kernel['state']['cores'][number][]): string {
  const sum = { user: 0, system: 0, idle: 0, irq: 0 };
  for (const { times } of cores) {
    sum.user += times.user;
    sum.system += times.system;
    sum.idle += times.idle;
    sum.irq += times.irq;
  }
  return `${name} ${sum.user} 0 ${sum.system} ${sum.idle} 0 ${sum.irq} 0 0 0 0\n`;
}

/** Processes that run or could, and those that wait for the disk. */
function counted(k: Kernel): { running: number; blocked: number } {
  const { cores, sched, waiters } = k.state;
  const running = readyPids(sched).length + cores.filter((core) => core.pid !== 0).length;
  return { running, blocked: waiters.get('disk')?.length ?? 0 };
}

function stat(k: Kernel): string {
  const { cores, counts, sched, nextPid } = k.state;
  const { running, blocked } = counted(k);
  const interrupts = counts.timer + counts.disk + counts.keyboard + counts.network;
  return (
    cpuLine('cpu ', cores) +
    cores.map((core) => cpuLine(`cpu${core.id}`, [core])).join('') +
    `intr ${interrupts} ${counts.timer} ${counts.keyboard} ${counts.disk} ${counts.network}\n` +
    `ctxt ${sched.switches}\nbtime 0\nprocesses ${nextPid - 1}\n` +
    `procs_running ${running}\nprocs_blocked ${blocked}\n`
  );
}

function interrupts(k: Kernel): string {
  const { cores, counts } = k.state;
  const head = `${' '.repeat(11)}${cores.map((core) => `CPU${core.id}`.padEnd(11)).join('')}\n`;
  const row = (line: string, key: 'timer' | 'disk' | 'keyboard' | 'network', device: string): string => {
    // The machine counts a line's interrupts together; the first core's column shows them all.
    const columns = cores.map((core) => String(core.id === 0 ? counts[key] : 0).padStart(10)).join(' ');
    return `${line.padStart(3)}: ${columns}  IO-APIC   ${line}-edge      ${device}\n`;
  };
  return (
    head +
    row('0', 'timer', 'timer') +
    row('1', 'keyboard', 'i8042') +
    row('14', 'disk', 'disk') +
    row('11', 'network', 'eth0')
  );
}

function loadavg(k: Kernel): string {
  const { running } = counted(k);
  const values = k.state.load.map((load) => (load / 2048).toFixed(2)).join(' ');
  return `${values} ${running}/${k.state.tasks.size} ${k.state.nextPid - 1}\n`;
}

function uptime(k: Kernel): string {
  const idle = k.state.cores.reduce((sum, core) => sum + core.times.idle, 0);
  return `${hundredths(k.state.tick)} ${hundredths(idle)}\n`;
}

function cpuinfo(k: Kernel): string {
  const of = (id: number): string =>
    [
      `processor\t: ${id}`,
      'vendor_id\t: Userland',
      'cpu family\t: 6',
      'model\t\t: 1',
      'model name\t: Userland simulated CPU',
      'stepping\t: 0',
      `cpu MHz\t\t: ${(USER_HZ / 1_000_000).toFixed(3)}`,
      'physical id\t: 0',
      `siblings\t: ${k.state.cores.length}`,
      `core id\t\t: ${id}`,
      `cpu cores\t: ${k.state.cores.length}`,
      'address sizes\t: 48 bits physical, 48 bits virtual',
      '',
    ].join('\n');
  return k.state.cores.map((core) => `${of(core.id)}\n`).join('');
}

function swaps(k: Kernel): string {
  const used = k.state.swap.filter((slot) => slot !== null).length;
  const head = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n';
  if (k.state.swap.length === 0) return head;
  return `${head}${'/dev/swap'.padEnd(40)}partition\t${kib(k.state.swap.length)}\t\t${kib(used)}\t\t-2\n`;
}

/** Sets the name of the machine in the caller's namespace, as `sethostname` does. */
function writeHostname(k: Kernel, task: Task, text: string): number {
  const ns = namespaceOf(k, task.ns.uts);
  if (!capableIn(k, task, ns.owner)) return -errno.EPERM;
  if (ns.uts !== null) ns.uts.nodename = text.replace(/\n.*$/s, '').slice(0, 64);
  return 0;
}

function writeProtectedSymlinks(k: Kernel, task: Task, text: string): number {
  const value = text.trim();
  if (!capable(k, task)) return -errno.EPERM;
  if (value !== '0' && value !== '1') return -errno.EINVAL;
  k.state.sysctl.protectedSymlinks = Number(value);
  return 0;
}

const dir = (path: string): SystemFile => ({ path, kind: 'dir', mode: 0o555 });
const file = (path: string, read: SystemFile['read'], write?: SystemFile['write']): SystemFile => ({
  path,
  kind: 'file',
  mode: write === undefined ? 0o444 : 0o644,
  ...(read === undefined ? {} : { read }),
  ...(write === undefined ? {} : { write }),
});

/** All files of the machine, in the order of their inodes. A new one goes to the end. */
export const SYSTEM_FILES: readonly SystemFile[] = [
  { path: 'self', kind: 'symlink', mode: 0o777 },
  { path: 'mounts', kind: 'symlink', mode: 0o777 },
  file('cmdline', () => 'root=/dev/disk0 init=/sbin/init\n'),
  file('cpuinfo', cpuinfo),
  file('filesystems', () => 'nodev\ttmpfs\nnodev\tproc\nnodev\tcgroup2\n'),
  file('interrupts', interrupts),
  file('loadavg', loadavg),
  file('meminfo', meminfo),
  file('stat', stat),
  file('swaps', swaps),
  file('uptime', uptime),
  file('version', () => `${VERSION}\n`),
  dir('sys'),
  dir('sys/fs'),
  file('sys/fs/protected_symlinks', (k) => `${k.state.sysctl.protectedSymlinks}\n`, writeProtectedSymlinks),
  dir('sys/kernel'),
  file('sys/kernel/hostname', (k, task) => `${namespaceOf(k, task.ns.uts).uts?.nodename}\n`, writeHostname),
  file('sys/kernel/osrelease', () => `${VERSION.split(' ')[2]}\n`),
  file('sys/kernel/ostype', () => 'Linux\n'),
  file('sys/kernel/pid_max', () => '4194304\n'),
];
