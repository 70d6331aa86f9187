import { boot } from './boot.ts';
import { mountAtBoot } from './fs/mounts.ts';
import { rebootDisk, rebootIrq } from './irq/state.ts';
import { rebootMemory } from './mm/state.ts';
import { stamp } from './panic.ts';
import { buildQueues } from './sched/human.ts';
import type { Inode, MachineState } from './types.ts';

/** What an inode is after a crash: as the disk has it, held by nobody, out of the cache. */
function recover(state: MachineState, inode: Inode): Inode {
  const kept = state.kmem.onDisk.get(inode.ino);
  return {
    ...inode,
    ...(kept ?? {}),
    data: inode.data,
    holds: 0,
    cached: inode.kind !== 'file',
    dirty: false,
  };
}

/** Every inode that still has a name; the others went with the processes that held them open. */
function recoverDisk(state: MachineState): { inodes: Map<number, Inode>; orphans: number } {
  const inodes = new Map<number, Inode>();
  let orphans = 0;
  for (const [ino, inode] of state.inodes) {
    if (inode.nlink > 0) inodes.set(ino, recover(state, inode));
    else orphans += 1;
  }
  return { inodes, orphans };
}

/** What the kernel says while it comes up, a line a step. */
function bootLog(state: MachineState, orphans: number): string[] {
  const { config } = state;
  const { protections, cores } = config;
  const memory = config.frames * 4;
  const say = [
    `Linux version 6.12.0-userland (root@userland) #${state.boots} SMP`,
    `Command line: root=/dev/sda1 ${protections.kpti ? 'pti=on' : 'nopti nokaslr'}`,
    protections.kpti ? 'KASLR enabled' : 'KASLR disabled on the command line',
    `Memory: ${memory}K/${memory}K available (16K kernel)`,
    protections.kpti
      ? 'Kernel/User page tables isolation: enabled'
      : 'Kernel/User page tables isolation: disabled',
    ...(protections.rings ? [] : ['WARNING: privilege rings are off: every program runs in ring 0']),
    ...(protections.isolation ? [] : ['WARNING: memory isolation is off: kernel pages are user-accessible']),
    ...(protections.permissions ? [] : ['WARNING: permission checks are off']),
    `rcu: ${protections.preemption ? 'Preemptible' : 'Non-preemptible'} hierarchical RCU`,
    ...Array.from({ length: cores }, (_, id) =>
      id === 0 ? 'smpboot: CPU0: Userland simulated processor' : `smpboot: Booting node 0, processor #${id}`,
    ),
    'clocksource: timer: interrupts every tick',
    'sda: sda1',
    `EXT4-fs (sda1): recovery complete, ${state.inodes.size} inodes, ${orphans} orphans deleted`,
    'VFS: Mounted root (ext4 filesystem) on device 8:1',
    `random: ${state.random.toString(16).padStart(8, '0')} seeds the generator`,
    'Run /sbin/init as init process',
  ];
  return say;
}

/**
 * The machine after the reset button: files as the disk has them, and nothing else of what was. Processes, memory, descriptors,
 * pipes and keys are gone. The calendar, the generator and the counters of pids go on, so that a pid means one process in a
 * whole round.
 */
export function reboot(old: MachineState): MachineState {
  const { inodes, orphans } = recoverDisk(old);
  const fresh = boot({ ...old.config, files: [] }, old.random);
  // The cores stay with whoever schedules them.
  for (const core of fresh.cores) core.owner = old.cores[core.id]?.owner ?? '';
  const state: MachineState = {
    ...fresh,
    config: old.config,
    tick: old.tick,
    seq: old.seq,
    nextPid: old.nextPid,
    nextFile: old.nextFile,
    nextInode: old.nextInode,
    nextPipe: old.nextPipe,
    net: { ...fresh.net, next: old.net.next },
    inodes,
    boots: old.boots + 1,
    counts: old.counts,
    memory: rebootMemory(old.memory, fresh.memory),
    irq: rebootIrq(old.irq, fresh.irq),
    disk: rebootDisk(old.disk, fresh.disk),
    sched: {
      ...old.sched,
      queues: buildQueues(fresh.cores, old.tick, []),
    },
  };
  mountAtBoot(state);
  const lines = bootLog(state, orphans);
  state.log = lines.map((line, index) => stamp(index === 0 ? 0 : index * 0.6) + line);
  state.kmsg = {
    next: lines.length,
    records: lines.map((text, index) => ({ level: 6, seq: index, tick: Math.floor(index * 0.6), text })),
  };
  return state;
}
