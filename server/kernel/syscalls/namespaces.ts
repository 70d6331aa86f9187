import { errno } from '../../../shared/abi/errno.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import { refuse } from '../audit.ts';
import { dropHold } from '../fs/inodes.ts';
import { fileAt } from '../fs/openfiles.ts';
import { hold } from '../fs/vnode.ts';
import { badPointer, bytesOf, copyFromUser, textOf } from '../mm/usercopy.ts';
import { namespaceOf } from '../proc/namespaces.ts';
import { changeNamespace, goToRoot, isPidNsBelow, NEW_FLAGS, unshareNamespaces } from '../proc/unshare.ts';
import { capableIn } from '../proc/userns.ts';
import type { Handler, Kernel, Namespace, NamespaceKind, Task } from '../types.ts';
import { numberOf } from './args.ts';
import type { SyscallFamily } from './table.ts';

const FLAG_OF: Readonly<Record<NamespaceKind, number>> = {
  mnt: CLONE.CLONE_NEWNS,
  uts: CLONE.CLONE_NEWUTS,
  cgroup: CLONE.CLONE_NEWCGROUP,
  user: CLONE.CLONE_NEWUSER,
  pid: CLONE.CLONE_NEWPID,
};

/** `man 2 unshare`: a process with several threads can't have a user or pid namespace of its own. */
const unshare: Handler = (k, task, [how]) => {
  const flags = numberOf(how);
  const known = NEW_FLAGS | CLONE.CLONE_FS | CLONE.CLONE_FILES;
  if ((flags & ~known) !== 0) return -errno.EINVAL;
  const alone = task.threads.length === 0 && task.pid === task.tgid;
  if ((flags & (CLONE.CLONE_NEWUSER | CLONE.CLONE_NEWPID)) !== 0 && !alone) return -errno.EINVAL;
  return unshareNamespaces(k, task, flags & NEW_FLAGS);
};

/** Whether the task may go over to the namespace: root where it belongs, and in its own user namespace. */
function mayEnter(k: Kernel, task: Task, ns: Namespace): number {
  if (ns.kind === 'user') {
    if (ns.id === task.ns.user || task.threads.length > 0) return -errno.EINVAL;
    return capableIn(k, task, ns.id) ? 0 : -errno.EPERM;
  }
  if (!capableIn(k, task, ns.owner) || !capableIn(k, task, task.ns.user)) return -errno.EPERM;
  return ns.kind === 'pid' && !isPidNsBelow(k, task.ns.pid, ns.id) ? -errno.EINVAL : 0;
}

/** `setns(fd, type)`: into the namespace behind a descriptor of `/proc/<pid>/ns/…`; a pid namespace takes the children only. */
const setns: Handler = (k, task, [fd, type]) => {
  const file = fileAt(k, task, numberOf(fd));
  if (file === undefined) return -errno.EBADF;
  const ns = k.state.namespaces.get(file.inode);
  if (ns === undefined) return -errno.EINVAL;
  if (numberOf(type) !== 0 && numberOf(type) !== FLAG_OF[ns.kind]) return -errno.EINVAL;
  const failure = mayEnter(k, task, ns);
  if (failure < 0) return failure === -errno.EPERM ? refuse(k, task, 'credentials', errno.EPERM) : failure;
  changeNamespace(k, task, ns.kind, ns.id);
  if (ns.kind === 'user') task.cred.nsCaps = true;
  if (ns.kind === 'mnt') {
    const before = [task.cwd, task.root];
    goToRoot(k, task);
    for (const ino of [task.cwd, task.root]) hold(k, ino);
    for (const ino of before) dropHold(k, ino);
  }
  return 0;
};

/** Longest name of a machine (`__NEW_UTS_LEN`). */
const NAME_BYTES = 64;

/** `sethostname(name, length)` and `setdomainname`: in the caller's UTS namespace. */
const setName =
  (which: 'nodename' | 'domainname'): Handler =>
  (k, task, [name, length]) => {
    const { uts, owner } = namespaceOf(k, task.ns.uts);
    if (uts === null || !capableIn(k, task, owner)) return refuse(k, task, 'credentials', errno.EPERM);
    const count = numberOf(length);
    if (count < 0 || count > NAME_BYTES) return -errno.EINVAL;
    const bytes =
      typeof name === 'string' ? bytesOf(name).subarray(0, count) : copyFromUser(k, task, name ?? 0, count);
    if (bytes.length < count) return badPointer(k, task);
    uts[which] = textOf(bytes);
    return 0;
  };

export const namespaceCalls = {
  unshare,
  setns,
  sethostname: setName('nodename'),
  setdomainname: setName('domainname'),
} satisfies SyscallFamily;
