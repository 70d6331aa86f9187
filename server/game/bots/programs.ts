import type { JobView } from '../../../shared/protocol/view.ts';
import type { Program } from '../../../shared/roles.ts';

/** What the texts of a job say, for who writes the program by themselves. */
interface Order {
  title: string;
  /** Every goal, one after another. */
  goals: string;
}

type Author = (order: Order) => string[];

const PATH = /\/[^\s,;“”]+/g;
const paths = (text: string): string[] => text.match(PATH) ?? [];
const quoted = (text: string): string => /“([^”]*)”/.exec(text)?.[1] ?? '';
const first = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? 0);
const NEW = 'O_WRONLY|O_CREAT|O_TRUNC';

/** How an expert does each job without a recipe. What can begin before the user or the disk is ready begins before. */
const AUTHORS: Readonly<Record<Program, Author>> = {
  ls: ({ title }) => [
    `fd = open("${paths(title)[0]}", O_RDONLY|O_DIRECTORY)`,
    'n = getdents64(fd, buf, 4096)',
    'm = names(buf, n)',
    'write(1, buf, m)',
    'close(fd)',
  ],
  cat: ({ title }) => [
    `fd = open("${paths(title)[0]}", O_RDONLY)`,
    'n = read(fd, buf, 4096)',
    'write(1, buf, n)',
    'close(fd)',
  ],
  cp: ({ title }) => {
    const [from, to] = paths(title);
    return [
      `a = open("${from}", O_RDONLY)`,
      `b = open("${to}", ${NEW}, 0644)`,
      'n = read(a, buf, 4096)',
      'write(b, buf, n)',
      'close(a)',
      'close(b)',
    ];
  },
  edit: ({ goals }) => [
    // The file is there before the first key comes.
    `fd = open("${paths(goals)[0]}", ${NEW}, 0600)`,
    'n = read(0, buf, 100)',
    'write(fd, buf, n)',
    'fsync(fd)',
    'close(fd)',
  ],
  browser: ({ title, goals }) => {
    const [, address] = /(\d+\.\d+\.\d+\.\d+:\d+)/.exec(title) ?? [];
    if (address !== undefined)
      return [
        's = socket(AF_INET, SOCK_STREAM, 0)',
        `connect(s, "${address}")`,
        'write(s, "GET /\\n", 6)',
        'n = read(s, buf, 4096)',
        'write(1, buf, n)',
        'close(s)',
      ];
    const word = quoted(goals);
    if (word !== '')
      return ['pid = fork()', `if pid == 0: write(1, "${word}", ${word.length}); exit(0)`, 'wait4(pid)'];
    const pages = first(title);
    return [
      `p = mmap(NULL, ${pages * 4096}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)`,
      ...Array.from({ length: pages }, (_, page) => `store p + ${page * 4096}, 1`),
      `munmap(p, ${pages * 4096})`,
    ];
  },
  httpd: ({ title, goals }) => [
    // What can be done before somebody comes is done before.
    `fd = open("${paths(title)[0]}", O_RDONLY)`,
    'm = read(fd, buf2, 4096)',
    'close(fd)',
    `fd = open("${paths(goals).at(-1)}", ${NEW}, 0644)`,
    'c = accept(3)',
    'n = read(c, buf, 512)',
    'write(c, buf2, m)',
    'close(c)',
    'write(fd, buf, n)',
    'close(fd)',
  ],
  cc: ({ goals }) => {
    const text = quoted(goals);
    return [
      // The child ends while its parent computes: nobody waits for anybody.
      'pid = fork()',
      'if pid == 0: exit(0)',
      `work ${first(goals)}`,
      'wait4(pid)',
      `fd = open("${paths(goals)[0]}", ${NEW}, 0644)`,
      `write(fd, "${text}\\n", ${text.length + 1})`,
      'close(fd)',
    ];
  },
  // A beat or two more than it takes: one may come too late to count.
  player: ({ goals }) => [`repeat ${first(goals) + 2}: work 1; nanosleep(4)`],
  sh: ({ title, goals }) => {
    const [script] = paths(title);
    if (script !== undefined)
      return ['pid = fork()', `if pid == 0: execve("${script}"); exit(127)`, 'wait4(pid)'];
    const word = quoted(goals);
    return [
      'pipe(fds)',
      'pid = fork()',
      `if pid == 0: write(fds[1], "${word}", ${word.length}); exit(0)`,
      'n = read(fds[0], buf, 64)',
      'write(1, buf, n)',
      'wait4(pid)',
      'close(fds[0])',
      'close(fds[1])',
    ];
  },
};

/** A program for a job of which only the goals are known. */
export function writeProgram({ program, title, goals }: JobView): string[] {
  return AUTHORS[program]({ title, goals: goals.map(({ text }) => text).join('; ') });
}
