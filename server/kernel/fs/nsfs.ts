import { errno } from '../../../shared/abi/errno.ts';
import { ROOT_NAMESPACES } from '../proc/namespace-ids.ts';
import { holdNamespace } from '../proc/namespaces.ts';
import { gone, madeUp, type VirtualFs } from './vnode.ts';

/** Namespaces as files: what `/proc/<pid>/ns/*` leads to, and `setns` takes a descriptor of. */
export const nsFs: VirtualFs = {
  first: ROOT_NAMESPACES.mnt,
  end: 2 ** 32,
  inode: (k, ino) => (k.state.namespaces.has(ino) ? madeUp(ino, 'file', 0o444, ino) : gone(ino, 'file')),
  entries: () => [],
  lookup: () => undefined,
  read: () => -errno.EINVAL,
  write: () => -errno.EINVAL,
  hold: (k, ino, by) => holdNamespace(k, ino, by),
};
