import { PAGE_SIZE } from '../../shared/abi/flags.ts';
import { KIND_BITS } from './fs/inodes.ts';
import { NOT_PRESENT } from './mm/frames.ts';
import { symbolOffset } from './symbols.ts';
import {
  type Frame,
  type Inode,
  KERNEL_BASE,
  type Kernel,
  type KernelMemory,
  type MachineState,
  type Pte,
  type Task,
} from './types.ts';

/**
 * The kernel's half of the address space: what lies where, byte for byte. The addresses are backed by the very structures that the
 * simulated kernel works with, so a stray write is felt wherever the structure is next used.
 *
 *   0x0000_0000  run queue: head, then a 64-bit pid an entry        (frame 0)
 *   0x0000_0800  interrupt vector: 16 bytes a gate                  (frame 0)
 *   0x0000_1000  task structures, 64 bytes each                     (frames 1 and 2)
 *   0x0000_3000  the log                                            (frame 3)
 *   0x0000_4000  every other frame of memory, one after another (the direct map)
 *   0x1000_0000  inodes, 64 bytes each, by number
 *   0x2000_0000  page tables: a page for each process, by pid; 8 bytes an entry
 *   0x4000_0000  text: only executed, never read
 */
const RUN_QUEUE = 0;
const RUN_QUEUE_HEAD = 64;
export const VECTOR = 0x800;
const TASKS = 0x1000;
const TASK_BYTES = 64;
const LOG = 0x3000;
export const INODES = 0x1000_0000;
export const INODE_BYTES = 64;
const PAGE_TABLES = 0x2000_0000;
const KERNEL_HALF = 0x8000_0000;

/** As in `include/uapi/linux/magic.h`. */
export const STACK_END_MAGIC = 0x57ac6e9d;
/** What free slots of a list hold (`include/linux/poison.h`). */
const POISON = [0x00, 0x01, 0, 0, 0, 0, 0xad, 0xde] as const;

/** Gates of the interrupt vector, in their order, and who handles them. */
export const GATES = {
  timer: 'asm_sysvec_apic_timer_interrupt',
  disk: 'asm_common_interrupt',
  keyboard: 'asm_common_interrupt',
  network: 'asm_common_interrupt',
  page: 'asm_exc_page_fault',
  protection: 'asm_exc_general_protection',
  syscall: 'entry_SYSCALL_64_after_hwframe',
} as const;
export type Gate = keyof typeof GATES;
const GATE_NAMES = Object.keys(GATES) as Gate[];

export function gateHandler(base: number, gate: Gate): number {
  return base + symbolOffset(GATES[gate]);
}

export function newKernelMemory(base: number = KERNEL_BASE): KernelMemory {
  return {
    base,
    vector: GATE_NAMES.map((gate) => gateHandler(base, gate)),
    runQueue: new Map(),
    onDisk: new Map(),
    culprit: null,
  };
}

/** Where a gate's address is kept, as an index into the vector. */
export function gateIndex(gate: Gate): number {
  return GATE_NAMES.indexOf(gate);
}

/** One number of a structure as memory holds it: little-endian, from `at` on. */
interface Field {
  at: number;
  size: number;
  get(): number;
  set(value: number): void;
}

const byteOf = (value: number, index: number): number => Math.floor(value / 256 ** index) % 256;

function withByte(value: number, index: number, byte: number): number {
  return value + (byte - byteOf(value, index)) * 256 ** index;
}

const number = <T>(object: T, key: keyof T, at: number, size = 4): Field => ({
  at,
  size,
  get: () => object[key] as number,
  set: (value) => {
    object[key] = value as T[keyof T];
  },
});

