import { ALL_WELL, DAILY } from '../files.ts';
import type { JobContext, JobSpec } from '../types.ts';

const WORDS = ['ready', 'hello', 'done!', 'tides'];

/** Somebody else's script, run with one's own rights. */
function script(): JobSpec {
  return {
    title: `sh ${DAILY}`,
    story:
      'Everybody runs the shared script once a day: start it in a child. It does what is in it, with your rights.',
    goals: [
      {
        text: `The script was run: the terminal shows “${ALL_WELL.trim()}”`,
        check: { kind: 'printed', texts: [ALL_WELL] },
      },
      { text: 'The child was waited for', check: { kind: 'waited', children: 1 } },
    ],
    recipe: [
      { line: 'pid = fork()', why: 'A child, to become the script.' },
      { line: `if pid == 0: execve("${DAILY}"); exit(127)`, why: 'It puts the script in its own place.' },
      { line: 'wait4(pid)', why: 'Until it has ended. No zombies.' },
    ],
    points: 12,
  };
}

/** A script, or a pipe between a child and its parent. */
export function shJob({ pick }: JobContext): JobSpec {
  return pick(3) === 0 ? script() : pipeline(pick);
}

function pipeline(pick: JobContext['pick']): JobSpec {
  const word = WORDS[pick(WORDS.length)] as string;
  return {
    title: `echo ${word} | cat`,
    story:
      'Two processes and a pipe: the child writes, you read. A pipe is memory of the kernel that both may ask for.',
    goals: [
      { text: `The terminal shows “${word}”`, check: { kind: 'printed', texts: [word] } },
      { text: 'The child was waited for', check: { kind: 'waited', children: 1 } },
    ],
    recipe: [
      { line: 'pipe(fds)', why: 'Two descriptors: fds[0] to read, fds[1] to write.' },
      { line: 'pid = fork()', why: 'The child has both ends too.' },
      {
        line: `if pid == 0: write(fds[1], "${word}", ${word.length}); exit(0)`,
        why: 'The child writes and ends.',
      },
      { line: 'n = read(fds[0], buf, 64)', why: 'You sleep until something is in the pipe.' },
      { line: 'write(1, buf, n)', why: 'Show it.' },
      { line: 'wait4(pid)', why: 'No zombies.' },
      { line: 'close(fds[0])', why: 'Both ends back.' },
      { line: 'close(fds[1])', why: 'Clean work pays.' },
    ],
    points: 16,
  };
}
