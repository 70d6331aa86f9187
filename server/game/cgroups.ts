import { errno } from '../../shared/abi/errno.ts';
import { O, PAGE_SIZE } from '../../shared/abi/flags.ts';
import { LIMIT_FILES, type LimitFile, type LimitStep } from '../../shared/protocol/messages.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { Machine } from '../kernel/machine.ts';
import { CPU_PERIOD } from '../kernel/proc/cgroup.ts';
import { INIT } from '../kernel/proc/exit.ts';
import { NO_LIMIT } from '../kernel/types.ts';
import type { ProgramState } from './types.ts';

const CGROUPS = '/sys/fs/cgroup';

/** Writes to a file as root's `echo TEXT > PATH` does, through the kernel's own calls. 0 or −errno. */
export function echo(machine: Machine<ProgramState>, path: string, text: string): number {
  const call = (name: 'open' | 'write' | 'close', ...args: (number | string)[]): number => {
    const outcome = machine.call(INIT, name, args);
    return outcome.kind === 'returned' ? outcome.ret : -errno.EINTR;
  };
  const fd = call('open', path, O.O_WRONLY);
  if (fd < 0) return fd;
  const written = call('write', fd, text, new TextEncoder().encode(text).length);
  call('close', fd);
  return Math.min(0, written);
}

/** The limits with which a group begins: a container's, or those of the scenario for every user. */
export interface GroupLimits {
  pids: number;
  memoryPages: number;
  /** µs of a core in a period. */
  quota: number;
}

export function limitsOf({ machine, containers }: Scenario, group: string): GroupLimits {
  const container = containers?.list.find(({ name }) => name === group);
  if (container === undefined) {
    const { nproc, memoryPages } = machine.limits;
    return { pids: nproc, memoryPages, quota: NO_LIMIT };
  }
  const { pids, memoryPages, cpu } = container.limits;
  return { pids, memoryPages, quota: cpu === undefined ? NO_LIMIT : (cpu * CPU_PERIOD) / 100 };
}

/** What each step of a limit means for the group: µs of a core in a period, pages, processes. */
export function stepsOf(limits: GroupLimits, file: LimitFile): Record<LimitStep, number> {
  if (file === 'cpu.max') return { default: limits.quota, low: CPU_PERIOD / 2, least: CPU_PERIOD / 10 };
  const full = file === 'memory.max' ? limits.memoryPages : limits.pids;
  return { default: full, low: Math.max(1, Math.floor(full / 2)), least: Math.max(1, Math.floor(full / 4)) };
}

/** Sets a limit of a group to one of its steps; the kernel holds to it while `limits` is on. 0 or −errno. */
export function writeLimit(
  machine: Machine<ProgramState>,
  scenario: Scenario,
  group: string,
  file: LimitFile,
  step: LimitStep,
): number {
  const value = stepsOf(limitsOf(scenario, group), file)[step];
  const amount = value === NO_LIMIT ? 'max' : String(file === 'memory.max' ? value * PAGE_SIZE : value);
  const text = file === 'cpu.max' ? `${amount} ${CPU_PERIOD}` : amount;
  return echo(machine, `${CGROUPS}/${group}/${file}`, text);
}

/** The limits with which the group began. */
export function defaultLimits(machine: Machine<ProgramState>, scenario: Scenario, group: string): void {
  for (const file of LIMIT_FILES) writeLimit(machine, scenario, group, file, 'default');
}

/** `cgroup.freeze` of a group. 0 or −errno. */
export function writeFreeze(machine: Machine<ProgramState>, group: string, on: boolean): number {
  return echo(machine, `${CGROUPS}/${group}/cgroup.freeze`, on ? '1' : '0');
}

/** Puts a new process into a user's or a container's group; its children are born there. The group outlives its processes. */
export function enterGroup(
  machine: Machine<ProgramState>,
  scenario: Scenario,
  group: string,
  pid: number,
): void {
  const made = machine.call(INIT, 'mkdir', [`${CGROUPS}/${group}`, 0o755]);
  if (made.kind === 'returned' && made.ret === 0) {
    echo(machine, `${CGROUPS}/cgroup.subtree_control`, '+cpu +memory +pids');
    defaultLimits(machine, scenario, group);
  }
  echo(machine, `${CGROUPS}/${group}/cgroup.procs`, String(pid));
}
