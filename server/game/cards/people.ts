import { quote } from '../../../shared/lang/tokens.ts';
import { DAILY } from '../files.ts';
import type { Exploit, Opportunity } from './card.ts';

const put = (fd: string, text: string): string => `write(${fd}, ${quote(text)}, ${text.length})`;

/** What a poisoned script does with the rights of whoever runs it: its home and diary are open to all. */
const POISON = ['chmod(".", 0755)', 'chmod("diary", 0644)'].map((line) => `${line}\n`).join('');

/** Attacks on files that somebody else runs. A mode stops them, if whoever set it thought of it. */
export const SCRIPT_EXPLOITS: readonly Exploit[] = [
  {
    id: 'poison-script',
    title: 'Poison a script',
    text: `Others run ${DAILY}, with their own rights. Add lines that open their homes; then look for a diary.`,
    mechanism: 'file-mode',
    lines: () => [`fd = open("${DAILY}", O_WRONLY|O_APPEND)`, `if fd > 0: ${put('fd', POISON)}; close(fd)`],
  },
];

/** What no mechanism stops, since nobody is asked for anything that they may not do: the mistake is somebody's program. */
export const OPPORTUNITIES: readonly Opportunity[] = [
  {
    id: 'leaked-descriptor',
    title: 'Inherit a descriptor',
    text: 'chsh runs as root, reads the passwords, and starts the shell that you name, as you. Did it close what it had open?',
    wins: 'passwords',
    lines: ({ me }) => [
      // A program begins like every other; then come lines that read what it was born with.
      'a = open("/bin/true", O_RDONLY)',
      'n = read(a, buf, 64)',
      'close(a)',
      `b = open("/home/${me}/shell", O_WRONLY|O_CREAT|O_TRUNC, 0755)`,
      'write(b, buf, n)',
      put('b', 'lseek(3, 0, 0)\nn = read(3, buf, 4096)\nif n > 0: write(1, buf, n)\n'),
      'close(b)',
      'pid = fork()',
      `if pid == 0: execve("/bin/chsh", "chsh /home/${me}/shell"); exit(1)`,
      'wait4(pid)',
      `unlink("/home/${me}/shell")`,
    ],
  },
];
