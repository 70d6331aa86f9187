import type { JobContext, JobSpec } from '../types.ts';

const WORDS = ['Dear Zoe', 'Chapter 1', 'To do: rest', 'Hello world', 'Ahoy there'];

/** Wait for keys, then save them so that they are safe. */
export function editJob({ home, number, pick }: JobContext): JobSpec {
  const text = WORDS[pick(WORDS.length)] as string;
  const path = `${home}/letter${number}.txt`;
  return {
    title: `edit letter${number}.txt`,
    story:
      'Your user thinks, then types. Sleep in read() until the keyboard interrupts; then save, safe on the disk.',
    goals: [
      { text: `${path} holds what was typed`, check: { kind: 'file', path, text } },
      { text: 'It is on the disk, not only in memory', check: { kind: 'synced', path, text } },
    ],
    recipe: [
      {
        line: 'n = read(0, buf, 100)',
        why: 'Descriptor 0 is the keyboard: you sleep until keys come, and need no core.',
      },
      {
        line: `fd = open("${path}", O_WRONLY|O_CREAT|O_TRUNC, 0600)`,
        why: 'Mode 0600: for your eyes only.',
      },
      { line: 'write(fd, buf, n)', why: 'The bytes go to the kernel’s cache.' },
      { line: 'fsync(fd)', why: 'Wait until the disk has them.' },
      { line: 'close(fd)', why: 'Give the descriptor back.' },
    ],
    points: 14,
    typed: { after: 30, text },
  };
}
