import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { badPointer, bytesOf, copyFromUser, copyToUser, textOf } from '../mm/usercopy.ts';
import { stamp } from '../panic.ts';
import { sleepOn, wakeup } from '../proc/sleep.ts';
import { TICK_USEC } from '../time.ts';
import { BLOCKED, type Kernel, type LogRecord, type MachineState } from '../types.ts';
import type { Device } from './devices.ts';

/** Records that the log keeps. */
const LOG_RECORDS = 256;
/** Longest text of a record written by a process, in bytes (`LOG_LINE_MAX`). */
const LINE_MAX = 1024 - 32;

/** The kernel says something: level 0 (emergency) to 7 (debug). Newest records push the oldest out. */
export function printk(state: MachineState, level: number, text: string): void {
  const { kmsg, log } = state;
  kmsg.records.push({ level, seq: kmsg.next++, tick: state.tick, text });
  if (kmsg.records.length > LOG_RECORDS) kmsg.records.shift();
  log.push(stamp(state.tick) + text);
  if (log.length > LOG_RECORDS) log.shift();
}

/** The same while processes run: who waits for news of the kernel wakes. */
export function logLine(k: Kernel, level: number, text: string): void {
  printk(k.state, level, text);
  wakeup(k, 'kmsg');
}

/** `<priority>,<number>,<µs since boot>,-;<text>` (Documentation/ABI/testing/dev-kmsg). */
export function formatRecord(record: LogRecord): string {
  const text = record.text.replace(
    /[^\x20-\x7e]/g,
    (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
  return `${record.level},${record.seq},${record.tick * TICK_USEC},-;${text}\n`;
}

/** `man 4 kmsg`: each read gives one record; a record lost since the last read is told by EPIPE. */
export const kmsgDevice: Device = {
  seekable: true,
  seek(k, file, offset, whence) {
    if (offset !== 0) return -errno.ESPIPE;
    const log = k.state.kmsg;
    // The offset counts records: the oldest one, or what comes next.
    if (whence === 0) file.offset = log.records[0]?.seq ?? log.next;
    else if (whence === 2) file.offset = log.next;
    else return -errno.EINVAL;
    return 0;
  },
  read(k, task, file, address, count) {
    const log = k.state.kmsg;
    const oldest = log.records[0]?.seq ?? log.next;
    if (file.offset < oldest) {
      const first = file.offset === 0;
      file.offset = oldest;
      if (!first) return -errno.EPIPE;
    }
    const record = log.records[file.offset - oldest];
    if (record === undefined) {
      if ((file.flags & O.O_NONBLOCK) !== 0) return -errno.EAGAIN;
      sleepOn(k, task, 'kmsg');
      return BLOCKED;
    }
    const bytes = bytesOf(formatRecord(record));
    if (bytes.length > count) return -errno.EINVAL;
    if (copyToUser(k, task, address, bytes) < bytes.length) return badPointer(k, task);
    file.offset += 1;
    return bytes.length;
  },
  write(k, task, source, count) {
    if (count > LINE_MAX) return -errno.EINVAL;
    const bytes = copyFromUser(k, task, source, count);
    if (bytes.length < count) return badPointer(k, task);
    const text = textOf(bytes).replace(/\n$/, '');
    const prefix = /^<(\d+)>/.exec(text);
    // A process is not the kernel: its records carry facility 1, `user`.
    const level = prefix === null ? 4 : Number(prefix[1]) & 7;
    logLine(k, level | 8, prefix === null ? text : text.slice(prefix[0].length));
    return count;
  },
};
