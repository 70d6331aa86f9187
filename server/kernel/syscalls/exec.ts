import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt64s } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { pathArg } from '../fs/walk.ts';
import { badPointer, bytesOf, pathFromUser } from '../mm/usercopy.ts';
import { findProgram, MAX_ARGUMENTS, replaceProgram } from '../proc/exec.ts';
import { forceSignal } from '../proc/signals.ts';
import type { Handler, Kernel, SyscallArg, Task } from '../types.ts';
import { readIn } from './args.ts';
import type { SyscallFamily } from './table.ts';

/** The strings behind an array of pointers that ends with NULL. */
function stringsAt(k: Kernel, task: Task, array: number): string[] | number {
  const texts: string[] = [];
  for (let at = array, size = 0; ; at += 8) {
    const bytes = readIn(k, task, at, 8);
    if (bytes === undefined) return badPointer(k, task);
    const [pointer = 0] = decodeInt64s(bytes);
    if (pointer === 0) return texts;
    const text = pathFromUser(k, task, pointer);
    if (typeof text === 'number') return text === -errno.ENAMETOOLONG ? -errno.E2BIG : text;
    texts.push(text);
    size += bytesOf(text).length + 9;
    if (size > MAX_ARGUMENTS) return -errno.E2BIG;
  }
}

/** Arguments as a pointer to an array, or as a text of words. Without any the program gets one that is empty. */
function argumentsOf(k: Kernel, task: Task, arg: SyscallArg | undefined, path: string): string[] | number {
  if (arg === undefined) return [path];
  if (arg === 0) return [''];
  if (typeof arg === 'number') {
    const texts = stringsAt(k, task, arg);
    return typeof texts !== 'number' && texts.length === 0 ? [''] : texts;
  }
  if (bytesOf(arg).length > MAX_ARGUMENTS) return -errno.E2BIG;
  const words = arg.split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? [''] : words;
}

/** `execve(path, argv)`; the environment is empty. Success returns to nobody: another program runs here now. */
const execve: Handler = (k, task, [file, argv]) => {
  const path = pathArg(k, task, file);
  if (typeof path === 'number') return path;
  if (k.runtime.exec === undefined) return -errno.ENOEXEC;
  if (task.pid !== task.tgid) return -errno.EINVAL;
  const first = findProgram(k, task, path, []);
  // What can't be opened is told before the arguments are looked at; what is no program, after them.
  if (typeof first === 'number' && first !== -errno.ENOEXEC && first !== -errno.ELOOP) return first;
  const words = argumentsOf(k, task, argv, path);
  if (typeof words === 'number') return words;
  const program = findProgram(k, task, path, words);
  if (typeof program === 'number') return program;
  const image = program.inode.data.slice(0, program.inode.size);
  const at = replaceProgram(k, task, path, program);
  if (at === 0) {
    forceSignal(k, task, signals.SIGKILL);
    return 0;
  }
  task.user = k.runtime.exec(task, task.user, { path: program.path, argv: program.argv, at, image });
  return 0;
};

export const execCalls = { execve } satisfies SyscallFamily;
