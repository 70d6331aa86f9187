import { ROOT_NAMESPACES } from '../../proc/namespace-ids.ts';

/**
 * Numbers of procfs' inodes: which pid namespace's processes it shows, which process (0: none, a file of the machine), and
 * which file.
 */
export const PROC_FIRST = 2 ** 48;
const PER_PID = 2 ** 16;
const PER_NS = 2 ** 38;

export interface ProcNumber {
  ns: number;
  pid: number;
  index: number;
}

export function procIno(ns: number, pid: number, index: number): number {
  return PROC_FIRST + (ns - ROOT_NAMESPACES.mnt) * PER_NS + pid * PER_PID + index;
}

export function procNumber(ino: number): ProcNumber {
  const at = ino - PROC_FIRST;
  return {
    ns: Math.floor(at / PER_NS) + ROOT_NAMESPACES.mnt,
    pid: Math.floor((at % PER_NS) / PER_PID),
    index: at % PER_PID,
  };
}

/** Root of the machine's own procfs. */
export const PROC_ROOT = procIno(ROOT_NAMESPACES.pid, 0, 0);

/** Root of the procfs that shows a pid namespace. */
export const procRootOf = (ns: number): number => procIno(ns, 0, 0);

/** Indices: a process's directory, its `fd` and `ns`, namespaces' links from `NS_LINKS` and descriptors from `FD_LINKS` on. */
export const DIR = 0;
export const FD_DIR = 64;
export const NS_DIR = 65;
export const NS_LINKS = 96;
export const FD_LINKS = 4096;
