import { errno } from '../../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { badPointer, copyFromUser, copyToUser } from '../mm/usercopy.ts';
import { sendSignal } from '../proc/signals.ts';
import { sleepOn, wakePollers, wakeTask, wakeup } from '../proc/sleep.ts';
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
      mount: 0,
      pipe: pipe.id,
      end,
      socket: -1,
    };
    k.state.openFiles.set(file.id, file);
    return file;
  };
  return { read: open('read', O.O_RDONLY), write: open('write', O.O_WRONLY) };
}

const channel = (pipe: Pipe, end: 'read' | 'write'): string => `pipe:${pipe.id}:${end}`;

const readable = (pipe: Pipe): boolean => pipe.buffers.length > 0 || pipe.writers === 0;
const writable = (pipe: Pipe): boolean => pipe.buffers.length < PIPE_BUFFERS || pipe.readers === 0;

/**
 * Wakes who has slept longest at the end, and nobody else: one page or one free buffer serves one process, which wakes the
 * next when it leaves something (exclusive waits, `wait_event_interruptible_exclusive`). A stopped process looks again by itself.
 */
function wakeFirst(k: Kernel, pipe: Pipe, end: 'read' | 'write'): void {
  wakePollers(k);
  for (const pid of [...(k.state.waiters.get(channel(pipe, end)) ?? [])]) {
    const task = k.state.tasks.get(pid);
    if (task === undefined) continue;
    const stopped = task.state === 'T';
    wakeTask(k, task);
    if (!stopped) return;
  }
}

/** Sleeps at the end of the line, also after a wake-up that was in vain or not enough. */
function sleepAt(k: Kernel, task: Task, pipe: Pipe, end: 'read' | 'write'): typeof BLOCKED {
  task.sleepSeq = 0;
  sleepOn(k, task, channel(pipe, end));
  return BLOCKED;
}

/** A process that may have been woken for this pipe ends before it could act: the next in line takes its turn. */
export function passTurn(k: Kernel, file: OpenFile): void {
  const pipe = k.state.pipes.get(file.pipe);
  if (pipe === undefined) return;
  if (readable(pipe)) wakeFirst(k, pipe, 'read');
  if (writable(pipe)) wakeFirst(k, pipe, 'write');
}

/**
 * The last descriptor of an end is closed: when the other end is still open, all its sleepers learn it. With both gone the pipe
 * goes.
 */
export function closePipeEnd(k: Kernel, file: OpenFile): void {
  const pipe = k.state.pipes.get(file.pipe);
  if (pipe === undefined) return;
  if (file.end === 'read') pipe.readers -= 1;
  else pipe.writers -= 1;
  if (pipe.readers > 0 !== pipe.writers > 0) {
    wakeup(k, channel(pipe, 'read'));
    wakeup(k, channel(pipe, 'write'));
  }
  if (pipe.readers > 0 || pipe.writers > 0) return;
  k.state.pipes.delete(pipe.id);
  const inode = k.state.inodes.get(file.inode);
  if (inode !== undefined) inode.nlink = 0;
}

const held = (buffer: Buffer): number => buffer.bytes.length - buffer.start;

/**
 * `read` of a pipe: what is there, up to `count`; sleeps on an empty one that has writers. 0: end of file. Writers are woken
 * when a full pipe gets a free buffer.
 */
export function readPipe(
  k: Kernel,
  task: Task,
  file: OpenFile,
  address: number,
  count: number,
): number | typeof BLOCKED {
  const pipe = k.state.pipes.get(file.pipe) as Pipe;
  if (count === 0) return 0;
  const woken = task.sleepSeq !== 0;
  if (woken && !readable(pipe)) return sleepAt(k, task, pipe, 'read');
  const wasFull = pipe.buffers.length === PIPE_BUFFERS;
  const done = takeOut(k, task, pipe, address, count);
  if (done === 0 && pipe.writers > 0) {
    if ((file.flags & O.O_NONBLOCK) !== 0) return -errno.EAGAIN;
    return sleepAt(k, task, pipe, 'read');
  }
  if (wasFull && pipe.buffers.length < PIPE_BUFFERS) wakeFirst(k, pipe, 'write');
  if (woken && pipe.buffers.length > 0) wakeFirst(k, pipe, 'read');
  return done;
}

/** Bytes copied out; −EFAULT for none. A buffer that could not be copied as far as it should stays as it is. */
function takeOut(k: Kernel, task: Task, pipe: Pipe, address: number, count: number): number {
  let done = 0;
  while (done < count && pipe.buffers.length > 0) {
    const buffer = pipe.buffers[0] as Buffer;
    const part = buffer.bytes.subarray(buffer.start, buffer.start + Math.min(count - done, held(buffer)));
    if (copyToUser(k, task, address + done, part) < part.length) return done > 0 ? done : badPointer(k, task);
    done += part.length;
    buffer.start += part.length;
    if (held(buffer) === 0) pipe.buffers.shift();
  }
  return done;
}

/** Appends to the last buffer what fits there whole: the odd part of a write's length. 0: it does not fit. */
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

/** Fills free buffers, a page each. Returns how far the write has come, or −EFAULT where it came nowhere. */
function putIn(k: Kernel, task: Task, pipe: Pipe, source: SyscallArg, count: number, from: number): number {
  let done = from;
  while (done < count && pipe.buffers.length < PIPE_BUFFERS) {
    const size = Math.min(PAGE_SIZE, count - done);
    const bytes = takeBytes(k, task, source, done, size);
    if (bytes.length < size) return done > 0 ? done : badPointer(k, task);
    pipe.buffers.push({ bytes, start: 0 });
    done += size;
  }
  return done;
}

/**
 * `write` to a pipe: sleeps while it is full, whatever it has written before; SIGPIPE and EPIPE where nobody can read any
 * more. A reader is woken when an empty pipe gets bytes. `call.progress` counts the bytes written before a sleep.
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
  const woken = task.sleepSeq !== 0;
  if (woken && !writable(pipe)) return sleepAt(k, task, pipe, 'write');
  if (pipe.readers === 0) return brokenPipe(k, task, call.progress);
  const wasEmpty = pipe.buffers.length === 0;
  let done = call.progress;
  if (!woken && !wasEmpty) done = merge(k, task, pipe, source, count);
  if (done < 0) return done;
  const before = done;
  done = putIn(k, task, pipe, source, count, before);
  // Neither finished nor failed: every buffer is taken.
  const full = done >= 0 && done < count && pipe.buffers.length === PIPE_BUFFERS;
  const sleeps = full && (file.flags & O.O_NONBLOCK) === 0;
  if (wasEmpty) wakeFirst(k, pipe, 'read');
  if (sleeps) {
    call.progress = done;
    return sleepAt(k, task, pipe, 'write');
  }
  if (woken && pipe.buffers.length < PIPE_BUFFERS) wakeFirst(k, pipe, 'write');
  return full && done === 0 ? -errno.EAGAIN : done;
}

/** Nobody can read any more: the signal comes in any case, the bytes written before count. */
function brokenPipe(k: Kernel, task: Task, done: number): number {
  sendSignal(k, task, signals.SIGPIPE, task.pid);
  return done > 0 ? done : -errno.EPIPE;
}
