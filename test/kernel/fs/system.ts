import type { FileSpec, MachineConfig } from '../../../server/kernel/types.ts';
import { O } from '../../../shared/abi/flags.ts';
import { decodeDirents } from '../../../shared/abi/layouts.ts';
import { boot, type Caller, dir, type World } from './machine.ts';

const device = (name: string, mode: number): FileSpec => ({
  path: `/dev/${name}`,
  kind: 'chr',
  mode,
  uid: 0,
  gid: 0,
  device: name,
});

/** The directories on which a whole system mounts its file systems, and its devices. */
const SYSTEM: FileSpec[] = [
  dir('/proc', 0o555),
  dir('/sys', 0o555),
  dir('/sys/fs', 0o755),
  dir('/sys/fs/cgroup', 0o755),
  dir('/mnt', 0o755),
  device('zero', 0o666),
  device('full', 0o666),
  device('urandom', 0o666),
  device('kmsg', 0o644),
];

export function bootSystem(files: FileSpec[] = [], config: Partial<MachineConfig> = {}): World {
  return boot([...SYSTEM, ...files], config);
}

/** What a process reads from a file, in as many reads as it takes, or the error of the call that failed. */
export function readAll(one: Caller, path: string): string | number {
  const fd = Number(one.call('open', path, O.O_RDONLY));
  if (fd < 0) return fd;
  let text = '';
  for (;;) {
    const count = Number(one.call('read', fd, one.memory, 4000));
    if (count <= 0) {
      one.call('close', fd);
      return count < 0 ? count : text;
    }
    text += one.text(count);
  }
}

/** Writes as `echo TEXT > PATH` does; 0 or the error. */
export function writeTo(one: Caller, path: string, text: string): number {
  const fd = Number(one.call('open', path, O.O_WRONLY));
  if (fd < 0) return fd;
  const done = Number(one.call('write', fd, text, new TextEncoder().encode(text).length));
  one.call('close', fd);
  return Math.min(done, 0);
}

export function namesIn(one: Caller, path: string): string[] {
  const fd = Number(one.call('open', path, O.O_RDONLY | O.O_DIRECTORY));
  const names: string[] = [];
  for (;;) {
    const count = Number(one.call('getdents64', fd, one.memory, 4000));
    if (count <= 0) break;
    names.push(...decodeDirents(one.bytes(count)).map((entry) => entry.name));
  }
  one.call('close', fd);
  return names.filter((name) => name !== '.' && name !== '..');
}

export function readlink(one: Caller, path: string): string | number {
  const count = Number(one.call('readlink', path, one.memory, 4000));
  return count < 0 ? count : one.text(count);
}
