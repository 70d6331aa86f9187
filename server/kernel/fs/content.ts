import { errno } from '../../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { checkInode } from '../checks.ts';
import { needDisk } from '../irq/disk.ts';
import { framesOf } from '../mm/cache.ts';
import { cacheRange } from '../mm/readahead.ts';
import {
  accessOk,
  badPointer,
  bytesOf,
  copyFromUser,
  copyToUser,
  copyUserInto,
  textOf,
} from '../mm/usercopy.ts';
import { receive, send } from '../net/stream.ts';
import {
  BLOCKED,
  type Inode,
  type Kernel,
  type OpenFile,
  type PendingCall,
  type SyscallArg,
  type Task,
} from '../types.ts';
import { deviceOf } from './devices.ts';
import { checkRoom, MAX_FILE_BYTES, putAt } from './inodes.ts';
import { dropSetId } from './perms.ts';
import { readPipe, writePipe } from './pipe.ts';
import { inodeOf, type VirtualFs, virtualFs } from './vnode.ts';
import { step } from './walk.ts';

type Result = number | typeof BLOCKED;

/** Most bytes that one call moves (`MAX_RW_COUNT`). */
const MAX_COUNT = 0x7fff_f000;

/** Access mode 3 needs both permissions at `open` and gives neither (`man 2 open`, NOTES). */
export function mayRead(file: OpenFile): boolean {
  const mode = file.flags & O.O_ACCMODE;
  return mode === O.O_RDONLY || mode === O.O_RDWR;
}

export function mayWrite(file: OpenFile): boolean {
  const mode = file.flags & O.O_ACCMODE;
  return mode === O.O_WRONLY || mode === O.O_RDWR;
}

function readRegular(
  k: Kernel,
  task: Task,
  inode: Inode,
  position: number,
  address: number,
  count: number,
  call: PendingCall,
): Result {
  if (!checkInode(k, task, inode, 'generic_file_read_iter')) return -errno.EIO;
  const available = Math.max(0, Math.min(count, inode.size - position));
  if (available === 0) return 0;
  if (needDisk(k, task, inode, call)) return BLOCKED;
  cacheRange(k, task, inode, position, position + available);
  step(k, task, 'cache', `inode ${inode.ino}: ${available} bytes in the page cache`);
  const copied = copyToUser(k, task, address, inode.data.subarray(position, position + available));
  if (copied === 0) return badPointer(k, task);
  step(k, task, 'copy', `${copied} bytes to userspace`);
  return copied;
}

/** Reads what the kernel says of itself, made anew for each call and cut out at the position. */
function readAnswer(
  k: Kernel,
  task: Task,
  file: OpenFile,
  fs: VirtualFs,
  inode: Inode,
  position: number,
  address: number,
  count: number,
): number {
  const text = fs.read(k, task, inode);
  if (typeof text === 'number') return text;
  const at = position < 0 ? file.offset : position;
  const bytes = bytesOf(text).subarray(at, at + count);
  if (bytes.length === 0) return 0;
  const copied = copyToUser(k, task, address, bytes);
  if (copied === 0) return badPointer(k, task);
  if (position < 0) file.offset += copied;
  return copied;
}

/** Tells the kernel something: it takes a write as a whole, whatever the position. */
function writeAnswer(
  k: Kernel,
  task: Task,
  fs: VirtualFs,
  inode: Inode,
  source: SyscallArg,
  count: number,
): number {
  if (count >= PAGE_SIZE) return -errno.EINVAL;
  const bytes = copyFromUser(k, task, source, count);
  if (bytes.length < count) return badPointer(k, task);
  const failure = fs.write(k, task, inode, textOf(bytes));
  return failure < 0 ? failure : count;
}

/**
 * Reads into user memory. `position` −1: at the description's offset, which moves on (`read`); else there (`pread64`).
 */
