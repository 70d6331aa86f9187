import { TEXTS } from '../files.ts';
import type { JobContext, JobSpec } from '../types.ts';

/** Copy a file. */
export function cpJob({ home, number, pick }: JobContext): JobSpec {
  const choices = [
    [`${home}/essay.txt`, TEXTS.essay],
    ['/srv/www/index.html', TEXTS.page],
    [`${home}/poem.txt`, TEXTS.poem],
  ] as const;
  const [from, text] = choices[pick(choices.length)] as (typeof choices)[number];
  const to = `${home}/copy${number}.txt`;
  return {
    title: `cp ${from} ${to}`,
    story: '“Make me a copy, letter for letter.” One descriptor to read from, one to write to.',
    goals: [{ text: `${to} holds the same bytes as ${from}`, check: { kind: 'file', path: to, text } }],
    recipe: [
      { line: `a = open("${from}", O_RDONLY)`, why: 'The file to copy.' },
      {
        line: `b = open("${to}", O_WRONLY|O_CREAT|O_TRUNC, 0644)`,
        why: 'The copy, made if it is not there; all may read it, you may write it (mode 0644).',
      },
      { line: 'n = read(a, buf, 4096)', why: 'The bytes go through your memory.' },
      { line: 'write(b, buf, n)', why: 'As many as came.' },
      { line: 'close(a)', why: 'Give both descriptors back.' },
      { line: 'close(b)', why: 'Clean work pays.' },
    ],
    points: 12,
  };
}
