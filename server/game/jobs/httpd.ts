import { TEXTS } from '../files.ts';
import type { JobContext, JobSpec } from '../types.ts';

/** Serve a page and log the request. */
export function httpdJob({ home, number }: JobContext): JobSpec {
  const entry = `GET / ${number}\n`;
  const log = `${home}/access${number}.log`;
  return {
    title: 'serve index.html',
    story: 'A visitor knocks. Send the page down descriptor 1, and write the visit into the log.',
    goals: [
      { text: 'The page was sent', check: { kind: 'printed', texts: [TEXTS.page] } },
      { text: `${log} holds the line “GET / ${number}”`, check: { kind: 'file', path: log, text: entry } },
    ],
    recipe: [
      { line: 'fd = open("/srv/www/index.html", O_RDONLY)', why: 'The page is a file like any other.' },
      { line: 'n = read(fd, buf, 4096)', why: 'Read it.' },
      { line: 'write(1, buf, n)', why: 'Send it.' },
      { line: 'close(fd)', why: 'Give the descriptor back.' },
      { line: `fd = open("${log}", O_WRONLY|O_CREAT|O_TRUNC, 0644)`, why: 'A fresh log.' },
      { line: `write(fd, "GET / ${number}\\n", ${entry.length})`, why: 'Write the visit down.' },
      { line: 'close(fd)', why: 'Clean work pays.' },
    ],
    points: 12,
  };
}