function taskFields(task: Task): Field[] {
  const { cred } = task;
  const name = (): string => task.comm.padEnd(16, '\0').slice(0, 16);
  return [
    number(task, 'magic', 0),
    number(task, 'pid', 4),
    number(cred, 'uid', 8),
    number(cred, 'euid', 12),
    number(cred, 'suid', 16),
    number(cred, 'gid', 20),
    number(cred, 'egid', 24),
    number(cred, 'sgid', 28),
    ...Array.from({ length: 16 }, (_, index) => ({
      at: 32 + index,
      size: 1,
      get: () => name().charCodeAt(index) & 0xff,
      set: (value: number) => {
        const text = name();
        task.comm = (text.slice(0, index) + String.fromCharCode(value) + text.slice(index + 1)).replace(
          /\0+$/,
          '',
        );
      },
    })),
  ];
}

function inodeFields(inode: Inode): Field[] {
  return [
    {
      at: 0,
      size: 4,
      get: () => (inode.mode > 0o7777 ? inode.mode : inode.mode | KIND_BITS[inode.kind]),
      set(value) {
        const kind = KIND_BITS[inode.kind];
        // A type that is not its own stays in the mode, where the next look at the inode finds it.
        inode.mode = value - (value % 0o10000) === kind ? value % 0o10000 : Math.max(value, 0o10000);
      },
    },
    number(inode, 'uid', 4),
    number(inode, 'gid', 8),
    number(inode, 'size', 12),
  ];
}

/** An entry as the processor reads it: frame number above bit 12, then dirty, accessed, user, writable, present. */
function pteField(entry: Pte): Field {
  return {
    at: 0,
    size: 8,
    get() {
      if (entry.frame === NOT_PRESENT) return 0;
      return entry.frame * PAGE_SIZE + (entry.dirty ? 0x40 : 0) + (entry.accessed ? 0x20 : 0) + 7;
    },
    set(value) {
      const frame = Math.floor(value / PAGE_SIZE);
      entry.frame = value % 2 === 0 ? NOT_PRESENT : frame;
      entry.dirty = Math.floor(value / 0x40) % 2 === 1;
      entry.accessed = Math.floor(value / 0x20) % 2 === 1;
    },
  };
}

/** An entry of the run queues, one after another: which list, and where in it. */
function readySlot(state: MachineState, index: number): { list: number[]; at: number } | undefined {
  let left = index;
  for (const list of state.sched.queues.flatMap((queue) => [queue.realtime, ...queue.ready])) {
    if (left < list.length) return { list, at: left };
    left -= list.length;
  }
  return undefined;
}

function runQueueField(state: MachineState, offset: number): Field {
  const index = Math.floor((offset - RUN_QUEUE_HEAD) / 8);
  const slot = index < 0 ? undefined : readySlot(state, index);
  if (slot !== undefined) return number(slot.list, slot.at, RUN_QUEUE_HEAD + index * 8, 8);
  const { runQueue } = state.kmem;
  return {
    at: offset,
    size: 1,
    get: () => runQueue.get(offset) ?? (POISON[offset % 8] as number),
    set: (value) => void runQueue.set(offset, value),
  };
}

function frameField(frame: Frame, offset: number): Field {
  return {
    at: offset,
    size: 1,
    get: () => frame.data[offset % PAGE_SIZE] ?? 0,
    set(value) {
      if (frame.data.length === 0) frame.data = new Uint8Array(PAGE_SIZE);
      frame.data[offset % PAGE_SIZE] = value;
      frame.version += 1;
    },
  };
}

/** The last page of the log, one character a byte. */
function logField(state: MachineState, offset: number): Field {
  const text = state.log.join('\n').slice(-PAGE_SIZE);
  const at = offset - LOG;
  return {
    at: offset,
    size: 1,
    get: () => text.charCodeAt(at) & 0xff || 0,
    set(value) {
      if (at < text.length)
        state.log = (text.slice(0, at) + String.fromCharCode(value) + text.slice(at + 1)).split('\n');
    },
  };
}

/** The task in a slot: they lie in the order in which they were made. */
function taskAt(state: MachineState, slot: number): Task | undefined {
  let left = slot;
  for (const task of state.tasks.values()) {
    if (left === 0) return task;
    left -= 1;
  }
  return undefined;
}

