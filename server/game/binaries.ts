import { parseLine } from '../../shared/lang/parse.ts';
import type { FileSpec } from '../kernel/types.ts';
import type { Line } from './types.ts';

/** What the file of a program begins with; its lines, in the language of the players, follow. */
export const HEAD = '\x7fELF\n';

/**
 * `chsh` looks into the passwords as root, then starts the shell as whoever asked. Careless, it leaves the file open for the
 * shell to read; careful, it has the kernel close it (O_CLOEXEC, `man 2 open`).
 */
const chsh = (careless: boolean): string[] => [
  `fd = open("/etc/shadow", O_RDONLY${careless ? '' : '|O_CLOEXEC'})`,
  'n = read(fd, buf, 64)',
  'uid = getuid()',
  'setuid(uid)',
  'execve(argv[1])',
  'exit(1)',
];

/** The programs of the machine, as `execve` finds them in `/bin`. */
const programs = (careless: boolean): Readonly<Record<string, readonly string[]>> => ({
  chsh: chsh(careless),
  true: [],
  cat: [
    'fd = open(argv[1], O_RDONLY)',
    'if fd < 0: exit(1)',
    'n = read(fd, buf, 4096)',
    'write(1, buf, n)',
    'close(fd)',
  ],
  ls: [
    'fd = open(argv[1], O_RDONLY|O_DIRECTORY)',
    'if fd < 0: exit(2)',
    'n = getdents64(fd, buf, 4096)',
    'm = names(buf, n)',
    'write(1, buf, m)',
    'close(fd)',
  ],
  cp: [
    'fd = open(argv[1], O_RDONLY)',
    'if fd < 0: exit(1)',
    'n = read(fd, buf, 4096)',
    'copy = open(argv[2], O_WRONLY|O_CREAT|O_TRUNC, 0644)',
    'if copy < 0: exit(1)',
    'write(copy, buf, n)',
  ],
  rm: ['n = unlink(argv[1])', 'if n < 0: exit(1)'],
  // What the printer has to do, as the spooler left it; it runs as its owner, root.
  lpq: [
    'fd = open("/tmp/lpq.status", O_RDONLY)',
    'if fd < 0: exit(1)',
    'n = read(fd, buf, 4096)',
    'write(1, buf, n)',
    'close(fd)',
  ],
});

/** Those that run with the rights of their owner, whoever starts them. */
const SET_USER_ID: ReadonlySet<string> = new Set(['lpq', 'chsh']);

/** `/bin` and what is in it. `careless`: whoever wrote chsh forgot what a child inherits. */
export function binaries(careless = false): FileSpec[] {
  const owner = { uid: 0, gid: 0, mode: 0o755 } as const;
  return [
    { ...owner, path: '/bin', kind: 'dir' },
    ...Object.entries(programs(careless)).map(([name, lines]): FileSpec => {
      const text = HEAD + lines.map((line) => `${line}\n`).join('');
      const mode = SET_USER_ID.has(name) ? 0o4755 : owner.mode;
      return { ...owner, mode, path: `/bin/${name}`, kind: 'file', text };
    }),
  ];
}

/** The lines of a program's file, ready to run. What is no line of the language is passed over. */
export function linesOf(image: Uint8Array): Line[] {
  const [, ...texts] = new TextDecoder().decode(image).split('\n');
  return linesFrom(texts.filter((text) => text !== ''));
}

/** Statements as lines that wait to run. */
export function linesFrom(texts: readonly string[]): Line[] {
  return texts.flatMap((text, id) => {
    const parsed = parseLine(text);
    return parsed.ok ? [{ id, text, statement: parsed.statement, state: 'queued' as const, result: '' }] : [];
  });
}
