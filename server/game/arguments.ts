import { O } from '../../shared/abi/flags.ts';
import { encodeSocketName, parseSocketName } from '../../shared/abi/socket.ts';
import { arity } from '../../shared/lang/signatures.ts';
import type { SyscallArg } from '../kernel/types.ts';

/** Why a line can't be executed: a sentence for its player. */
export class RunError extends Error {}

/** A new file without a mode gets 0644, as the C library's fopen and a common umask give it. */
function withMode(call: string, args: SyscallArg[]): SyscallArg[] {
  const [path, flags] = args;
  if (call !== 'open' || args.length !== 2 || typeof flags !== 'number' || (flags & O.O_CREAT) === 0)
    return args;
  return [path as SyscallArg, flags, 0o644];
}

/** Socket calls that may leave out what is NULL or 0, with the position of an address whose length follows it. */
const SOCKET_CALLS: Record<string, number> = {
  bind: 1,
  connect: 1,
  sendto: 4,
  recvfrom: -1,
  accept: -1,
  socket: -1,
};

/** What a line may leave out, as it goes to the kernel. */
export function withDefaults(call: string, args: SyscallArg[]): SyscallArg[] {
  const at = Object.hasOwn(SOCKET_CALLS, call) ? SOCKET_CALLS[call] : undefined;
  if (at === undefined) return withMode(call, args);
  const whole = Array.from({ length: arity(call).most }, (_, index) => args[index] ?? 0);
  const address = whole[at];
  if (typeof address !== 'string' || args.length > at + 1) return whole;
  const name = parseSocketName(address);
  if (name === undefined) throw new RunError(`${call} needs an address such as "127.0.0.1:8080" or a path`);
  whole[at + 1] = encodeSocketName(name).length;
  return whole;
}
