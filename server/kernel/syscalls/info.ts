import { errno } from '../../../shared/abi/errno.ts';
import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { GRND } from '../../../shared/abi/process-flags.ts';
import { encodeSysInfo, encodeUtsname } from '../../../shared/abi/process-layouts.ts';
import { accessOk, badPointer, copyToUser } from '../mm/usercopy.ts';
import { random32 } from '../prng.ts';
import { namespaceOf } from '../proc/namespaces.ts';
import { USER_HZ } from '../time.ts';
import type { Handler, Kernel } from '../types.ts';
import { mustWrite, numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** `man 2 uname`: the machine, by the names of the caller's UTS namespace. */
const uname: Handler = (k, task, [out]) => {
  const names = namespaceOf(k, task.ns.uts).uts;
  const fields = ['Linux', names?.nodename ?? '', '6.12.0', '#1 SMP', 'x86_64', names?.domainname ?? ''];
  return mustWrite(k, task, out, encodeUtsname(fields)) ? 0 : badPointer(k, task);
};

const sysinfo: Handler = (k, task, [out]) => {
  const { frames, freeFrames, swap, tasks, tick } = k.state;
  const bytes = encodeSysInfo({
    uptime: Math.floor(tick / USER_HZ),
    totalram: frames.length * PAGE_SIZE,
    freeram: freeFrames.length * PAGE_SIZE,
    totalswap: swap.length * PAGE_SIZE,
    freeswap: swap.filter((slot) => slot === null).length * PAGE_SIZE,
    procs: tasks.size,
  });
  return mustWrite(k, task, out, bytes) ? 0 : badPointer(k, task);
};

/** Most bytes that one call draws. */
const MOST_RANDOM = PAGE_SIZE;

function draw(k: Kernel, count: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(count / 4) * 4);
  for (let at = 0; at < bytes.length; at += 4)
    new DataView(bytes.buffer).setUint32(at, random32(k.state), true);
  return bytes.subarray(0, count);
}

/** `getrandom(buffer, count, flags)` from the machine's own generator. */
const getrandom: Handler = (k, task, [buffer, size, flags]) => {
  const how = numberOf(flags);
  const either = GRND.GRND_RANDOM | GRND.GRND_INSECURE;
  if ((how & ~(GRND.GRND_NONBLOCK | either)) !== 0 || (how & either) === either) return -errno.EINVAL;
  const count = Math.max(0, Math.min(MOST_RANDOM, numberOf(size)));
  if (!accessOk(k, buffer ?? 0, count)) return badPointer(k, task);
  const copied = copyToUser(k, task, numberOf(buffer), draw(k, count));
  return copied === 0 && count > 0 ? badPointer(k, task) : copied;
};

export const infoCalls = { uname, sysinfo, getrandom } satisfies SyscallFamily;
