import { TEXTS } from '../files.ts';
import type { JobContext, JobSpec } from '../types.ts';
import { REQUEST } from '../web.ts';

const PAGE = '/srv/www/index.html';

/** A visitor comes through the network card: serve them the page, and log the request. */
export function httpdJob({ home, number, port }: JobContext): JobSpec {
  const log = `${home}/access${number}.log`;
  return {
    title: `serve ${PAGE}`,
    story: `Somebody out there asks for your page. Descriptor 3 listens at port ${port}: accept them, read, answer, and log the visit.`,
    goals: [
      { text: 'The visitor has got the page', check: { kind: 'served', text: TEXTS.page } },
      {
        text: `What they asked is written down in ${log}`,
        check: { kind: 'file', path: log, text: REQUEST },
      },
    ],
    recipe: [
      {
        line: 'c = accept(3)',
        why: 'You sleep until a packet brings a visitor. They get a descriptor of their own.',
      },
      { line: 'n = read(c, buf, 512)', why: 'What do they ask for?' },
      { line: `fd = open("${log}", O_WRONLY|O_CREAT|O_TRUNC, 0644)`, why: 'A fresh log.' },
      { line: 'write(fd, buf, n)', why: 'Write the request down.' },
      { line: 'close(fd)', why: 'Give the descriptor back.' },
      { line: `fd = open("${PAGE}", O_RDONLY)`, why: 'The page is a file like any other.' },
      { line: 'n = read(fd, buf, 4096)', why: 'Read it.' },
      { line: 'write(c, buf, n)', why: 'A socket is written like a file: the kernel sends it out.' },
      { line: 'close(fd)', why: 'Clean work pays.' },
      { line: 'close(c)', why: 'The visitor knows that this is all.' },
    ],
    points: 16,
  };
}
