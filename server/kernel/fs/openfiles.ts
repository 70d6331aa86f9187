import { errno } from '../../../shared/abi/errno.ts';
import { refuse } from '../audit.ts';
import { closeSocket } from '../net/sockets.ts';
import type { Inode, Kernel, OpenFile, Task } from '../types.ts';
import { dropHold } from './inodes.ts';
import { ROOT_MOUNT } from './mounts.ts';
import { closePipeEnd, passTurn } from './pipe.ts';
import { hold, inodeOf } from './vnode.ts';

/** Lowest free descriptor not below `from`; −EMFILE at the limit. */
export function allocateFd(k: Kernel, task: Task, from = 0): number {
  let fd = from;
  while (task.fds[fd] !== undefined && task.fds[fd] !== null) fd += 1;
  return fd >= task.nofile.soft ? refuse(k, task, 'descriptor-limit', errno.EMFILE) : fd;
}

/** Puts an open file description at a descriptor. */
export function setFd(task: Task, fd: number, file: number, cloexec: boolean): void {
  while (task.fds.length < fd) task.fds.push(null);
  task.fds[fd] = { file, cloexec };
}

/** The open file description behind a descriptor, or undefined: EBADF. */
export function fileAt(k: Kernel, task: Task, fd: number): OpenFile | undefined {
  const entry = task.fds[fd];
  return entry === undefined || entry === null ? undefined : k.state.openFiles.get(entry.file);
}

/** A new open file description (`man 2 open`): an offset of its own, shared by whatever descriptors come to refer to it. */
export function openInode(k: Kernel, inode: Inode, flags: number, mount = ROOT_MOUNT): OpenFile {
  const file: OpenFile = {
    id: k.state.nextFile++,
    inode: inode.ino,
    flags,
    offset: 0,
    refs: 1,
    mount,
    pipe: -1,
    end: '',
    socket: -1,
  };
  hold(k, inode.ino);
  k.state.openFiles.set(file.id, file);
  return file;
}

/** Opens an inode at the lowest free descriptor, as the shell does before a program starts. */
export function installFd(k: Kernel, task: Task, ino: number, flags: number): number {
  const fd = allocateFd(k, task);
  const inode = inodeOf(k, ino);
  if (fd < 0 || inode === undefined) return fd;
  setFd(task, fd, openInode(k, inode, flags).id, false);
  return fd;
}

/** One descriptor less; the last one closes the description. */
function dropFile(k: Kernel, id: number): void {
  const file = k.state.openFiles.get(id);
  if (file === undefined) return;
  file.refs -= 1;
  if (file.refs > 0) return;
  k.state.openFiles.delete(id);
  if (file.pipe >= 0) closePipeEnd(k, file);
  if (file.socket >= 0) closeSocket(k, file);
  dropHold(k, file.inode);
}

/** Closes a descriptor; false: it was not open. */
export function closeFd(k: Kernel, task: Task, fd: number): boolean {
  const entry = task.fds[fd];
  if (entry === undefined || entry === null) return false;
  task.fds[fd] = null;
  dropFile(k, entry.file);
  return true;
}

/** Closes everything, at exit. */
export function closeAll(k: Kernel, task: Task): void {
  for (let fd = 0; fd < task.fds.length; fd += 1) {
    const file = fileAt(k, task, fd);
    closeFd(k, task, fd);
    if (file !== undefined && file.pipe >= 0) passTurn(k, file);
  }
  task.fds = [];
}

/** The child's descriptors refer to the parent's open file descriptions: they share offsets and flags. */
export function shareFds(k: Kernel, parent: Task, child: Task): void {
  child.fds = parent.fds.map((entry) => (entry === null ? null : { ...entry }));
  for (const entry of child.fds) {
    const file = entry === null ? undefined : k.state.openFiles.get(entry.file);
    if (file !== undefined) file.refs += 1;
  }
}
