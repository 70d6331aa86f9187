import type { JobContext, JobSpec } from '../types.ts';

/** List a directory: the five steps that every `ls` takes. */
export function lsJob({ home, pick }: JobContext): JobSpec {
  const path = [home, '/srv/www', '/etc'][pick(3)] as string;
  return {
    title: `ls ${path}`,
    story: `“What is in ${path}?” The names lie on the disk, and only the kernel may touch it.`,
    goals: [{ text: `The terminal shows every name in ${path}`, check: { kind: 'listed', path } }],
    recipe: [
      {
        line: `fd = open("${path}", O_RDONLY|O_DIRECTORY)`,
        why: 'Ask for the directory; the kernel checks that you may read it.',
      },
      {
        line: 'n = getdents64(fd, buf, 4096)',
        why: 'Ask for its entries: the kernel fetches them and copies them to your buffer.',
      },
      {
        line: 'm = names(buf, n)',
        why: 'Take the records apart. This is your own work in userspace, no call needed.',
      },
      { line: 'write(1, buf, m)', why: 'Hand the names to the terminal.' },
      { line: 'close(fd)', why: 'Give the descriptor back.' },
    ],
    points: 10,
  };
}
