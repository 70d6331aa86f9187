import {
  GATES,
  type Gate,
  gateHandler,
  gateIndex,
  inodeOffset,
  STACK_END_MAGIC,
  taskOffset,
} from './kmem.ts';
import { panic } from './panic.ts';
import { readyIn } from './sched/lists.ts';
import type { KernelSymbol } from './symbols.ts';
import type { Inode, Kernel, Pte, Task } from './types.ts';

/**
 * What the kernel finds when it next uses a structure that somebody wrote into. As long as nobody has, a check costs one look.
 * Each answers whether the structure can be used; where not, the machine has stopped.
 */
const untouched = (k: Kernel): boolean => k.state.kmem.culprit === null;

/** The run queue, before somebody is put into it or taken from it. */
export function checkRunQueue(k: Kernel, trace: readonly KernelSymbol[], task: Task | undefined): boolean {
  if (untouched(k)) return true;
  const { state } = k;
  if (task !== undefined && state.tasks.get(task.pid) !== task) return checkTask(k, task, -1);
  const [stray] = state.kmem.runQueue;
  if (stray !== undefined) {
    panic(k, {
      bug: `list_add corruption. next->prev should be LIST_POISON, but was 0x${stray[1].toString(16)} at run queue offset 0x${stray[0].toString(16)}`,
      code: -1,
      address: state.kmem.base + stray[0],
      trace,
      reason: 'Fatal exception in scheduler',
      task,
      value: stray[1],
    });
    return false;
  }
  for (const queue of state.sched.queues) {
    for (const pid of readyIn(queue)) {
      const found = state.tasks.get(pid);
      if (found !== undefined && !checkTask(k, found, pid)) return false;
      if (found !== undefined && found.state === 'R' && found.core < 0) continue;
      const twice = found !== undefined;
      panic(k, {
        bug: twice
          ? 'kernel BUG at kernel/sched/core.c: task is on the run queue and is not ready'
          : 'BUG: unable to handle page fault for address',
        code: twice ? -1 : 0,
        address: twice ? null : pid,
        trace,
        reason: 'Fatal exception in scheduler',
        task,
        value: pid,
      });
      return false;
    }
  }
  return true;
}

/** A task's structure, when the scheduler gives it a core. */
export function checkTask(k: Kernel, task: Task, pid: number): boolean {
  if (untouched(k) || (task.magic === STACK_END_MAGIC && task.pid === pid)) return true;
  const broken = task.magic !== STACK_END_MAGIC;
  panic(k, {
    bug: broken
      ? 'BUG: stack end magic overwritten in task struct'
      : 'BUG: task struct does not match its pid',
    code: -1,
    address: k.state.kmem.base + Math.max(0, taskOffset(k.state, pid)),
    trace: ['__schedule'],
    reason: broken ? 'corrupted stack end detected inside scheduler' : 'Fatal exception in scheduler',
    task,
    value: broken ? task.magic : task.pid,
  });
  return false;
}

/** An inode, when its permissions or its bytes are asked for. */
export function checkInode(
  k: Kernel,
  task: Task,
  inode: Inode,
  by: 'inode_permission' | 'generic_file_read_iter',
): boolean {
  const beyond =
    by === 'generic_file_read_iter' &&
    k.state.kmem.onDisk.has(inode.ino) &&
    inode.kind === 'file' &&
    inode.size > inode.data.length;
  if (untouched(k) || (inode.mode <= 0o7777 && !beyond)) return true;
  panic(k, {
    bug: beyond
      ? 'BUG: unable to handle page fault for address'
      : 'VFS: inode has an invalid type: its mode was overwritten',
    code: beyond ? 0 : -1,
    address: k.state.kmem.base + inodeOffset(inode.ino),
    trace: by === 'inode_permission' ? [by, 'link_path_walk'] : [by, 'vfs_read'],
    reason: 'Fatal exception',
    task,
    value: beyond ? inode.size : inode.mode,
  });
  return false;
}

/** A page table entry, when an access goes through it or its frame is given back. */
export function checkEntry(k: Kernel, task: Task | undefined, entry: Pte, freeing: boolean): boolean {
  if (untouched(k) || entry.frame < 0) return true;
  const frame = k.state.frames[entry.frame];
  if (frame !== undefined && frame.kind !== 'kernel' && frame.kind !== 'free') return true;
  panic(k, {
    bug: `BUG: Bad page map in process ${task?.comm ?? 'swapper'}  pte:${entry.frame.toString(16)}: BUG: unable to handle page fault for address`,
    code: freeing ? 2 : 0,
    address: entry.frame * 4096,
    trace: freeing
      ? ['unmap_page_range', 'exit_mmap']
      : ['handle_mm_fault', 'exc_page_fault', 'asm_exc_page_fault'],
    reason: 'Fatal exception',
    task,
    value: entry.frame,
  });
  return false;
}

/** A gate of the interrupt vector, when the core goes through it: a wrong handler is a fault within a fault. */
export function checkGate(k: Kernel, gate: Gate, task: Task | undefined, core?: number): boolean {
  if (untouched(k)) return true;
  const handler = k.state.kmem.vector[gateIndex(gate)] as number;
  if (handler === gateHandler(k.state.kmem.base, gate)) return true;
  panic(k, {
    bug: 'BUG: unable to handle page fault for address',
    code: 16,
    address: handler,
    trace: [GATES[gate]],
    reason: 'Fatal exception in interrupt',
    task,
    ...(core === undefined ? {} : { core }),
    value: handler,
  });
  return false;
}
