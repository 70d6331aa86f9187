import { errno } from '../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../shared/abi/flags.ts';
import { LIMIT_FILES, type LimitFile, type LimitStep } from '../../shared/protocol/messages.ts';
import type { Machine } from '../kernel/machine.ts';
import { CPU_PERIOD } from '../kernel/proc/cgroup.ts';
import { INIT } from '../kernel/proc/exit.ts';
import { type MachineConfig, NO_LIMIT } from '../kernel/types.ts';
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

/** What each step means on this machine: µs of a core in a period, pages, processes. */
export function stepsOf(
  { nproc, memoryPages }: MachineConfig['limits'],
  file: LimitFile,
): Record<LimitStep, number> {
  if (file === 'cpu.max') return { default: NO_LIMIT, low: CPU_PERIOD / 2, least: CPU_PERIOD / 10 };
  const full = file === 'memory.max' ? memoryPages : nproc;
  return { default: full, low: Math.max(1, Math.floor(full / 2)), least: Math.max(1, Math.floor(full / 4)) };
}

/** Sets a limit of a user's group to one of its steps; the kernel holds to it while `limits` is on. 0 or −errno. */
export function writeLimit(
  machine: Machine<ProgramState>,
  user: string,
  file: LimitFile,
  step: LimitStep,
): number {
  const value = stepsOf(machine.state.config.limits, file)[step];
  const amount = value === NO_LIMIT ? 'max' : String(file === 'memory.max' ? value * PAGE_SIZE : value);
  return echo(machine, `/${user}/${file}`, file === 'cpu.max' ? `${amount} ${CPU_PERIOD}` : amount);
}

/** The limits with which every group begins: those of the scenario. */
export function defaultLimits(machine: Machine<ProgramState>, user: string): void {
  for (const file of LIMIT_FILES) writeLimit(machine, user, file, 'default');
}

/** `cgroup.freeze` of a user's group. 0 or −errno. */
export function writeFreeze(machine: Machine<ProgramState>, user: string, on: boolean): number {
  return echo(machine, `/${user}/cgroup.freeze`, on ? '1' : '0');
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
