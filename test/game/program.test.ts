import { describe, expect, it } from 'vitest';
import { isQuiet, people, program, run, scenarioOf, selfOf, send, until } from './play.ts';

const start = () => people(scenarioOf(['cat']), ['process', 'process']);
const lines = (round: ReturnType<typeof start>, seat = 's0') => selfOf(round, seat).program.lines;
const values = (round: ReturnType<typeof start>) =>
  Object.fromEntries(selfOf(round, 's0').program.variables.map(({ name, value }) => [name, value]));

describe('a program', () => {
  it('runs line by line, and results stand in variables for the lines that follow', () => {
    const round = start();
    program(round, 's0', 'fd = open("/etc/motd", O_RDONLY)', 'n = read(fd, buf, 4096)', 'write(1, buf, n)');
    until(round, () => isQuiet(round, 's0'));
    expect(values(round)).toMatchObject({ fd: 3, n: 53 });
    expect(selfOf(round, 's0').terminal).toContain('Welcome to Userland');
    expect(lines(round).map((line) => line.result)).toEqual(['= 3', '= 53', '= 53']);
  });

  it('goes on after a call that failed, as in life: the next line gets EBADF', () => {
    const round = start();
    program(round, 's0', 'fd = open("/etc/shadow", O_RDONLY)', 'n = read(fd, buf, 10)', 'work 1');
    until(round, () => isQuiet(round, 's0'));
    expect(lines(round).map((line) => [line.state, line.result])).toEqual([
      ['failed', '= -1 EACCES (Permission denied)'],
      ['failed', '= -1 EBADF (Bad file descriptor)'],
      ['done', 'done'],
    ]);
    expect(values(round)).toMatchObject({ fd: -13, n: -9 });
  });

  it('makes new files that their owner may read again, where no mode is given', () => {
    const round = start();
    program(
      round,
      's0',
      'fd = open("new", O_WRONLY|O_CREAT)',
      'write(fd, "sea", 3)',
      'fd = open("new", O_RDONLY)',
    );
    until(round, () => isQuiet(round, 's0'));
    expect(values(round)).toMatchObject({ fd: 4 });
  });

  it('serves another process through a socket, and writes addresses as people do', () => {
    const round = start();
    program(
      round,
      's0',
      's = socket(AF_INET, SOCK_STREAM)',
      'bind(s, "127.0.0.1:8080")',
      'listen(s, 4)',
      'c = accept(s)',
      'n = recvfrom(c, buf, 64)',
      'write(1, buf, n)',
    );
    program(
      round,
      's1',
      'work 40',
      's = socket(AF_INET, SOCK_STREAM)',
      'connect(s, "127.0.0.1:8080")',
      'sendto(s, "GET /", 5)',
    );
    until(round, () => isQuiet(round, 's0') && isQuiet(round, 's1'));
    expect(selfOf(round, 's0').terminal).toContain('GET /');
    expect(selfOf(round, 's0').strace.join('\n')).toContain(
      'bind(3, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.0.0.1")}, 16) = 0',
    );
  });

  it('executes a program of the machine in a child, which asks the kernel for everything it does', () => {
    const round = start();
    program(
      round,
      's0',
      'pid = fork()',
      'if pid == 0: execve("/bin/ls", "ls /srv/www")',
      'r = wait4(pid, status)',
    );
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').terminal).toContain('about.html\nindex.html\n');
    expect(values(round).r).toBe(values(round).pid);
  });

  it('says so when there is no such program, and goes on with its own lines', () => {
    const round = start();
    program(round, 's0', 'r = execve("/bin/none", "none")', 'r2 = execve("/etc/motd", "motd")', 'work 1');
    until(round, () => isQuiet(round, 's0'));
    expect(values(round)).toMatchObject({ r: -2, r2: -13 });
  });

  it('prints each call as strace does', () => {
    const round = start();
    program(round, 's0', 'close(9)', 'getpid()');
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').strace).toEqual([
      'close(9) = -1 EBADF (Bad file descriptor)',
      `getpid() = ${selfOf(round, 's0').who.pid}`,
    ]);
  });

  it('takes at most 16 waiting lines, all of a message or none', () => {
    const round = start();
    program(round, 's0', ...Array.from({ length: 12 }, () => 'work 1'));
    const answer = program(round, 's0', ...Array.from({ length: 5 }, () => 'work 1'));
    expect(answer).toMatchObject({ ok: false, code: 'queue-full' });
    expect(lines(round)).toHaveLength(12);
  });

  it('is refused with the column and what to write where a line is wrong, and nothing of it is queued', () => {
    const round = start();
    const answer = program(round, 's0', 'getpid()', 'open(');
    expect(answer).toMatchObject({ ok: false, code: 'syntax' });
    expect(answer.ok ? '' : answer.message).toContain('column');
    expect(lines(round)).toEqual([]);
    expect(round.journal).toEqual([]);
  });

  it('says which name has no value where a line uses one', () => {
    const round = start();
    program(round, 's0', 'm = names(buf, nothing)', 'if nobody == 1: work 1', 'work 1');
    until(round, () => isQuiet(round, 's0'));
    expect(lines(round).map((line) => line.state)).toEqual(['failed', 'failed', 'done']);
    expect(lines(round)[0]?.result).toContain('nothing has no value yet');
  });

  it('gives the child of a fork a 0 and its own copy of what follows', () => {
    const round = start();
    program(round, 's0', 'pid = fork()', 'if pid == 0: write(1, "child ", 6); exit(3)', 'wait4(pid, status)');
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').terminal).toBe('child ');
    expect(lines(round).at(-1)?.result).toBe(`= ${values(round).pid}`);
  });

  it('gives a tick to every comparison, so that no line runs for ever within one tick', () => {
    const round = start();
    program(round, 's0', 'repeat 1000: repeat 1000: if 1 == 2: work 1');
    run(round, 50);
    expect(lines(round)[0]?.state).toBe('running');
  });

  it('reads the two ends of a pipe out of memory as fds[0] and fds[1]', () => {
    const round = start();
    program(
      round,
      's0',
      'pipe(fds)',
      'write(fds[1], "tide", 4)',
      'n = read(fds[0], buf, 10)',
      'write(1, buf, n)',
    );
    until(round, () => isQuiet(round, 's0'));
    expect(selfOf(round, 's0').terminal).toBe('tide');
    expect(selfOf(round, 's0').program.descriptors.map(({ fd }) => fd)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('lines taken back', () => {
  it('leave the queue, one by one or all that have not begun', () => {
    const round = start();
    program(round, 's0', 'work 500', 'getpid()', 'getuid()', 'getgid()');
    run(round, 5);
    const second = lines(round)[1];
    expect(send(round, 's0', { type: 'clear', id: second?.id ?? 0 })).toEqual({ ok: true });
    expect(lines(round).map((line) => line.text)).toEqual(['work 500', 'getuid()', 'getgid()']);
    send(round, 's0', { type: 'clear' });
    expect(lines(round).map((line) => line.text)).toEqual(['work 500']);
  });

  it('stop where they compute', () => {
    const round = start();
    program(round, 's0', 'spin', 'getpid()');
    run(round, 20);
    send(round, 's0', { type: 'clear', id: lines(round)[0]?.id ?? 0 });
    until(round, () => isQuiet(round, 's0'));
    expect(lines(round).map((line) => line.result)).toEqual(['stopped', `= ${selfOf(round, 's0').who.pid}`]);
  });

  it('end the process where it is asleep in a call, as Ctrl+C does; it starts again after a while', () => {
    const round = start();
    program(round, 's0', 'n = read(0, buf, 10)');
    run(round, 10);
    const before = selfOf(round, 's0').who.pid;
    send(round, 's0', { type: 'keys', text: '\u0003' });
    run(round, 2);
    expect(selfOf(round, 's0').strace.at(-1)).toBe('+++ killed by SIGINT +++');
    until(round, () => selfOf(round, 's0').who.pid > before, 20);
  });
});

describe('keys', () => {
  it('interrupt, and wake the process that sleeps in a read of its terminal', () => {
    const round = start();
    program(round, 's0', 'n = read(0, buf, 10)', 'write(1, buf, n)');
    run(round, 10);
    send(round, 's0', { type: 'keys', text: 'hi' });
    const events = until(round, () => isQuiet(round, 's0'));
    expect(events.map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ kind: 'interrupt', line: 'keyboard' }),
    );
    expect(selfOf(round, 's0').terminal).toBe('hi');
  });
});
