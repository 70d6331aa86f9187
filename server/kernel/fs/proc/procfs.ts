import { errno } from '../../../../shared/abi/errno.ts';
import { O } from '../../../../shared/abi/flags.ts';
import { refuse } from '../../audit.ts';
import { pidIn, taskIn } from '../../proc/namespaces.ts';
import { mayInspect } from '../../proc/userns.ts';
import type { Inode, Kernel, NamespaceKind, Task } from '../../types.ts';
import { pathFrom } from '../mounts.ts';
import { fileAt } from '../openfiles.ts';
import { type At, gone, inodeOf, madeUp, type VirtualEntry, type VirtualFs } from '../vnode.ts';
import {
  DIR,
  FD_DIR,
  FD_LINKS,
  NS_DIR,
  NS_LINKS,
  PROC_FIRST,
  type ProcNumber,
  procIno,
  procNumber,
} from './layout.ts';
import { pathOfFile } from './names.ts';
import { PROCESS_FILES } from './process-files.ts';
import { SYSTEM_FILES } from './system-files.ts';

/** Names in `/proc/<pid>/ns`, each with the kind that it is of. */
const NS_NAMES: readonly (readonly [string, NamespaceKind])[] = [
  ['cgroup', 'cgroup'],
  ['mnt', 'mnt'],
  ['pid', 'pid'],
  ['pid_for_children', 'pid'],
  ['user', 'user'],
  ['uts', 'uts'],
];

/** Links of a process that lead to a place. */
const PLACES: Readonly<Record<string, (k: Kernel, task: Task) => At | undefined>> = {
  cwd: (k, task) => placeOf(k, task.cwdMount, task.cwd),
  root: (k, task) => placeOf(k, task.rootMount, task.root),
  exe: () => undefined,
};

function placeOf(k: Kernel, mount: number, ino: number): At | undefined {
  const inode = inodeOf(k, ino);
  return inode === undefined ? undefined : { mount, inode };
}

const owned = (task: Task, inode: Inode): Inode => ({ ...inode, uid: task.cred.euid, gid: task.cred.egid });

/** Index of a file of a process in the table, as part of its inode's number; 0 is the directory. */
const processFile = (index: number) => PROCESS_FILES[index - 1];

/** A file or directory of a process. */
function processInode(k: Kernel, { ns, pid, index }: ProcNumber, ino: number): Inode {
  const task = taskIn(k, ns, pid);
  const dir = procIno(ns, pid, DIR);
  const link = index >= NS_LINKS;
  const kind = link ? 'symlink' : (processFile(index)?.kind ?? 'dir');
  if (task === undefined) return gone(ino, kind);
  if (index >= FD_LINKS) {
    const file = fileAt(k, task, index - FD_LINKS);
    if (file === undefined) return gone(ino, 'symlink');
    const mode = file.flags & O.O_ACCMODE;
    const bits = mode === O.O_RDONLY ? 0o500 : mode === O.O_WRONLY ? 0o300 : 0o700;
    return owned(task, { ...madeUp(ino, 'symlink', bits, procIno(ns, pid, FD_DIR)), size: 64 });
  }
  if (link) return owned(task, madeUp(ino, 'symlink', 0o777, procIno(ns, pid, NS_DIR)));
  if (index === DIR) return owned(task, madeUp(ino, 'dir', 0o555, procIno(ns, 0, DIR)));
  if (index === FD_DIR) return owned(task, madeUp(ino, 'dir', 0o500, dir));
  if (index === NS_DIR) return owned(task, madeUp(ino, 'dir', 0o511, dir));
  const file = processFile(index);
  return file === undefined ? gone(ino, 'file') : owned(task, madeUp(ino, file.kind, file.mode, dir));
}

/** A file or directory of the machine: its place in the table; directories are files whose name others begin with. */
function systemInode({ ns, index }: ProcNumber, ino: number): Inode {
  if (index === DIR) return madeUp(ino, 'dir', 0o555, ino);
  const file = SYSTEM_FILES[index - 1];
  if (file === undefined) return gone(ino, 'file');
  const up = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/')) : '';
  const parent = up === '' ? 0 : SYSTEM_FILES.findIndex((other) => other.path === up) + 1;
  return madeUp(ino, file.kind, file.mode, procIno(ns, 0, parent));
}

function inode(k: Kernel, ino: number): Inode {
  const number = procNumber(ino);
  return number.pid === 0 ? systemInode(number, ino) : processInode(k, number, ino);
}

/** Positions of processes in the listing of `/proc` lie behind those of files. */
const FIRST_PID = 256;

function systemEntries(k: Kernel, { ns, index }: ProcNumber): VirtualEntry[] {
  const within = index === DIR ? '' : `${SYSTEM_FILES[index - 1]?.path}/`;
  const files: VirtualEntry[] = [];
  for (const [at, { path, kind }] of SYSTEM_FILES.entries()) {
    const name = path.slice(within.length);
    if (!path.startsWith(within) || name.includes('/')) continue;
    files.push({ name, ino: procIno(ns, 0, at + 1), kind, position: at + 2 });
  }
  if (index !== DIR) return files;
  const leaders = [...k.state.tasks.values()].filter((task) => task.pid === task.tgid);
  const pids = leaders.map((task) => pidIn(k, ns, task)).filter((pid) => pid > 0);
  return [
    ...files,
    ...pids
      .sort((a, b) => a - b)
      .map(
        (pid): VirtualEntry => ({
          name: String(pid),
          ino: procIno(ns, pid, DIR),
          kind: 'dir',
          position: FIRST_PID + pid,
        }),
      ),
  ];
}

