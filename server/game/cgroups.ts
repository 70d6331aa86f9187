import { errno } from '../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../shared/abi/flags.ts';
import type { Machine } from '../kernel/machine.ts';
import { INIT } from '../kernel/proc/exit.ts';
import type { ProgramState, SeatState } from './types.ts';

const CGROUPS = '/sys/fs/cgroup';

/** Writes to a file of the cgroup hierarchy as root's `echo TEXT > PATH` does, through the kernel's own calls. 0 or −errno. */
export function echo(machine: Machine<ProgramState>, path: string, text: string): number {
  const call = (name: 'open' | 'write' | 'close', ...args: (number | string)[]): number => {
    const outcome = machine.call(INIT, name, args);
    return outcome.kind === 'returned' ? outcome.ret : -errno.EINTR;
  };
  const fd = call('open', `${CGROUPS}${path}`, O.O_WRONLY);
  if (fd < 0) return fd;
  const written = call('write', fd, text, new TextEncoder().encode(text).length);
  call('close', fd);
  return Math.min(0, written);
}

/** The limits with which every group begins: those of the scenario. The kernel holds to them while `limits` is on. */
export function defaultLimits(machine: Machine<ProgramState>, user: string): void {
  const { nproc, memoryPages } = machine.state.config.limits;
  echo(machine, `/${user}/cpu.max`, 'max 100000');
  echo(machine, `/${user}/memory.max`, String(memoryPages * PAGE_SIZE));
  echo(machine, `/${user}/pids.max`, String(nproc));
}

/** Puts a seat's new process into the user's own group; its children are born there. The group outlives its processes. */
export function enterGroup(machine: Machine<ProgramState>, seat: SeatState): void {
  const made = machine.call(INIT, 'mkdir', [`${CGROUPS}/${seat.user}`, 0o755]);
  if (made.kind === 'returned' && made.ret === 0) {
    echo(machine, '/cgroup.subtree_control', '+cpu +memory +pids');
    defaultLimits(machine, seat.user);
  }
  echo(machine, `/${seat.user}/cgroup.procs`, String(seat.pid));
}
