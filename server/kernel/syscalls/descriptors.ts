import { errno } from '../../../shared/abi/errno.ts';
import { FCNTL, O } from '../../../shared/abi/flags.ts';
import { encodeInt32s } from '../../../shared/abi/layouts.ts';
import { allocateFd, closeFd, fileAt, setFd } from '../fs/openfiles.ts';
import { createPipe } from '../fs/pipe.ts';
import { accessOk, badPointer, copyToUser } from '../mm/usercopy.ts';
import type { Handler, Kernel, OpenFile, Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Another descriptor for the same open file description. */
function duplicate(k: Kernel, task: Task, file: OpenFile, fd: number, cloexec: boolean): number {
  file.refs += 1;
  closeFd(k, task, fd);
  setFd(task, fd, file.id, cloexec);
  return fd;
}

const dup: Handler = (k, task, [from]) => {
  const file = fileAt(k, task, numberOf(from));
  if (file === undefined) return -errno.EBADF;
  const fd = allocateFd(k, task);
  return fd < 0 ? fd : duplicate(k, task, file, fd, false);
};

/** `man 2 dup2`: onto itself it only checks. */
const dup2: Handler = (k, task, [from, to]) => {
  const file = fileAt(k, task, numberOf(from));
  const fd = numberOf(to);
  if (numberOf(from) === fd) return file === undefined ? -errno.EBADF : fd;
  if (fd < 0 || fd >= task.nofile.soft || file === undefined) return -errno.EBADF;
  return duplicate(k, task, file, fd, false);
};

const dup3: Handler = (k, task, [from, to, flags]) => {
  if ((numberOf(flags) & ~O.O_CLOEXEC) !== 0) return -errno.EINVAL;
  const fd = numberOf(to);
  if (numberOf(from) === fd) return -errno.EINVAL;
  if (fd < 0 || fd >= task.nofile.soft) return -errno.EBADF;
  const file = fileAt(k, task, numberOf(from));
  return file === undefined ? -errno.EBADF : duplicate(k, task, file, fd, numberOf(flags) !== 0);
};

/** Flags that F_SETFL may change. */
const SETTABLE = O.O_APPEND | O.O_NONBLOCK;

function duplicateFrom(k: Kernel, task: Task, file: OpenFile, from: number, cloexec: boolean): number {
  if (from < 0 || from >= task.nofile.soft) return -errno.EINVAL;
  const fd = allocateFd(k, task, from);
  return fd < 0 ? fd : duplicate(k, task, file, fd, cloexec);
}

/** `man 2 fcntl`. */
const fcntl: Handler = (k, task, [which, command, arg]) => {
  const fd = numberOf(which);
  const file = fileAt(k, task, fd);
  const entry = task.fds[fd];
  if (file === undefined || entry === undefined || entry === null) return -errno.EBADF;
  switch (numberOf(command)) {
    case FCNTL.F_DUPFD:
      return duplicateFrom(k, task, file, numberOf(arg), false);
    case FCNTL.F_DUPFD_CLOEXEC:
      return duplicateFrom(k, task, file, numberOf(arg), true);
    case FCNTL.F_GETFD:
      return entry.cloexec ? 1 : 0;
    case FCNTL.F_SETFD:
      entry.cloexec = (numberOf(arg) & 1) !== 0;
      return 0;
    case FCNTL.F_GETFL:
      return file.flags;
    case FCNTL.F_SETFL:
      file.flags = (file.flags & ~SETTABLE) | (numberOf(arg) & SETTABLE);
      return 0;
    default:
      return -errno.EINVAL;
  }
};

/** Both ends of a new pipe, at the two lowest free descriptors. */
function makePipe(k: Kernel, task: Task, out: number, flags: number): number {
  if ((flags & ~(O.O_CLOEXEC | O.O_NONBLOCK)) !== 0) return -errno.EINVAL;
  const first = allocateFd(k, task);
  if (first < 0) return first;
  const second = allocateFd(k, task, first + 1);
  if (second < 0) return second;
  const cloexec = (flags & O.O_CLOEXEC) !== 0;
  const pipe = createPipe(k, task, flags & O.O_NONBLOCK);
  setFd(task, first, pipe.read.id, cloexec);
  setFd(task, second, pipe.write.id, cloexec);
  const bytes = encodeInt32s([first, second]);
  if (accessOk(k, out, 8) && copyToUser(k, task, out, bytes) === 8) return 0;
  closeFd(k, task, first);
  closeFd(k, task, second);
  return badPointer(k, task);
}

export const descriptorCalls = {
  dup,
  dup2,
  dup3,
  fcntl,
  pipe: (k, task, [out]) => makePipe(k, task, numberOf(out), 0),
  pipe2: (k, task, [out, flags]) => makePipe(k, task, numberOf(out), numberOf(flags)),
} satisfies SyscallFamily;
