import type { Inode, Kernel } from '../../types.ts';
import { pathFrom, ROOT_MOUNT } from '../mounts.ts';
import { type At, virtualFs } from '../vnode.ts';

/** A path to something open: a directory's own, or the first name of a file that is found; undefined: it has none any more. */
export function pathOfFile(k: Kernel, at: At): string | undefined {
  const { inode, mount } = at;
  if (inode.kind === 'dir' || virtualFs(inode.ino) !== undefined) return pathFrom(k, at);
  for (const dir of k.state.inodes.values()) {
    if (dir.kind !== 'dir') continue;
    for (const [name, ino] of dir.entries) {
      if (ino !== inode.ino) continue;
      const path = pathFrom(k, { mount, inode: dir });
      return path === undefined ? undefined : `${path === '/' ? '' : path}/${name}`;
    }
  }
  return undefined;
}

/** The same for an inode by its number, in the machine's own tree. */
export function fileName(k: Kernel, ino: number): string | undefined {
  const inode: Inode | undefined = k.state.inodes.get(ino);
  return inode === undefined ? undefined : pathOfFile(k, { mount: ROOT_MOUNT, inode });
}
