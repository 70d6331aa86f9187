import { errno } from '../../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { badPointer, copyFromUser, copyToUser } from '../mm/usercopy.ts';
import { sendSignal } from '../proc/signals.ts';
import { sleepOn, wakeup } from '../proc/sleep.ts';
import {
  BLOCKED,
  type Kernel,
  type OpenFile,
  type PendingCall,
  type Pipe,
  type SyscallArg,
  type Task,
} from '../types.ts';
import { createInode } from './inodes.ts';

/** Buffers of a page that a pipe holds (`man 7 pipe`: 65,536 bytes). */
export const PIPE_BUFFERS = 16;

type Buffer = Pipe['buffers'][number];

/** A new pipe with its two open file descriptions; they share one inode. */
export function createPipe(k: Kernel, task: Task, flags: number): { read: OpenFile; write: OpenFile } {
  const inode = createInode(k.state, { kind: 'fifo', mode: 0o600, uid: task.cred.euid, gid: task.cred.egid });
  inode.nlink = 1;
  inode.holds = 2;
  const pipe: Pipe = { id: k.state.nextPipe++, buffers: [], readers: 1, writers: 1 };
  k.state.pipes.set(pipe.id, pipe);
  const open = (end: 'read' | 'write', mode: number): OpenFile => {
    const file: OpenFile = {
      id: k.state.nextFile++,
      inode: inode.ino,
      flags: flags | mode,
      offset: 0,
      refs: 1,
      pipe: pipe.id,
      end,
    };
    k.state.openFiles.set(file.id, file);
    return file;
  };
  return { read: open('read', O.O_RDONLY), write: open('write', O.O_WRONLY) };
}

const channel = (pipe: Pipe, end: 'read' | 'write'): string => `pipe:${pipe.id}:${end}`;

/** The last descriptor of an end is closed: the other end's sleepers learn it; with both gone the pipe goes. */
export function closePipeEnd(k: Kernel, file: OpenFile): void {
  const pipe = k.state.pipes.get(file.pipe);
  if (pipe === undefined) return;
  if (file.end === 'read') pipe.readers -= 1;
  else pipe.writers -= 1;
  wakeup(k, channel(pipe, 'read'));
  wakeup(k, channel(pipe, 'write'));
  if (pipe.readers > 0 || pipe.writers > 0) return;
  k.state.pipes.delete(pipe.id);
  const inode = k.state.inodes.get(file.inode);
  if (inode !== undefined) inode.nlink = 0;
}

const held = (buffer: Buffer): number => buffer.bytes.length - buffer.start;

/** `read` of a pipe: what is there, up to `count`; sleeps on an empty one that has writers. 0: end of file. */
export function readPipe(
  k: Kernel,
  task: Task,
  file: OpenFile,
  address: number,
  count: number,
): number | typeof BLOCKED {
  const pipe = k.state.pipes.get(file.pipe) as Pipe;
  if (count === 0) return 0;
  let done = 0;
  while (done < count && pipe.buffers.length > 0) {
    const buffer = pipe.buffers[0] as Buffer;
    const part = buffer.bytes.subarray(buffer.start, buffer.start + Math.min(count - done, held(buffer)));
    // A buffer that could not be copied whole stays where it is.
    if (copyToUser(k, task, address + done, part) < part.length)
      return done > 0 ? finishRead(k, pipe, done) : badPointer(k, task);
    done += part.length;
    buffer.start += part.length;
    if (held(buffer) === 0) pipe.buffers.shift();
  }
  if (done > 0) return finishRead(k, pipe, done);
  if (pipe.writers === 0) return 0;
  if ((file.flags & O.O_NONBLOCK) !== 0) return -errno.EAGAIN;
  sleepOn(k, task, channel(pipe, 'read'));
  return BLOCKED;
}

function finishRead(k: Kernel, pipe: Pipe, done: number): number {
  wakeup(k, channel(pipe, 'write'));
  return done;
}

/** Appends to the last buffer what fits there whole: the odd part of a write's length, as `pipe_write` merges it. */
function merge(k: Kernel, task: Task, pipe: Pipe, source: SyscallArg, count: number): number {
  const last = pipe.buffers.at(-1);
  const odd = count % PAGE_SIZE;
  if (last === undefined || odd === 0 || last.bytes.length + odd > PAGE_SIZE) return 0;
  const bytes = takeBytes(k, task, source, 0, odd);
  if (bytes.length < odd) return badPointer(k, task);
  const joined = new Uint8Array(last.bytes.length + odd);
  joined.set(last.bytes);
  joined.set(bytes, last.bytes.length);
  last.bytes = joined;
  return odd;
}

function takeBytes(k: Kernel, task: Task, source: SyscallArg, from: number, count: number): Uint8Array {
  if (typeof source === 'number') return copyFromUser(k, task, source + from, count);
  return copyFromUser(k, task, source, from + count).subarray(from);
}

/**
 * `write` to a pipe: sleeps while it is full, whatever it has written before; SIGPIPE and EPIPE where nobody can read any
 * more. `call.progress` counts the bytes written before a sleep.
 */
export function writePipe(
  k: Kernel,
  task: Task,
  file: OpenFile,
  source: SyscallArg,
  count: number,
  call: PendingCall,
): number | typeof BLOCKED {
  const pipe = k.state.pipes.get(file.pipe) as Pipe;
  if (count === 0) return 0;
  if (pipe.readers === 0) return brokenPipe(k, task, call.progress);
  let done = call.progress;
  if (done === 0 && pipe.buffers.length > 0) {
    const merged = merge(k, task, pipe, source, count);
    if (merged < 0) return merged;
    done = merged;
  }
  while (done < count && pipe.buffers.length < PIPE_BUFFERS) {
    const size = Math.min(PAGE_SIZE, count - done);
    const bytes = takeBytes(k, task, source, done, size);
    if (bytes.length < size) return done > 0 ? finishWrite(k, pipe, done) : badPointer(k, task);
    pipe.buffers.push({ bytes, start: 0 });
    done += size;
  }
  if (done > call.progress) wakeup(k, channel(pipe, 'read'));
  if (done === count) return done;
  if ((file.flags & O.O_NONBLOCK) !== 0) return done > 0 ? done : -errno.EAGAIN;
  call.progress = done;
  sleepOn(k, task, channel(pipe, 'write'));
  return BLOCKED;
}

function finishWrite(k: Kernel, pipe: Pipe, done: number): number {
  wakeup(k, channel(pipe, 'read'));
  return done;
}

/** Nobody can read any more: the signal comes in any case, the bytes written before count. */
function brokenPipe(k: Kernel, task: Task, done: number): number {
  sendSignal(k, task, signals.SIGPIPE, task.pid);
  return done > 0 ? done : -errno.EPIPE;
}
