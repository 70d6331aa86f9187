import { KERNEL_FRAMES } from './boot.ts';
import { panic } from './panic.ts';
import { randomBelow } from './prng.ts';
import { symbolAt } from './symbols.ts';
import type { Core, Inode, Instruction, Kernel, Task } from './types.ts';

export type Privileged = (Instruction & { op: 'privileged' })['what'];

/** Bytes of one sector. */
const SECTOR = 512;

/** `out` to the disk controller's data port: a sector of whatever lies there is overwritten, behind the file system's back. */
function writeRaw(k: Kernel, task: Task): void {
  const files = [...k.state.inodes.values()].filter((inode) => inode.kind === 'file' && inode.size > 0);
  if (files.length === 0) return;
  const inode = files[randomBelow(k.state, files.length)] as Inode;
  const sector = randomBelow(k.state, Math.ceil(inode.size / SECTOR));
  const end = Math.min(inode.size, (sector + 1) * SECTOR);
  inode.data.fill(0xff, sector * SECTOR, end);
  inode.version += 1;
  inode.cached = false;
  k.events.push({ kind: 'damage', pid: task.pid, ino: inode.ino });
}

/** The process whose page table a blind `mov %rax, %cr3` finds: the first one of another user. */
function loadTable(k: Kernel, task: Task): void {
  for (const other of k.state.tasks.values()) {
    if (other.mm === null || other.cred.uid === task.cred.uid || other.pid === task.pid) continue;
    task.cr3 = other.pid;
    return;
  }
}

/** What the instruction does where nothing forbids it: the process has the hardware in its hands. */
export function runPrivileged(k: Kernel, task: Task, what: Privileged): void {
  const core: Core | undefined = k.state.cores[task.core];
  if (what === 'out') writeRaw(k, task);
  else if (what === 'lcr3') loadTable(k, task);
  else if (core !== undefined && what === 'cli') core.masked = true;
  else if (core !== undefined) core.halted = true;
}

/**
 * A jump into the kernel's half that nothing stops: whatever lies there is executed with the kernel's rights, but without what the
 * kernel's functions expect. False: it came to nothing good, and the machine has stopped.
 */
export function runKernelText(k: Kernel, task: Task, address: number): boolean {
  const name = symbolAt(address - k.state.kmem.base);
  if (name === 'commit_creds') {
    task.cred = { uid: 0, euid: 0, suid: 0, gid: 0, egid: 0, sgid: 0, groups: [], nsCaps: false };
    return true;
  }
  const data = address - k.state.kmem.base < KERNEL_FRAMES * 4096;
  panic(k, {
    bug:
      name === 'panic'
        ? 'BUG: panic() called from userspace'
        : name !== undefined
          ? 'general protection fault, probably for non-canonical address 0xdead000000000100'
          : data
            ? 'invalid opcode: 0000: data executed as code'
            : 'BUG: unable to handle page fault for address',
    code: name === undefined && !data ? 16 : -1,
    address,
    trace: [name ?? 'exc_page_fault'],
    reason: 'Fatal exception',
    task,
    value: address,
  });
  return false;
}

/** Ticks without interrupts after which the watchdog's own, which nothing can mask, finds the core dead (`kernel/watchdog.c`). */
export const WATCHDOG = 40;

/** A core that hears no interrupt: the watchdog counts. */
export function watchCore(k: Kernel, core: Core, task: Task | undefined): void {
  if (!core.masked) {
    core.lockedFor = 0;
    return;
  }
  core.lockedFor += 1;
  if (core.lockedFor < WATCHDOG) return;
  panic(k, {
    bug: `NMI watchdog: Watchdog detected hard LOCKUP on cpu ${core.id}`,
    code: -1,
    address: null,
    trace: ['watchdog_overflow_callback', 'nmi_panic'],
    reason: 'Hard LOCKUP',
    task,
    core: core.id,
  });
}
