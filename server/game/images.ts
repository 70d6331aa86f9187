import type { Container, Containers } from '../../shared/scenarios/container.ts';
import { containerOfSeat } from '../../shared/scenarios/container.ts';
import type { FileSpec } from '../kernel/types.ts';
import { type Carelessness, dir, file, homeOf, shared, TEXTS, www } from './files.ts';

/** Where the machine keeps the file trees of its containers. */
const IMAGES = '/var/lib/containers';

export const imageOf = (name: string): string => `${IMAGES}/${name}`;

/** Where the old root goes for a moment, while a container is started. */
export const OLD_ROOT = '/mnt';

/** Users and groups that a container has, and those of the machine that they are: a range for each (`man 5 subuid`). */
export const ID_RANGE = 65_536;
const FIRST_RANGE = 100_000;

/** The machine's number for a user of the container: root inside is nobody outside, but in a privileged one. */
export function uidOutside(containers: Containers, { name, privileged }: Container, uid: number): number {
  const place = containers.list.findIndex((one) => one.name === name);
  return privileged ? uid : FIRST_RANGE + place * ID_RANGE + uid;
}

/** What stands in a container's tree where the machine has something to be seen there too. */
export const SHARED = ['/bin', '/dev'] as const;

function imageFiles(
  containers: Containers,
  container: Container,
  users: number,
  { mistakes = [], open }: Carelessness,
): FileSpec[] {
  const top = imageOf(container.name);
  const owner = uidOutside(containers, container, 0);
  const members = Array.from({ length: users }, (_, index) => index).filter(
    (index) => containerOfSeat(containers, index)?.name === container.name,
  );
  return [
    dir(top, 0o755, owner),
    ...[...SHARED, '/etc', '/home', '/srv', OLD_ROOT].map((path) => dir(top + path, 0o755, owner)),
    ...(container.hostRoot === undefined ? [] : [dir(top + container.hostRoot, 0o755, owner)]),
    file(`${top}/etc/motd`, 0o644, owner, TEXTS.motd),
    file(`${top}/etc/passwd`, 0o644, owner, 'root:x:0:0::/root:/bin/sh\n'),
    // As images come: nobody logs in with a password here.
    file(`${top}/etc/shadow`, 0o600, owner, 'root:*:\n'),
    dir(`${top}/tmp`, 0o1777, owner),
    file(`${top}/tmp/printer.lock`, 0o644, owner, 'in use\n'),
    ...www(`${top}/srv/www`, owner),
    ...shared(top, owner, mistakes.includes('shared-script')),
    ...['/proc', '/sys', '/sys/fs', '/sys/fs/cgroup'].map((path) => dir(top + path, 0o755, owner)),
    ...members.flatMap((index) =>
      homeOf(index, open.has(index), top, (uid) => uidOutside(containers, container, uid)),
    ),
  ];
}

/** The trees of all containers. A user has a home in one of them, or on the machine. */
export function imagesOf(containers: Containers, users: number, care: Carelessness): FileSpec[] {
  return [
    ...['/var', '/var/lib', IMAGES].map((path) => dir(path, 0o755, 0)),
    ...containers.list.flatMap((container) => imageFiles(containers, container, users, care)),
  ];
}
