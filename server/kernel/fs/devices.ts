import { errno } from '../../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { badPointer, copyFromUser, copyToUser, textOf } from '../mm/usercopy.ts';
import { randomBelow } from '../prng.ts';
import { sleepOn } from '../proc/sleep.ts';
import {
  BLOCKED,
  type Inode,
  type Kernel,
  type OpenFile,
  type SyscallArg,
  type Task,
  type Tty,
} from '../types.ts';
import { kmsgDevice } from './kmsg.ts';

/** A character device: what its driver does with reads and writes. */
export interface Device {
  read(k: Kernel, task: Task, file: OpenFile, address: number, count: number): number | typeof BLOCKED;
  write(k: Kernel, task: Task, source: SyscallArg, count: number): number;
  /** `lseek` on it always answers 0 (`null_lseek`); otherwise it can't be sought. */
  seekable: boolean;
  /** What `lseek` does where that is not enough. */
  seek?(k: Kernel, file: OpenFile, offset: number, whence: number): number;
}

const swallow: Device['write'] = (_, __, ___, count) => count;

/** Fills the buffer with bytes that `fill` makes; as many as the process has memory for (`man 4 zero`). */
const source =
  (fill: (k: Kernel, bytes: Uint8Array) => void): Device['read'] =>
  (k, task, _, address, count) => {
    let done = 0;
    while (done < count) {
      const bytes = new Uint8Array(Math.min(PAGE_SIZE, count - done));
      fill(k, bytes);
      const copied = copyToUser(k, task, address + done, bytes);
      done += copied;
      if (copied < bytes.length) break;
    }
    return done === 0 && count > 0 ? badPointer(k, task) : done;
  };

const zeroes = source(() => undefined);

/** The machine's generator: the same machine with the same acts draws the same bytes. */
const random: Device = {
  seekable: true,
  read: source((k, bytes) => {
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = randomBelow(k.state, 256);
  }),
  write: swallow,
};

const DEVICES: Readonly<Record<string, Device>> = {
  null: { read: () => 0, write: swallow, seekable: true },
  zero: { read: zeroes, write: swallow, seekable: true },
  full: { read: zeroes, write: (_, __, ___, count) => (count === 0 ? 0 : -errno.ENOSPC), seekable: true },
  random,
  urandom: random,
  kmsg: kmsgDevice,
};

/** A terminal: writes show, reads wait for the keyboard (`man 4 tty`). */
function terminal(name: string): Device {
  return {
    seekable: false,
    read(k, task, file, address, count) {
      const tty = k.state.ttys.get(name);
      if (tty === undefined) return -errno.EIO;
      if (count === 0) return 0;
      if (tty.input.length === 0) {
        if ((file.flags & O.O_NONBLOCK) !== 0) return -errno.EAGAIN;
        sleepOn(k, task, `tty:${name}`);
        return BLOCKED;
      }
      return takeInput(k, task, tty, address, count);
    },
    write(k, task, source, count) {
      const bytes = copyFromUser(k, task, source, count);
      if (bytes.length < count && bytes.length === 0) return badPointer(k, task);
      k.events.push({ kind: 'tty', tty: name, pid: task.pid, text: textOf(bytes) });
      return bytes.length;
    },
  };
}

function takeInput(k: Kernel, task: Task, tty: Tty, address: number, count: number): number {
  const bytes = Uint8Array.from(tty.input.slice(0, count));
  const copied = copyToUser(k, task, address, bytes);
  if (copied === 0) return badPointer(k, task);
  tty.input.splice(0, copied);
  return copied;
}

/** The driver of a device file; `tty` is the caller's own terminal. Undefined: no such device (ENXIO). */
export function deviceOf(inode: Inode, task: Task): Device | undefined {
  const known = DEVICES[inode.device];
  if (known !== undefined) return known;
  const name = inode.device === 'tty' ? task.tty : inode.device.replace(/^tty:/, '');
  return name === '' ? undefined : terminal(name);
}
