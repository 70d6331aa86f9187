import type { JobContext, JobSpec } from '../types.ts';

/** A tab: ask for memory, touch it, give it back. */
export function browserJob({ pick }: JobContext): JobSpec {
  const pages = 3 + pick(3);
  const bytes = pages * 4096;
  return {
    title: `open a tab (${pages} pages)`,
    story:
      'A tab needs memory. mmap only promises it; frames come with the page fault when you touch each page. Close the tab after.',
    goals: [
      { text: `${pages} pages of the tab are really in memory`, check: { kind: 'resident', pages } },
      { text: 'The tab is closed: its memory is given back', check: { kind: 'freed', pages } },
    ],
    recipe: [
      {
        line: `p = mmap(NULL, ${bytes}, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)`,
        why: 'Ask for address space. No frame is used yet.',
      },
      ...Array.from({ length: pages }, (_, page) => ({
        line: `store p + ${page * 4096}, ${page + 1}`,
        why: 'The first touch faults; the kernel finds a frame.',
      })),
      { line: 'work 2', why: 'Draw the page.' },
      { line: `munmap(p, ${bytes})`, why: 'Give everything back.' },
    ],
    points: 12,
  };
}
