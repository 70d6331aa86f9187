import { errno } from '../../../shared/abi/errno.ts';
import { AF, INADDR_ANY, MACHINE_ADDRESS, type SocketName } from '../../../shared/abi/socket.ts';
import { refuse } from '../audit.ts';
import { checkNew, makeInode } from '../fs/make.ts';
import { checkAccess, MAY } from '../fs/perms.ts';
import { hold } from '../fs/vnode.ts';
import { walkTo, walkToInode } from '../fs/walk.ts';
import { mayEverything } from '../proc/credentials.ts';
import type { Kernel, Task } from '../types.ts';
import { FIRST_PORT, LAST_PORT, NO_FILE, type Socket } from './state.ts';

export type InetName = SocketName & { family: typeof AF.AF_INET };

/** Ports below are for who may do everything (`net.ipv4.ip_unprivileged_port_start`). */
const FIRST_FREE_PORT = 1024;

const isLoopback = (address: number): boolean => address >>> 24 === 127;

export const isOwn = (address: number): boolean => isLoopback(address) || address === MACHINE_ADDRESS;

const overlap = (one: number, other: number): boolean =>
  one === other || one === INADDR_ANY || other === INADDR_ANY;

/** Whether another socket has the port at an address that overlaps, and does not share it (`man 7 socket`, SO_REUSEADDR). */
function isTaken(k: Kernel, socket: Socket, name: InetName): boolean {
  for (const other of k.state.net.sockets.values()) {
    if (other === socket || other.name?.family !== AF.AF_INET) continue;
    if (other.name.port !== name.port || !overlap(other.name.address, name.address)) continue;
    if (!socket.reuse || !other.reuse || other.state === 'listening') return true;
  }
  return false;
}

/** A port that nobody has, or 0: there is none left. The next one is looked for behind it. */
function freePort(k: Kernel, socket: Socket, address: number): number {
  const { net } = k.state;
  for (let tried = FIRST_PORT; tried <= LAST_PORT; tried += 1) {
    const port = net.nextPort;
    net.nextPort = port === LAST_PORT ? FIRST_PORT : port + 1;
    if (!isTaken(k, socket, { family: AF.AF_INET, address, port })) return port;
  }
  return 0;
}

/** Gives the socket an address and a free port, as for who connects or listens without a name. */
export function nameByItself(k: Kernel, socket: Socket, address: number): number {
  const port = freePort(k, socket, address);
  if (port === 0) return -errno.EADDRINUSE;
  socket.name = { family: AF.AF_INET, address, port };
  return 0;
}

/** `bind` of an internet socket (`__inet_bind`). */
export function bindInet(k: Kernel, task: Task, socket: Socket, name: InetName): number {
  const { address, port } = name;
  if (address !== INADDR_ANY && !isOwn(address)) return -errno.EADDRNOTAVAIL;
  if (port > 0 && port < FIRST_FREE_PORT && !mayEverything(k, task))
    return refuse(k, task, 'credentials', errno.EACCES);
  if (socket.state !== 'fresh' || socket.name !== null) return -errno.EINVAL;
  if (port === 0) return nameByItself(k, socket, address);
  if (isTaken(k, socket, name)) return -errno.EADDRINUSE;
  socket.name = { family: AF.AF_INET, address, port };
  return 0;
}

/** `bind` to a path: a name in the file system that leads to the socket (`unix_bind_bsd`). */
export function bindPath(k: Kernel, task: Task, socket: Socket, path: string): number {
  if (path.startsWith('\0')) return bindAbstract(k, socket, path);
  const place = walkTo(k, task, path, false);
  if (typeof place === 'number') return place;
  const failure = checkNew(k, task, place, false);
  if (failure < 0) return failure === -errno.EEXIST ? -errno.EADDRINUSE : failure;
  if (socket.name !== null) return -errno.EINVAL;
  const inode = makeInode(k, task, place, { kind: 'socket', mode: 0o777 });
  if (typeof inode === 'number') return inode;
  hold(k, inode.ino);
  socket.bound = inode.ino;
  socket.name = { family: AF.AF_UNIX, path };
  return 0;
}

/** A name that is in no file system: it begins with NUL and goes with its socket. */
function bindAbstract(k: Kernel, socket: Socket, path: string): number {
  if (socket.name !== null) return -errno.EINVAL;
  if (abstractOwner(k, path) !== undefined) return -errno.EADDRINUSE;
  socket.bound = NO_FILE;
  socket.name = { family: AF.AF_UNIX, path };
  return 0;
}

function abstractOwner(k: Kernel, path: string): Socket | undefined {
  for (const socket of k.state.net.sockets.values())
    if (socket.name?.family === AF.AF_UNIX && socket.name.path === path && socket.bound === NO_FILE)
      return socket;
  return undefined;
}

/** Who listens at an internet address; the one that names the address before one that takes all. */
export function inetListener(k: Kernel, address: number, port: number): Socket | undefined {
  let found: Socket | undefined;
  for (const socket of k.state.net.sockets.values()) {
    if (socket.state !== 'listening' || socket.name?.family !== AF.AF_INET) continue;
    if (socket.name.port !== port) continue;
    if (socket.name.address === address) return socket;
    if (socket.name.address === INADDR_ANY) found = socket;
  }
  return found;
}

/** Who listens at a path, or the error of the way there (`unix_find_other`). */
export function unixListener(k: Kernel, task: Task, path: string): Socket | number {
  let owner: Socket | undefined;
  if (path.startsWith('\0')) owner = abstractOwner(k, path);
  else {
    const inode = walkToInode(k, task, path);
    if (typeof inode === 'number') return inode;
    const failure = checkAccess(k, task, inode, MAY.WRITE);
    if (failure < 0) return failure;
    for (const socket of k.state.net.sockets.values()) if (socket.bound === inode.ino) owner = socket;
  }
  return owner?.state === 'listening' && !owner.shutRead ? owner : -errno.ECONNREFUSED;
}
