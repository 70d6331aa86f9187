import { errno } from '../../../shared/abi/errno.ts';
import { encodeInt32s } from '../../../shared/abi/layouts.ts';
import { AF, MSG } from '../../../shared/abi/socket.ts';
import { accessOk, badPointer } from '../mm/usercopy.ts';
import { receive, send } from '../net/stream.ts';
import { BLOCKED, type Handler } from '../types.ts';
import { mustWrite, numberOf } from './args.ts';
import { nameFromUser, socketAt } from './net-names.ts';
import type { SyscallFamily } from './table.ts';

const KNOWN = MSG.MSG_PEEK | MSG.MSG_DONTWAIT | MSG.MSG_NOSIGNAL;

/** `man 2 sendto`: a stream goes to its peer; an address beside it is refused or ignored, as the family does. */
const sendto: Handler = (k, task, [fd, buffer, size, flags, address, length], call) => {
  const count = numberOf(size);
  if (count < 0 || !accessOk(k, buffer ?? 0, count)) return badPointer(k, task);
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  if (address !== undefined && address !== 0) {
    const bytes = nameFromUser(k, task, address, length);
    if (typeof bytes === 'number') return bytes;
    if (at.socket.family === AF.AF_UNIX && bytes.length > 0)
      return at.socket.state === 'connected' ? -errno.EISCONN : -errno.EOPNOTSUPP;
  }
  if ((numberOf(flags) & ~KNOWN) !== 0) return -errno.EINVAL;
  return send(k, task, at.file, buffer ?? 0, count, numberOf(flags), call);
};

/** `man 2 recvfrom`: a stream's bytes have no address of their own: its length is 0. */
const recvfrom: Handler = (k, task, [fd, buffer, size, flags, address, length]) => {
  const count = numberOf(size);
  if (count < 0 || !accessOk(k, buffer ?? 0, count)) return badPointer(k, task);
  const at = socketAt(k, task, fd);
  if (typeof at === 'number') return at;
  if ((numberOf(flags) & ~KNOWN) !== 0) return -errno.EINVAL;
  const done = receive(k, task, at.file, numberOf(buffer), count, numberOf(flags));
  if (done === BLOCKED || done < 0 || numberOf(address) === 0) return done;
  return mustWrite(k, task, length, encodeInt32s([0])) ? done : badPointer(k, task);
};

export const dataCalls = { sendto, recvfrom } satisfies SyscallFamily;
