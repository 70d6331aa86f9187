import type { SyscallName } from '../abi/syscalls.ts';

/** A value in a program: plain data, evaluated when its line runs. */
export type Expr =
  | { kind: 'number'; value: number }
  | { kind: 'string'; value: string }
  /** A variable, a buffer, a constant such as O_RDONLY, or KERNEL. */
  | { kind: 'name'; name: string }
  /** A 32-bit integer in a buffer: `fds[0]`. */
  | { kind: 'index'; name: string; index: number }
  | { kind: 'sum'; op: '+' | '-' | '|'; left: Expr; right: Expr };

export const PRIVILEGED = ['hlt', 'cli', 'out', 'lcr3'] as const;
export type Privileged = (typeof PRIVILEGED)[number];

export const COMPARISONS = ['==', '!=', '<', '>'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** One statement. `target` is the variable that takes the result, '' for none. */
export type Statement =
  | { kind: 'call'; target: string; call: SyscallName; args: Expr[] }
  /** CPU time in user mode: so many ticks. */
  | { kind: 'work'; ticks: number }
  /** Never ends and never asks for anything. */
  | { kind: 'spin' }
  | { kind: 'load'; target: string; address: Expr }
  | { kind: 'store'; address: Expr; value: Expr }
  | { kind: 'jump'; address: Expr }
  /** Userspace's own work on directory records in a buffer: turns `count` bytes of them into names, a line each; gives the length. */
  | { kind: 'names'; target: string; buffer: Expr; count: Expr }
  | { kind: 'privileged'; what: Privileged }
  | { kind: 'repeat'; times: number; body: Statement[] }
  | { kind: 'if'; left: Expr; op: Comparison; right: Expr; body: Statement[] };

/** A buffer that every process has in its data area: offset and size in bytes. */
export interface BufferSpec {
  name: string;
  offset: number;
  size: number;
}

export const BUFFERS: readonly BufferSpec[] = [
  { name: 'buf', offset: 0, size: 4096 },
  { name: 'buf2', offset: 4096, size: 4096 },
  { name: 'fds', offset: 8192, size: 64 },
  { name: 'status', offset: 8256, size: 64 },
];

/** Pages of the data area that holds them. */
export const DATA_PAGES = 3;

export const MAX_LINES = 16;
export const MAX_LINE_LENGTH = 200;
