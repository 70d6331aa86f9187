import { errno } from '../../../shared/abi/errno.ts';
import { CLONE, CLONE_NEW } from '../../../shared/abi/process-flags.ts';
import { refuse } from '../audit.ts';
import type { Kernel, Task } from '../types.ts';
import { isRoot } from './credentials.ts';

/**
 * Gives the task namespaces of its own, by the CLONE_NEW* flags of `clone` and `unshare` (`man 7 namespaces`). EINVAL: a flag
 * that is no namespace's, or one of a kind that the machine has not; EPERM: all but a user namespace need root. The kinds
 * themselves come with the files' half of the kernel: mounts, process numbers, names and cgroups lie there.
 */
export function unshareNamespaces(k: Kernel, task: Task, flags: number): number {
  if ((flags & ~CLONE_NEW) !== 0) return -errno.EINVAL;
  if ((flags & ~CLONE.CLONE_NEWUSER) !== 0 && !isRoot(task))
    return refuse(k, task, 'credentials', errno.EPERM);
  return flags === 0 ? 0 : -errno.EINVAL;
}
