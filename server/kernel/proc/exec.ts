import { errno } from '../../../shared/abi/errno.ts';
import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { encodeInt64s } from '../../../shared/abi/process-layouts.ts';
import { releaseInode } from '../fs/inodes.ts';
import { closeFd, shareFds } from '../fs/openfiles.ts';
import { checkAccess, MAY, S_ISGID, S_ISUID, S_IXGRP } from '../fs/perms.ts';
import { walkToInode } from '../fs/walk.ts';
import { createSpace, holdArea } from '../mm/space.ts';
import { loadSpace } from '../mm/tlb.ts';
import { bytesOf, copyToUser, textOf } from '../mm/usercopy.ts';
import type { Inode, Kernel, Task } from '../types.ts';
import { exitTask, releaseMemory } from './exit.ts';
import { wakeup } from './sleep.ts';
import { threadsOf } from './threads.ts';
import { inwards, mapsOf } from './userns.ts';

/** Scripts whose interpreters are scripts again, up to so many (`exec_binprm`). */
const MAX_INTERPRETERS = 5;

/** Bytes of a script's first line that count (`BINPRM_BUF_SIZE`). */
const FIRST_LINE = 256;

/** Bytes that arguments may take: a quarter of the stack. */
export const MAX_ARGUMENTS = PAGE_SIZE;

/** What is executed in the end: of a script, its interpreter. */
interface Program {
  inode: Inode;
  path: string;
  argv: string[];
}

/** The file at the path, which must be one that the caller may execute (`do_open_execat`). */
function openProgram(k: Kernel, task: Task, path: string): Inode | number {
  const inode = walkToInode(k, task, path);
  if (typeof inode === 'number') return inode;
  if (inode.kind !== 'file') return -errno.EACCES;
  const failure = checkAccess(k, task, inode, MAY.EXEC);
  return failure < 0 ? failure : inode;
}

/** Interpreter and its one argument, which may hold blanks, of a first line that begins with `#!`. */
function interpreterOf(inode: Inode): { path: string; argument: string } | undefined {
  const head = textOf(inode.data.slice(0, Math.min(inode.size, FIRST_LINE)));
  if (!head.startsWith('#!')) return undefined;
  const line = (head.slice(2).split('\n')[0] as string).trim();
  const [path = ''] = line.split(/\s/);
  return { path, argument: line.slice(path.length).trim() };
}

/** A program of this machine begins as every Linux program does: 7f 45 4c 46. */
function isBinary(inode: Inode): boolean {
  return inode.size >= 4 && [0x7f, 0x45, 0x4c, 0x46].every((byte, at) => inode.data[at] === byte);
}

/** Follows `#!` lines to a program. */
export function findProgram(k: Kernel, task: Task, path: string, argv: readonly string[]): Program | number {
  let program: Program | number = { inode: null as never, path, argv: [...argv] };
  for (let depth = 0; ; depth += 1) {
    const inode = openProgram(k, task, program.path);
    if (typeof inode === 'number') return inode;
    program = { ...program, inode };
    if (isBinary(inode)) return program;
    const interpreter = interpreterOf(inode);
    if (interpreter === undefined || interpreter.path === '') return -errno.ENOEXEC;
    if (depth >= MAX_INTERPRETERS) return -errno.ELOOP;
    const given = interpreter.argument === '' ? [] : [interpreter.argument];
    program = {
      ...program,
      path: interpreter.path,
      argv: [interpreter.path, ...given, program.path, ...program.argv.slice(1)],
    };
  }
}

/** Puts the arguments on the new stack as `execve` leaves them: strings at its top, below them the array. Its address, 0: no memory. */
function pushArguments(k: Kernel, task: Task, argv: readonly string[]): number {
  const stack = task.mm?.vmas.find((area) => area.name === 'stack');
  let top = stack?.end ?? 0;
  const pointers: number[] = [];
  for (const text of argv) {
    const bytes = bytesOf(`${text}\0`);
    top -= bytes.length;
    pointers.push(top);
    if (copyToUser(k, task, top, bytes) < bytes.length) return 0;
  }
  const array = encodeInt64s([...pointers, 0]);
  const at = Math.floor((top - array.length) / 16) * 16;
  return copyToUser(k, task, at, array) === array.length ? at : 0;
}

/**
 * Set-id bits of the program's file give its ids, unless the caller has sworn off new privileges, or knows no such user or group
 * in its namespace (`bprm_fill_uid`): root of the machine is nobody in a container.
 */
function takeIds(k: Kernel, task: Task, inode: Inode): void {
  const { cred } = task;
  const { uidMap, gidMap } = mapsOf(k, task.ns.user);
  const known = inwards(uidMap, inode.uid) >= 0 && inwards(gidMap, inode.gid) >= 0;
  const gains = known && !task.noNewPrivs;
  if (gains && (inode.mode & S_ISUID) !== 0) cred.euid = inode.uid;
  const group = (inode.mode & (S_ISGID | S_IXGRP)) === (S_ISGID | S_IXGRP);
  if (gains && group) cred.egid = inode.gid;
  cred.suid = cred.euid;
  cred.sgid = cred.egid;
}

/** Descriptors of one's own, and those with FD_CLOEXEC closed. */
function keepFiles(k: Kernel, task: Task): void {
  const shared =
    task.filesGroup !== 0 &&
    [...k.state.tasks.values()].some((other) => other !== task && other.fds === task.fds);
  if (shared) shareFds(k, task, task);
  task.filesGroup = 0;
  for (const [fd, entry] of task.fds.entries()) if (entry?.cloexec === true) closeFd(k, task, fd);
}

function newSpace(k: Kernel, task: Task, inode: Inode): void {
  const data = task.mm?.vmas.find((area) => area.name === 'data');
  const pages = data === undefined ? 4 : (data.end - data.start) / PAGE_SIZE;
  releaseMemory(k, task);
  task.mm = createSpace(k, pages);
  const text = task.mm.vmas.find((area) => area.name === 'text');
  if (text !== undefined) {
    text.inode = inode.ino;
    text.mayWrite = false;
    holdArea(k, text);
  }
  task.cr3 = 0;
  if (task.core >= 0) loadSpace(k, task.core, task.mm);
}

/**
 * Puts the program in the caller's place: other threads end, memory and handlers are new, ignored signals and open files
 * without FD_CLOEXEC stay. There is no way back from here: a machine without memory for it ends the process. Returns where the
 * array of arguments lies, 0: nowhere.
 */
export function replaceProgram(k: Kernel, task: Task, path: string, program: Program): number {
  const { inode, argv } = program;
  for (const thread of threadsOf(k, task)) if (thread !== task) exitTask(k, thread, 0, 0);
  // Somebody may remove the file while its last name is all that keeps it.
  inode.holds += 1;
  newSpace(k, task, inode);
  inode.holds -= 1;
  releaseInode(k, inode.ino);
  keepFiles(k, task);
  takeIds(k, task, inode);
  task.sigActions = new Map();
  task.sigIgnored = [...task.sigIgnored];
  task.sigFrames = [];
  task.sigSaved = null;
  task.retry = null;
  task.comm = (path.split('/').at(-1) ?? path).slice(0, 15);
  task.exe = program.path;
  task.cmdline = argv;
  task.execs += 1;
  wakeup(k, `vfork:${task.pid}`);
  return pushArguments(k, task, argv);
}
