import { containerOfSeat } from '../../shared/scenarios/container.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { FileSpec } from '../kernel/types.ts';
import { binaries, HEAD } from './binaries.ts';

/** User names of the machine, one a seat; a number follows where there are more seats than names. */
const NAMES = [
  'ada',
  'ben',
  'cleo',
  'dan',
  'eve',
  'finn',
  'gia',
  'hugo',
  'iris',
  'joy',
  'kai',
  'lea',
  'max',
  'nora',
  'otto',
  'pia',
  'quin',
  'rosa',
  'sam',
  'tess',
  'uma',
  'vik',
  'wes',
  'xia',
  'yan',
  'zoe',
] as const;

export function userName(index: number): string {
  const name = NAMES[index % NAMES.length] as string;
  return index < NAMES.length ? name : `${name}${Math.floor(index / NAMES.length) + 1}`;
}

export const FIRST_UID = 1000;

/** Texts that jobs copy, print and serve. Short: a screen shows them whole. */
export const TEXTS = {
  essay: 'Why the sea is salt: rivers bring it, the sun takes only the water.\n',
  notes: 'milk, bread, batteries, a birthday card\n',
  poem: 'The tide comes in, the tide goes out,\nthe moon has something to do with it.\n',
  source: 'int main(void) { return 0; }\n',
  page: '<h1>Welcome</h1><p>Served by a process, read by a process.</p>\n',
  motd: 'Welcome to Userland. Ask, and the kernel may answer.\n',
} as const;

export const dir = (path: string, mode: number, owner: number): FileSpec => ({
  path,
  kind: 'dir',
  mode,
  uid: owner,
  gid: owner,
});

export function file(path: string, mode: number, owner: number, text: string): FileSpec {
  return { path, kind: 'file', mode, uid: owner, gid: owner, text, cached: false };
}

/** The home of a user below `top`. `open`: its owner is careless, and everybody may look in. `idOf`: the machine's number for a user's there. */
export function homeOf(
  index: number,
  open: boolean,
  top = '',
  idOf = (uid: number): number => uid,
): FileSpec[] {
  const owner = idOf(FIRST_UID + index);
  const home = `${top}/home/${userName(index)}`;
  return [
    dir(home, open ? 0o755 : 0o700, owner),
    file(`${home}/essay.txt`, 0o644, owner, TEXTS.essay),
    file(`${home}/notes.txt`, 0o644, owner, TEXTS.notes),
    file(`${home}/poem.txt`, 0o644, owner, TEXTS.poem),
    file(`${home}/main.c`, 0o644, owner, TEXTS.source),
    file(
      `${home}/diary`,
      open ? 0o644 : 0o600,
      owner,
      `Dear diary, this is ${userName(index)}, and this is secret.\n`,
    ),
  ];
}

function device(name: string, mode: number): FileSpec {
  return { path: `/dev/${name}`, kind: 'chr', mode, uid: 0, gid: 0, device: name };
}

/** Where boot mounts procfs and the cgroup hierarchy. */
const MOUNT_POINTS: readonly FileSpec[] = [
  dir('/proc', 0o555, 0),
  dir('/sys', 0o555, 0),
  dir('/sys/fs', 0o755, 0),
  dir('/sys/fs/cgroup', 0o755, 0),
];

/** The script that users run together. */
const SHARED = '/home/shared';
export const DAILY = `${SHARED}/daily.sh`;
/** What it prints. */
export const ALL_WELL = 'All is well.\n';

/** Where users keep what they share. `careless`: everybody may write what everybody runs. */
export const shared = (top: string, owner: number, careless: boolean): FileSpec[] => [
  dir(top + SHARED, 0o755, owner),
  file(
    top + DAILY,
    careless ? 0o777 : 0o755,
    owner,
    `${HEAD}write(1, "All is well.\\n", ${ALL_WELL.length})\n`,
  ),
];

/** What is served to visitors. */
export const www = (path: string, owner: number): FileSpec[] => [
  dir(path, 0o755, owner),
  file(`${path}/index.html`, 0o644, owner, TEXTS.page),
  file(`${path}/about.html`, 0o644, owner, '<p>One machine, many processes, one kernel.</p>\n'),
];

/** Where people live, and what they have forgotten to think of. */
export interface Carelessness extends Pick<Scenario, 'containers' | 'mistakes'> {
  /** Homes that stand open, by number of the user. */
  open: ReadonlySet<number>;
}

/** The files of a machine with homes for so many users, of those who don't live in a container. */
export function machineFiles(users: number, { containers, mistakes = [], open }: Carelessness): FileSpec[] {
  const hosted = Array.from({ length: users }, (_, index) => index).filter(
    (index) => containerOfSeat(containers, index) === undefined,
  );
  return [
    dir('/dev', 0o755, 0),
    ...['null', 'zero', 'full', 'random', 'urandom', 'tty'].map((name) => device(name, 0o666)),
    device('kmsg', 0o644),
    ...binaries(mistakes.includes('leaky-helper')),
    dir('/etc', 0o755, 0),
    file('/etc/motd', 0o644, 0, TEXTS.motd),
    file('/etc/passwd', 0o644, 0, 'root:x:0:0::/root:/bin/sh\n'),
    file('/etc/shadow', 0o600, 0, 'root:$6$not-for-you\n'),
    dir('/tmp', 0o1777, 0),
    file('/tmp/printer.lock', 0o644, 0, 'in use\n'),
    dir('/srv', 0o755, 0),
    ...www('/srv/www', 0),
    dir('/home', 0o755, 0),
    ...shared('', 0, mistakes.includes('shared-script')),
    ...hosted.flatMap((index) => homeOf(index, open.has(index))),
    ...MOUNT_POINTS,
  ];
}

/** Files that a user may want to name, for completion and cards. */
export function filesFor(user: string): string[] {
  const home = `/home/${user}`;
  return [
    home,
    `${home}/essay.txt`,
    `${home}/notes.txt`,
    `${home}/poem.txt`,
    `${home}/main.c`,
    `${home}/copy.txt`,
    `${home}/letter.txt`,
    '/bin/ls',
    '/bin/cat',
    '/etc/motd',
    '/etc/shadow',
    '/srv/www',
    '/srv/www/index.html',
    '/tmp',
  ];
}
