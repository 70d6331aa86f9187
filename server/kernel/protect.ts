import type { ProtectionName } from '../../shared/protections.ts';
import type { Kernel } from './types.ts';

/** Descriptors that a process may have where limits are off: what the kernel's tables have room for by default. */
const NOFILE_DEFAULT = 1024;

/**
 * Puts a protection of the simulated hardware or kernel on or off while the machine runs. What was built under the old setting
 * stays: who became root stays root, what is mapped stays mapped; KASLR's addresses are drawn at the next boot.
 */
export function setProtection(k: Kernel, name: ProtectionName, on: boolean): void {
  const { config, tasks } = k.state;
  if (config.protections[name] === on) return;
  config.protections = { ...config.protections, [name]: on };
  if (name !== 'limits') return;
  const most = on ? config.limits.nofile : NOFILE_DEFAULT;
  for (const task of tasks.values()) if (task.cred.uid !== 0) task.nofile = { soft: most, hard: most };
}
