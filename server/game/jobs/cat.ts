import { TEXTS } from '../files.ts';
import type { JobContext, JobSpec } from '../types.ts';

/** Print a file. */
export function catJob({ home, pick }: JobContext): JobSpec {
  const choices = [
    [`${home}/essay.txt`, TEXTS.essay],
    [`${home}/poem.txt`, TEXTS.poem],
    ['/etc/motd', TEXTS.motd],
    [`${home}/notes.txt`, TEXTS.notes],
  ] as const;
  const [path, text] = choices[pick(choices.length)] as (typeof choices)[number];
  return {
    title: `cat ${path}`,
    story: `“Show me ${path}.” Open it, read it, write it to the terminal.`,
    goals: [{ text: `The terminal shows what is in ${path}`, check: { kind: 'printed', texts: [text] } }],
    recipe: [
      { line: `fd = open("${path}", O_RDONLY)`, why: 'Ask for the file; the answer is a descriptor.' },
      { line: 'n = read(fd, buf, 4096)', why: 'Ask for its bytes in your memory; n says how many came.' },
      { line: 'write(1, buf, n)', why: 'Descriptor 1 is your terminal.' },
      { line: 'close(fd)', why: 'Give the descriptor back.' },
    ],
    points: 10,
  };
}
