import { type Pair, scripted, stubborn } from './types.ts';

const READ = ['n = read(fd, buf, 10)', 'write(1, buf, n)'];

export const filesPlayers: Record<string, Pair> = {
  'files-1': {
    good: (level) =>
      scripted(level, {
        lines: {
          0: ['fd = open("/home/ada/essay.txt", O_RDONLY)'],
          1: READ,
          2: READ,
          3: ['n = read(fd, buf, 4096)', 'write(1, buf, n)', 'n = read(fd, buf, 4096)'],
        },
        answers: { 2: [1], 3: [2] },
      }),
    wrong: () => stubborn(['n = read(3, buf, 16)']),
  },
  'files-2': {
    good: (level) =>
      scripted(level, { lines: { 2: level.steps[2]?.lines.slice(1) ?? [] }, answers: { 0: [1] } }),
    wrong: (level) => {
      const known = scripted(level, { answers: { 0: [1] } });
      const forgetful = stubborn(level.steps[2]?.lines.slice(0, 1) ?? []);
      return (view) => (view.course.step < 2 ? known(view) : forgetful(view));
    },
  },
  'files-3': {
    good: (level) =>
      scripted(level, {
        lines: {
          2: ['f = open("/tmp/letter.txt", O_WRONLY|O_CREAT, 0600)'],
          3: ['write(f, "for me alone", 12)', 'close(f)'],
        },
        answers: { 1: [3] },
      }),
    wrong: (level) =>
      scripted(level, {
        lines: { 3: ['write(f, "for me alone", 12)', 'close(f)'] },
        answers: { 1: [3] },
      }),
  },
  'files-4': {
    good: (level) =>
      scripted(level, {
        lines: {
          1: level.steps[1]?.lines ?? [],
          2: level.steps[2]?.lines ?? [],
          3: ['close(fds[1])', 'n = read(fds[0], buf, 64)'],
          4: level.steps[4]?.lines ?? [],
        },
        answers: { 2: [1], 3: [1] },
      }),
    wrong: (level) =>
      scripted(level, {
        lines: { 1: level.steps[1]?.lines ?? [], 2: level.steps[2]?.lines ?? [] },
        answers: { 2: [1], 3: [1] },
      }),
  },
};