export function readFile(
  k: Kernel,
  task: Task,
  file: OpenFile,
  address: SyscallArg,
  size: number,
  position: number,
  call: PendingCall,
): Result {
  if (!mayRead(file)) return -errno.EBADF;
  const inode = inodeOf(k, file.inode) as Inode;
  if (size < 0 || !accessOk(k, address, size)) return badPointer(k, task);
  if (inode.kind === 'dir') return -errno.EISDIR;
  const count = Math.min(size, MAX_COUNT);
  // A literal lies in the program's read-only data: nothing can be read into it.
  const target = typeof address === 'number' ? address : 0;
  if (file.pipe >= 0) return readPipe(k, task, file, target, count);
  if (file.socket >= 0) return count === 0 ? 0 : receive(k, task, file, target, count, 0);
  const fs = virtualFs(inode.ino);
  if (fs !== undefined) return readAnswer(k, task, file, fs, inode, position, target, count);
  if (inode.kind === 'chr') return deviceOf(inode, task)?.read(k, task, file, target, count) ?? -errno.ENXIO;
  const done = readRegular(k, task, inode, position < 0 ? file.offset : position, target, count, call);
  if (position < 0 && done !== BLOCKED && done > 0) file.offset += done;
  return done;
}

function writeRegular(
  k: Kernel,
  task: Task,
  inode: Inode,
  position: number,
  source: SyscallArg,
  count: number,
): number {
  if (count === 0) return 0;
  if (position >= MAX_FILE_BYTES) return -errno.EFBIG;
  dropSetId(k, task, inode);
  const done = writePages(k, task, inode, position, source, Math.min(count, MAX_FILE_BYTES - position));
  if (done <= 0) return done;
  cacheRange(k, task, inode, position, position + done);
  for (const frame of framesOf(k, inode.ino, position, position + done)) frame.dirty = true;
  step(k, task, 'copy', `${done} bytes from userspace`);
  return done;
}

/**
 * Writes a page of the file at a time (`generic_perform_write`), so that the next one may come from a mapping of what was just
 * written. Returns how many bytes came, or why none did.
 */
function writePages(
  k: Kernel,
  task: Task,
  inode: Inode,
  position: number,
  source: SyscallArg,
  count: number,
): number {
  let done = 0;
  while (done < count) {
    const at = position + done;
    const part = Math.min(PAGE_SIZE - (at % PAGE_SIZE), count - done);
    const failure = checkRoom(k.state, inode, at + part);
    if (failure < 0) return done > 0 ? done : failure;
    const from = done;
    const put = putAt(inode, at, part, (data) => copyUserInto(k, task, source, from, part, data, at));
    if (put === 0) break;
    done += put;
  }
  return done > 0 ? done : badPointer(k, task);
}

/** Writes from user memory; position as for `readFile`. With O_APPEND it is the file's end in any case. */
export function writeFile(
  k: Kernel,
  task: Task,
  file: OpenFile,
  source: SyscallArg,
  size: number,
  position: number,
  call: PendingCall,
): Result {
  if (!mayWrite(file)) return -errno.EBADF;
  const inode = inodeOf(k, file.inode) as Inode;
  if (size < 0 || !accessOk(k, source, size)) return badPointer(k, task);
  const count = Math.min(size, MAX_COUNT);
  if (file.pipe >= 0) return writePipe(k, task, file, source, count, call);
  if (file.socket >= 0) return send(k, task, file, source, count, 0, call);
  const fs = virtualFs(inode.ino);
  if (fs !== undefined) return writeAnswer(k, task, fs, inode, source, count);
  if (inode.kind === 'chr') return deviceOf(inode, task)?.write(k, task, source, count) ?? -errno.ENXIO;
  const append = (file.flags & O.O_APPEND) !== 0;
  const at = append ? inode.size : position < 0 ? file.offset : position;
  const done = writeRegular(k, task, inode, at, source, count);
  if (position < 0 && done > 0) file.offset = at + done;
  return done;
}
