import type { JobContext, JobSpec } from '../types.ts';

/** Compile: much computing, a child for a part of it, an object file. */
export function ccJob({ home, number, pick }: JobContext): JobSpec {
  const ticks = 8 + pick(5);
  const object = `${home}/main${number}.o`;
  return {
    title: 'cc main.c',
    story:
      'Compiling is computing: it takes the core as long as the scheduler lets you. A child does the second file.',
    goals: [
      { text: `${ticks} ticks of computing`, check: { kind: 'cpu', ticks } },
      { text: 'A child was waited for', check: { kind: 'waited', children: 1 } },
      { text: `${object} holds the line “ELF”`, check: { kind: 'file', path: object, text: 'ELF\n' } },
    ],
    recipe: [
      { line: `work ${ticks}`, why: 'No call, no kernel: just the core.' },
      { line: 'pid = fork()', why: 'Ask for a child: a copy of yourself.' },
      { line: 'if pid == 0: work 3; exit(0)', why: 'Only the child sees 0: it works and ends.' },
      { line: 'wait4(pid)', why: 'Until you wait, an ended child stays a zombie.' },
      { line: `fd = open("${object}", O_WRONLY|O_CREAT|O_TRUNC, 0644)`, why: 'The object file.' },
      { line: 'write(fd, "ELF\\n", 4)', why: 'Its first bytes.' },
      { line: 'close(fd)', why: 'Give the descriptor back.' },
    ],
    points: 18,
  };
}