const within = (fields: readonly Field[], start: number, offset: number): Field | undefined => {
  const found = fields.find(({ at, size }) => offset - start >= at && offset - start < at + size);
  return found === undefined
    ? undefined
    : { at: start + found.at, size: found.size, get: found.get, set: found.set };
};

function lowField(state: MachineState, offset: number): Field | undefined {
  if (offset < VECTOR) return runQueueField(state, offset);
  if (offset < TASKS) {
    const gate = Math.floor((offset - VECTOR) / 16);
    if (gate >= state.kmem.vector.length) return undefined;
    return within([number(state.kmem.vector, gate, 0, 8)], VECTOR + gate * 16, offset);
  }
  if (offset < LOG) {
    const slot = Math.floor((offset - TASKS) / TASK_BYTES);
    const task = taskAt(state, slot);
    return task === undefined ? undefined : within(taskFields(task), TASKS + slot * TASK_BYTES, offset);
  }
  return logField(state, offset);
}

/** What a byte of kernel memory belongs to; undefined: nothing is mapped there. */
function fieldAt(state: MachineState, address: number): Field | undefined {
  const offset = address - state.kmem.base;
  if (offset < RUN_QUEUE || offset >= KERNEL_HALF) return undefined;
  if (offset < LOG + PAGE_SIZE) return lowField(state, offset);
  if (offset < INODES) {
    const frame = state.frames[Math.floor(offset / PAGE_SIZE)];
    return frame === undefined ? undefined : frameField(frame, offset);
  }
  if (offset < PAGE_TABLES) {
    const ino = Math.floor((offset - INODES) / INODE_BYTES);
    const inode = state.inodes.get(ino);
    return inode === undefined ? undefined : within(inodeFields(inode), INODES + ino * INODE_BYTES, offset);
  }
  const pid = Math.floor((offset - PAGE_TABLES) / PAGE_SIZE);
  const entries = [...(state.tasks.get(pid)?.mm?.pages.values() ?? [])];
  const index = Math.floor((offset % PAGE_SIZE) / 8);
  const entry = entries[index];
  return entry === undefined
    ? undefined
    : within([pteField(entry)], PAGE_TABLES + pid * PAGE_SIZE + index * 8, offset);
}

/** A byte of kernel memory; undefined where nothing is mapped. */
export function readKernel(k: Kernel, address: number): number | undefined {
  const field = fieldAt(k.state, address);
  return field === undefined ? undefined : byteOf(field.get(), address - k.state.kmem.base - field.at);
}

/** Remembers an inode as the disk has it, before its copy in memory is overwritten. */
function keepOnDisk(state: MachineState, offset: number): void {
  if (offset < INODES || offset >= PAGE_TABLES) return;
  const inode = state.inodes.get(Math.floor((offset - INODES) / INODE_BYTES));
  if (inode === undefined || state.kmem.onDisk.has(inode.ino)) return;
  const { mode, uid, gid, size } = inode;
  state.kmem.onDisk.set(inode.ino, { mode, uid, gid, size });
}

/** A stray write: changes the structure that lies there. False: nothing is mapped. */
export function writeKernel(k: Kernel, task: Task, address: number, value: number): boolean {
  const { state } = k;
  const field = fieldAt(state, address);
  if (field === undefined) return false;
  const byte = value & 0xff;
  const offset = address - state.kmem.base;
  keepOnDisk(state, offset);
  state.kmem.culprit = { pid: task.pid, comm: task.comm, address, value: byte };
  field.set(withByte(field.get(), offset - field.at, byte));
  return true;
}

/** Where a process's task structure lies, counted from the beginning of the kernel's half; −1: it has none. */
export function taskOffset(state: MachineState, pid: number): number {
  let slot = 0;
  for (const known of state.tasks.keys()) {
    if (known === pid) return TASKS + slot * TASK_BYTES;
    slot += 1;
  }
  return -1;
}

export function inodeOffset(ino: number): number {
  return INODES + ino * INODE_BYTES;
}

export function pageTableOffset(pid: number): number {
  return PAGE_TABLES + pid * PAGE_SIZE;
}
