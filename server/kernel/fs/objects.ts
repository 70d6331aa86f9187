/** A mounted file system in a mount namespace. `parent` 0: the namespace's root. */
export interface Mount {
  id: number;
  ns: number;
  parent: number;
  /** Inode of the mount point in the parent's file system, and of what stands there instead. */
  point: number;
  root: number;
  type: string;
  source: string;
  /** Got from a more privileged namespace: it can't be taken away from what it covers. */
  locked: boolean;
}

/** A descriptor: an open file description and the close-on-exec flag (`man 2 open`). */
export interface FdEntry {
  file: number;
  cloexec: boolean;
}

export type InodeKind = 'file' | 'dir' | 'symlink' | 'chr' | 'fifo' | 'socket';

export interface Inode {
  ino: number;
  kind: InodeKind;
  /** Permission bits with set-id and sticky. */
  mode: number;
  uid: number;
  gid: number;
  nlink: number;
  /** Bytes of a file; capacity is a multiple of a page, `size` says how many count. */
  data: Uint8Array;
  size: number;
  version: number;
  /** Of a directory: name → inode, without `.` and `..`. */
  entries: Map<string, number>;
  /** Of a directory: name → position of its record, which stays as long as the name does; and the next free one. */
  positions: Map<string, number>;
  nextPosition: number;
  parent: number;
  /** Of a symbolic link. */
  target: string;
  /** Of a device: 'null', 'tty:NAME'. */
  device: string;
  /** Open descriptions and mappings that keep it alive. */
  holds: number;
  /** In the page cache: a first read waits for the disk. */
  cached: boolean;
  /** Written since the last fsync. */
  dirty: boolean;
}

export interface OpenFile {
  id: number;
  inode: number;
  flags: number;
  offset: number;
  refs: number;
  /** Mount through which it was opened. */
  mount: number;
  /** Pipe and which end, or −1. */
  pipe: number;
  end: 'read' | 'write' | '';
  /** Socket, or −1. */
  socket: number;
}

/** A pipe of up to 16 buffers, each a page at most (`man 7 pipe`, fs/pipe.c). */
export interface Pipe {
  id: number;
  buffers: { bytes: Uint8Array; start: number }[];
  readers: number;
  writers: number;
}

export interface Tty {
  name: string;
  /** Bytes typed and not yet read. */
  input: number[];
}

export interface FileSpec {
  path: string;
  kind: 'dir' | 'file' | 'chr';
  mode: number;
  uid: number;
  gid: number;
  text?: string;
  device?: string;
  cached?: boolean;
}