function processEntries(k: Kernel, { ns, pid, index }: ProcNumber): VirtualEntry[] {
  const task = taskIn(k, ns, pid);
  if (task === undefined) return [];
  const entry = (name: string, at: number, kind: VirtualEntry['kind']): VirtualEntry => ({
    name,
    ino: procIno(ns, pid, at),
    kind,
    position: at + 2,
  });
  if (index === NS_DIR) return NS_NAMES.map(([name], at) => entry(name, NS_LINKS + at, 'symlink'));
  if (index === FD_DIR) {
    return task.fds.flatMap((open, fd) =>
      open === null ? [] : [entry(String(fd), FD_LINKS + fd, 'symlink')],
    );
  }
  const files = PROCESS_FILES.map((file, at) => entry(file.name, at + 1, file.kind));
  return [...files, entry('fd', FD_DIR, 'dir'), entry('ns', NS_DIR, 'dir')];
}

/** Where a descriptor's link points, in the words of `man 5 proc_pid_fd`. */
function fileLink(k: Kernel, task: Task, fd: number): { text: string; to?: At } | number {
  const file = fileAt(k, task, fd);
  const target = file === undefined ? undefined : inodeOf(k, file.inode);
  if (file === undefined || target === undefined) return -errno.ENOENT;
  const to = { mount: file.mount, inode: target };
  if (file.socket >= 0) return { text: `socket:[${file.inode}]`, to };
  if (file.pipe >= 0) return { text: `pipe:[${file.inode}]`, to };
  return { text: pathOfFile(k, to) ?? `/${file.inode} (deleted)`, to };
}

function nsLink(k: Kernel, task: Task, at: number): { text: string; to?: At } {
  const [name, kind] = NS_NAMES[at] as (typeof NS_NAMES)[number];
  const id = name === 'pid_for_children' ? task.childPidNs : task.ns[kind];
  return { text: `${kind}:[${id}]`, to: { mount: 0, inode: inodeOf(k, id) as Inode } };
}

/** `/proc/self`, `/proc/mounts`, and the links of a process, which take the right to look into it. */
function link(k: Kernel, task: Task, { ino }: Inode): { text: string; to?: At } | number {
  const { ns, pid, index } = procNumber(ino);
  if (pid === 0) {
    const name = SYSTEM_FILES[index - 1]?.path;
    const own = pidIn(k, ns, k.state.tasks.get(task.tgid));
    if (name === 'self') return own === 0 ? -errno.ENOENT : { text: String(own) };
    return { text: 'self/mounts' };
  }
  const target = taskIn(k, ns, pid);
  if (target === undefined) return -errno.ENOENT;
  if (!mayInspect(k, task, target)) return refuse(k, task, 'credentials', errno.EACCES);
  if (index >= FD_LINKS) return fileLink(k, target, index - FD_LINKS);
  if (index >= NS_LINKS) return nsLink(k, target, index - NS_LINKS);
  const place = PLACES[processFile(index)?.name ?? '']?.(k, target);
  if (place === undefined || target.state === 'Z') return -errno.ENOENT;
  const root = inodeOf(k, task.root) as Inode;
  const text = pathFrom(k, place, { mount: task.rootMount, inode: root }) ?? pathFrom(k, place);
  return text === undefined ? -errno.ENOENT : { text, to: place };
}

/** `/proc` (`man 5 proc`): answers of the kernel about itself and its processes. */
export const procFs: VirtualFs = {
  first: PROC_FIRST,
  end: 2 ** 53,
  inode,
  entries(k, dir) {
    const number = procNumber(dir.ino);
    return number.pid === 0 ? systemEntries(k, number) : processEntries(k, number);
  },
  lookup(k, dir, name) {
    const number = procNumber(dir.ino);
    if (number.pid === 0 && number.index === DIR && /^[1-9]\d{0,6}$/.test(name)) {
      const pid = Number(name);
      return taskIn(k, number.ns, pid) === undefined ? undefined : procIno(number.ns, pid, DIR);
    }
    const listed = number.pid === 0 ? systemEntries(k, { ...number }) : processEntries(k, number);
    return listed.find((entry) => entry.name === name)?.ino;
  },
  link,
  mayOpen(k, task, { ino }) {
    const { ns, pid, index } = procNumber(ino);
    const target = taskIn(k, ns, pid);
    const closed = processFile(index)?.closed === true && target !== undefined;
    return closed && !mayInspect(k, task, target) ? refuse(k, task, 'credentials', errno.EACCES) : 0;
  },
  read(k, task, { ino }) {
    const { ns, pid, index } = procNumber(ino);
    if (pid === 0) return SYSTEM_FILES[index - 1]?.read?.(k, task, ns) ?? -errno.EINVAL;
    const target = taskIn(k, ns, pid);
    if (target === undefined) return -errno.ESRCH;
    return processFile(index)?.read?.(k, target, task, ns) ?? -errno.EINVAL;
  },
  write(k, task, { ino }, text) {
    const { ns, pid, index } = procNumber(ino);
    if (pid === 0) return SYSTEM_FILES[index - 1]?.write?.(k, task, text) ?? -errno.EIO;
    const target = taskIn(k, ns, pid);
    if (target === undefined) return -errno.ESRCH;
    return processFile(index)?.write?.(k, target, task, text) ?? -errno.EIO;
  },
};
