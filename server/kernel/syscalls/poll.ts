import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt32s } from '../../../shared/abi/layouts.ts';
import { POLL } from '../../../shared/abi/poll-flags.ts';
import { fileAt } from '../fs/openfiles.ts';
import { PIPE_BUFFERS } from '../fs/pipe.ts';
import { badPointer } from '../mm/usercopy.ts';
import { socketReadiness } from '../net/ready.ts';
import { sleepOn } from '../proc/sleep.ts';
import { wakeIn } from '../proc/timers.ts';
import { BLOCKED, type Handler, type Kernel, type OpenFile, type Task } from '../types.ts';
import { mustWrite, numberOf, readIn } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** Bytes of `struct pollfd`: descriptor, wanted events, events that came. */
const POLLFD = 8;

/** Events that come whether they were asked for or not. */
const ALWAYS = POLL.POLLERR | POLL.POLLHUP | POLL.POLLNVAL;

/** What could be done with the file now without sleeping (`vfs_poll`). Files on a disk are always ready. */
function readiness(k: Kernel, task: Task, file: OpenFile): number {
  const pipe = k.state.pipes.get(file.pipe);
  if (pipe !== undefined && file.end === 'read')
    return (pipe.buffers.length > 0 ? POLL.POLLIN : 0) | (pipe.writers === 0 ? POLL.POLLHUP : 0);
  if (pipe !== undefined)
    return (pipe.buffers.length < PIPE_BUFFERS ? POLL.POLLOUT : 0) | (pipe.readers === 0 ? POLL.POLLERR : 0);
  const socket = k.state.net.sockets.get(file.socket);
  if (socket !== undefined) return socketReadiness(k, socket);
  const device = k.state.inodes.get(file.inode)?.device ?? '';
  if (!device.startsWith('tty')) return POLL.POLLIN | POLL.POLLOUT;
  const name = device === 'tty' ? task.tty : device.slice('tty:'.length);
  return ((k.state.ttys.get(name)?.input.length ?? 0) > 0 ? POLL.POLLIN : 0) | POLL.POLLOUT;
}

/** Fills in what came; how many descriptors have something. Negative ones are passed over. */
function look(k: Kernel, task: Task, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let ready = 0;
  for (let at = 0; at < bytes.length; at += POLLFD) {
    const [fd = -1] = decodeInt32s(bytes.subarray(at, at + 4));
    const wanted = view.getInt16(at + 4, true) | ALWAYS;
    const file = fileAt(k, task, fd);
    const came = fd < 0 ? 0 : file === undefined ? POLL.POLLNVAL : readiness(k, task, file) & wanted;
    view.setInt16(at + 6, came, true);
    if (came !== 0) ready += 1;
  }
  return ready;
}

/** `poll(fds, count, ticks)`: sleeps until a descriptor has something or the time is over; a negative time never is. */
const poll: Handler = (k, task, [fds, count, ticks], call) => {
  const descriptors = numberOf(count);
  if (descriptors < 0 || descriptors > task.nofile.soft) return -errno.EINVAL;
  const given = readIn(k, task, fds, descriptors * POLLFD);
  if (given === undefined) return badPointer(k, task);
  const bytes = given.slice();
  const ready = look(k, task, bytes);
  if (ready > 0 || call.ready || numberOf(ticks) === 0)
    return mustWrite(k, task, fds, bytes) ? ready : badPointer(k, task);
  if (numberOf(ticks) > 0) wakeIn(k, task, call, numberOf(ticks));
  sleepOn(k, task, 'poll');
  return BLOCKED;
};

export const pollCalls = { poll } satisfies SyscallFamily;
