import type { JobContext, JobSpec } from '../types.ts';
import { PAGE, WEB_HOST, WEB_PORT } from '../web.ts';

const WORDS = ['news', 'chat', 'maps', 'mail'];

/** A tab's memory, a page from the web, or a tab in a process of its own. */
export function browserJob({ pick }: JobContext): JobSpec {
  const which = pick(4);
  if (which === 2) return fetched();
  return which === 3 ? isolated(WORDS[pick(WORDS.length)] as string) : opened(3 + pick(3));
}

/** A tab: ask for memory, touch it, give it back. */
function opened(pages: number): JobSpec {
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

/** A page from a server outside: asking is a call, and the answer is an interrupt. */
function fetched(): JobSpec {
  const server = `${WEB_HOST}:${WEB_PORT}`;
  return {
    title: `fetch http://${server}/`,
    story:
      'The page is on another computer. Only the kernel may touch the network card: ask it for a socket.',
    goals: [{ text: 'The terminal shows the page', check: { kind: 'printed', texts: [PAGE] } }],
    recipe: [
      { line: 's = socket(AF_INET, SOCK_STREAM, 0)', why: 'A descriptor that is connected to nobody yet.' },
      { line: `connect(s, "${server}")`, why: 'The kernel calls; you sleep until the answer interrupts it.' },
      { line: 'write(s, "GET /\\n", 6)', why: 'Your question goes out.' },
      { line: 'n = read(s, buf, 4096)', why: 'You sleep again: networks are slow.' },
      { line: 'write(1, buf, n)', why: 'Show it.' },
      { line: 'close(s)', why: 'Hang up.' },
    ],
    points: 14,
  };
}

/** Each tab in a process of its own, as browsers really do it. */
function isolated(word: string): JobSpec {
  return {
    title: `open ${word} in a process of its own`,
    story:
      'A tab may crash. In a child it takes only itself along: the child draws, you wait, and its memory goes with it.',
    goals: [
      { text: `The terminal shows “${word}”`, check: { kind: 'printed', texts: [word] } },
      { text: 'The child was waited for', check: { kind: 'waited', children: 1 } },
    ],
    recipe: [
      { line: 'pid = fork()', why: 'The tab’s own process, with a copy of your memory.' },
      {
        line: `if pid == 0: store buf, 1; write(1, "${word}", ${word.length}); exit(0)`,
        why: 'The child draws in its own copy of the page (copy on write).',
      },
      { line: 'wait4(pid)', why: 'The tab is closed. No zombies.' },
    ],
    points: 12,
  };
}
