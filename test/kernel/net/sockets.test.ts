import { afterEach, describe, expect, it } from 'vitest';
import { invariantFaults } from '../../../server/kernel/invariants/all.ts';
import { errno } from '../../../shared/abi/errno.ts';
import { FCNTL, O, S } from '../../../shared/abi/flags.ts';
import { decodeInt32s, encodeInt32s } from '../../../shared/abi/layouts.ts';
import { POLL } from '../../../shared/abi/poll-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { AF, decodeSocketName, MSG, SHUT, SO, SOCK, SOL_SOCKET } from '../../../shared/abi/socket.ts';
import { boot, type Caller, DIES, file, SLEEPS, type World } from '../fs/machine.ts';
import { connected, leftovers, listener, NAME, setLength, stream, withName, world } from './world.ts';

const HERE = '127.0.0.1:8080';
const PATH = '/tmp/door';

let here: World = world();
let one: Caller = here.process();
function fresh(): void {
  here = world();
  one = here.process();
  one.call('rt_sigaction', signals.SIGPIPE, 1);
}

function polled(fd: number): number {
  const record = new Uint8Array(8);
  record.set(encodeInt32s([fd]));
  record[4] = POLL.POLLIN | POLL.POLLOUT;
  here.machine.writeUser(one.pid, one.memory + NAME, record);
  one.call('poll', one.memory + NAME, 1, 0);
  return (here.machine.readUser(one.pid, one.memory + NAME, 8) as Uint8Array)[6] as number;
}

function nameOf(call: 'getsockname' | 'getpeername', fd: number) {
  const length = setLength(here, one, 110);
  const answer = one.call(call, fd, one.memory + NAME, length);
  if (answer !== 0) return answer;
  const [size = 0] = decodeInt32s(here.machine.readUser(one.pid, length, 4) as Uint8Array);
  return decodeSocketName(here.machine.readUser(one.pid, one.memory + NAME, size) as Uint8Array);
}

afterEach(() => expect(invariantFaults(here.machine.state)).toEqual([]));

describe('a socket', () => {
  it('is made of a family, a type and a protocol that fit, and says which of them does not', () => {
    fresh();
    const made = (...args: number[]) => one.call('socket', ...args);
    expect(made(AF.AF_INET, SOCK.SOCK_STREAM, 6)).toBeGreaterThanOrEqual(0);
    expect(made(AF.AF_UNIX, SOCK.SOCK_STREAM, 1)).toBeGreaterThanOrEqual(0);
    expect(made(99, 1, 0)).toBe(-errno.EAFNOSUPPORT);
    expect(made(12, 1, 0)).toBe(-errno.EAFNOSUPPORT);
    expect(made(AF.AF_INET, 15, 0)).toBe(-errno.EINVAL);
    expect(made(AF.AF_INET, 7, 0)).toBe(-errno.ESOCKTNOSUPPORT);
    expect(made(AF.AF_INET, 1, 17)).toBe(-errno.EPROTONOSUPPORT);
    expect(made(AF.AF_UNIX, 1, 6)).toBe(-errno.EPROTONOSUPPORT);
    expect(made(AF.AF_INET, 1, 300)).toBe(-errno.EINVAL);
    expect(made(AF.AF_INET, 1 | 0x100, 0)).toBe(-errno.EINVAL);
    expect(leftovers(here, one)).toEqual([]);
  });

  it('is a file without positions, with the flags that it was made with', () => {
    fresh();
    const fd = stream(one, AF.AF_INET, SOCK.SOCK_NONBLOCK | SOCK.SOCK_CLOEXEC);
    expect(one.call('fcntl', fd, FCNTL.F_GETFL)).toBe(O.O_RDWR | O.O_NONBLOCK);
    expect(one.call('fcntl', fd, FCNTL.F_GETFD)).toBe(1);
    expect(one.call('lseek', fd, 0, 0)).toBe(-errno.ESPIPE);
    expect(one.call('fstat', fd, one.memory)).toBe(0);
    expect(new DataView(one.bytes(28).slice().buffer).getUint32(24, true)).toBe(S.S_IFSOCK | 0o777);
    const file = one.call('open', '/tmp/file', O.O_RDWR | O.O_CREAT, 0o600) as number;
    expect(one.call('listen', file, 1)).toBe(-errno.ENOTSOCK);
    expect(one.call('listen', 39, 1)).toBe(-errno.EBADF);
  });

  it('carries bytes both ways between two processes, also through dup and fork', () => {
    fresh();
    const door = listener(here, one, HERE);
    const child = one.fork();
    expect(one.call('accept', door, 0, 0)).toBe(SLEEPS);
    const fd = stream(child);
    expect(withName(here, child, 'connect', fd, HERE)).toBe(0);
    const end = here.settle()[one.pid] as number;
    expect(child.call('write', fd, 'hello', 5)).toBe(5);
    expect(one.call('read', end, one.memory, 100)).toBe(5);
    expect(one.text(5)).toBe('hello');
    const copy = one.call('dup', end) as number;
    one.call('close', end);
    expect(one.call('sendto', copy, 'back', 4, 0, 0, 0)).toBe(4);
    expect(child.call('recvfrom', fd, child.memory, 100, MSG.MSG_PEEK, 0, 0)).toBe(4);
    expect(child.call('recvfrom', fd, child.memory, 2, 0, 0, 0)).toBe(2);
    expect(child.call('recvfrom', fd, child.memory, 9, 0, 0, 0)).toBe(2);
    expect(child.text(2)).toBe('ck');
    one.call('close', copy);
    expect(child.call('read', fd, child.memory, 9)).toBe(0);
    expect(leftovers(here, one, child)).toEqual([]);
  });

  it('gives a sleeping reader the end when the peer closes, and EAGAIN to one that would not wait', () => {
    fresh();
    const { near, far } = connected(here, one, HERE);
    const child = one.fork();
    child.call('close', near);
    expect(one.call('recvfrom', near, one.memory, 1, MSG.MSG_DONTWAIT, 0, 0)).toBe(-errno.EAGAIN);
    one.call('close', far);
    expect(one.call('read', near, one.memory, 1)).toBe(SLEEPS);
    child.call('close', far);
    expect(here.settle()).toEqual({ [one.pid]: 0 });
  });

  it('keeps 65,536 bytes for its reader, and its sender sleeps with the rest', () => {
    fresh();
    const { near, far } = connected(here, one, HERE);
    const child = one.fork();
    expect(one.call('write', near, 'x'.repeat(65_540), 65_540)).toBe(SLEEPS);
    expect(child.call('sendto', near, 'y', 1, MSG.MSG_DONTWAIT, 0, 0)).toBe(-errno.EAGAIN);
    expect(child.call('read', far, child.memory, 4)).toBe(4);
    expect(here.settle()).toEqual({ [one.pid]: 65_540 });
    expect(child.call('write', near, 'y', 1)).toBe(SLEEPS);
    here.machine.kill(child.pid, signals.SIGKILL);
    here.machine.kill(one.pid, signals.SIGKILL);
    expect(here.machine.state.net.sockets.size).toBe(0);
  });
});

describe('an internet address', () => {
  it('belongs to one socket at a time, and its low ports to root', () => {
    fresh();
    const user = here.process(1000);
    expect(withName(here, user, 'bind', stream(user), '127.0.0.1:80')).toBe(-errno.EACCES);
    const fd = listener(here, one, '127.0.0.1:80');
    const bind = (text: string) => withName(here, one, 'bind', stream(one), text);
    expect(bind('127.0.0.1:80')).toBe(-errno.EADDRINUSE);
    expect(bind('0.0.0.0:80')).toBe(-errno.EADDRINUSE);
    expect(bind('8.8.8.8:80')).toBe(-errno.EADDRNOTAVAIL);
    expect(bind('127.0.0.2:80')).toBe(0);
    expect(withName(here, one, 'bind', fd, '127.0.0.1:81')).toBe(-errno.EINVAL);
    one.call('close', fd);
    expect(bind('127.0.0.1:80')).toBe(0);
  });

  it('is shared with SO_REUSEADDR until somebody listens there', () => {
    fresh();
    const shared = () => {
      const fd = stream(one);
      here.machine.writeUser(one.pid, one.memory, encodeInt32s([1]));
      expect(one.call('setsockopt', fd, SOL_SOCKET, SO.SO_REUSEADDR, one.memory, 4)).toBe(0);
      return fd;
    };
    const first = shared();
    expect(withName(here, one, 'bind', first, HERE)).toBe(0);
    const second = shared();
    expect(withName(here, one, 'bind', second, HERE)).toBe(0);
    one.call('listen', first, 1);
    expect(withName(here, one, 'bind', shared(), HERE)).toBe(-errno.EADDRINUSE);
  });

  it('is read from memory: its length, its family and its place are judged', () => {
    fresh();
    const fd = stream(one);
    here.machine.writeUser(one.pid, one.memory, Uint8Array.from([1, 0]));
    expect(one.call('bind', fd, one.memory, 8)).toBe(-errno.EINVAL);
    expect(one.call('bind', fd, one.memory, 16)).toBe(-errno.EAFNOSUPPORT);
    expect(one.call('bind', fd, 8, 16)).toBe(-errno.EFAULT);
    expect(one.call('connect', fd, one.memory, 200)).toBe(-errno.EINVAL);
    const file = one.call('open', '/tmp/f', O.O_RDWR | O.O_CREAT, 0o600) as number;
    expect(one.call('connect', file, 8, 16)).toBe(-errno.EFAULT);
    expect(one.call('bind', file, 8, 16)).toBe(-errno.ENOTSOCK);
  });

  it('is told of both ends', () => {
    fresh();
    const { near, far } = connected(here, one, '0.0.0.0:8080');
    expect(nameOf('getpeername', near)).toEqual({ family: 2, address: 0x7f000001, port: 8080 });
    expect(nameOf('getsockname', far)).toEqual(nameOf('getpeername', near));
    expect(nameOf('getpeername', far)).toEqual(nameOf('getsockname', near));
    expect(nameOf('getpeername', stream(one))).toBe(-errno.ENOTCONN);
  });
});

describe('connect', () => {
  it('is refused where nobody listens, and only possible once', () => {
    fresh();
    const fd = stream(one);
    expect(withName(here, one, 'connect', fd, HERE)).toBe(-errno.ECONNREFUSED);
    expect(withName(here, one, 'connect', fd, '8.8.8.8:80')).toBe(-errno.ENETUNREACH);
    const door = listener(here, one, HERE);
    expect(withName(here, one, 'connect', door, HERE)).toBe(-errno.EISCONN);
    expect(withName(here, one, 'connect', fd, HERE)).toBe(0);
    expect(withName(here, one, 'connect', fd, HERE)).toBe(-errno.EISCONN);
    expect(one.call('listen', fd, 1)).toBe(-errno.EINVAL);
  });

  it('that does not wait is told with the next call', () => {
    fresh();
    const refused = stream(one, AF.AF_INET, SOCK.SOCK_NONBLOCK);
    expect(withName(here, one, 'connect', refused, HERE)).toBe(-errno.EINPROGRESS);
    const length = setLength(here, one, 4);
    expect(one.call('getsockopt', refused, SOL_SOCKET, SO.SO_ERROR, one.memory, length)).toBe(0);
    expect(decodeInt32s(one.bytes(4))).toEqual([errno.ECONNREFUSED]);
    listener(here, one, HERE);
    const fd = stream(one, AF.AF_INET, SOCK.SOCK_NONBLOCK);
    expect(withName(here, one, 'connect', fd, HERE)).toBe(-errno.EINPROGRESS);
    expect(withName(here, one, 'connect', fd, HERE)).toBe(0);
    expect(withName(here, one, 'connect', fd, HERE)).toBe(-errno.EISCONN);
  });

  it('waits while the queue is full, which holds one more than its backlog', () => {
    fresh();
    const door = listener(here, one, HERE, 0);
    expect(withName(here, one, 'connect', stream(one), HERE)).toBe(0);
    const child = one.fork();
    expect(withName(here, child, 'connect', stream(child), HERE)).toBe(SLEEPS);
    expect(one.call('accept', door, 0, 0)).toBeGreaterThan(0);
    expect(here.settle()).toEqual({ [child.pid]: 0 });
  });

  it('is reset when the listener closes before it was accepted', () => {
    fresh();
    const door = listener(here, one, HERE);
    const fd = stream(one);
    withName(here, one, 'connect', fd, HERE);
    one.call('close', door);
    expect(one.call('read', fd, one.memory, 1)).toBe(-errno.ECONNRESET);
    expect(one.call('read', fd, one.memory, 1)).toBe(0);
  });
});

describe('an end of a connection', () => {
  it('gone in peace, takes one more send and breaks the next', () => {
    fresh();
    const { near, far } = connected(here, one, HERE);
    one.call('write', near, 'abc', 3);
    one.call('close', near);
    expect(one.call('read', far, one.memory, 9)).toBe(3);
    expect(one.call('read', far, one.memory, 9)).toBe(0);
    expect(one.call('write', far, 'x', 1)).toBe(1);
    expect(one.call('write', far, 'x', 1)).toBe(-errno.EPIPE);
    expect(one.call('read', far, one.memory, 9)).toBe(0);
    one.call('rt_sigaction', signals.SIGPIPE, 0);
    expect(one.call('sendto', far, 'x', 1, MSG.MSG_NOSIGNAL, 0, 0)).toBe(-errno.EPIPE);
    expect(one.call('write', far, 'x', 1)).toBe(DIES);
  });

  it('gone with bytes unread, resets the other', () => {
    fresh();
    const { near, far } = connected(here, one, HERE);
    one.call('write', near, 'abc', 3);
    one.call('write', far, 'hi', 2);
    one.call('close', far);
    expect(one.call('read', near, one.memory, 9)).toBe(2);
    expect(one.call('read', near, one.memory, 9)).toBe(-errno.ECONNRESET);
    expect(one.call('write', near, 'x', 1)).toBe(-errno.EPIPE);
  });

  it('that is shut for sending still hears', () => {
    fresh();
    const { near, far } = connected(here, one, HERE);
    expect(one.call('shutdown', near, 7)).toBe(-errno.EINVAL);
    expect(one.call('shutdown', near, SHUT.SHUT_WR)).toBe(0);
    expect(one.call('write', near, 'x', 1)).toBe(-errno.EPIPE);
    expect(one.call('read', far, one.memory, 1)).toBe(0);
    one.call('write', far, 'yo', 2);
    expect(one.call('read', near, one.memory, 9)).toBe(2);
    expect(one.call('shutdown', stream(one), SHUT.SHUT_WR)).toBe(-errno.ENOTCONN);
  });

  it('answers calls before it is connected as its family does', () => {
    fresh();
    const inet = stream(one);
    const unix = stream(one, AF.AF_UNIX);
    expect(one.call('write', inet, 'x', 1)).toBe(-errno.EPIPE);
    expect(one.call('read', inet, one.memory, 1)).toBe(-errno.ENOTCONN);
    expect(one.call('write', unix, 'x', 1)).toBe(-errno.ENOTCONN);
    expect(one.call('read', unix, one.memory, 1)).toBe(-errno.EINVAL);
    expect(one.call('accept', inet, 0, 0)).toBe(-errno.EINVAL);
    expect(one.call('listen', unix, 1)).toBe(-errno.EINVAL);
  });

  it('tells poll what it is ready for', () => {
    fresh();
    expect(polled(stream(one))).toBe(POLL.POLLOUT | POLL.POLLHUP);
    const { near, far, door } = connected(here, one, HERE);
    expect(polled(door)).toBe(0);
    expect(polled(near)).toBe(POLL.POLLOUT);
    withName(here, one, 'connect', stream(one), HERE);
    expect(polled(door)).toBe(POLL.POLLIN);
    one.call('shutdown', near, SHUT.SHUT_WR);
    expect([polled(near), polled(far)]).toEqual([POLL.POLLOUT, POLL.POLLIN | POLL.POLLOUT]);
  });
});

describe('a socket with a path', () => {
  it('leads to its owner as long as it listens, and stays when that is gone', () => {
    fresh();
    const { near, far, door } = connected(here, one, PATH);
    expect(one.call('write', near, 'abc', 3)).toBe(3);
    expect(one.call('read', far, one.memory, 9)).toBe(3);
    expect(one.call('open', PATH, O.O_RDWR)).toBe(-errno.ENXIO);
    expect(withName(here, one, 'bind', stream(one, AF.AF_UNIX), PATH)).toBe(-errno.EADDRINUSE);
    one.call('close', door);
    expect(withName(here, one, 'connect', stream(one, AF.AF_UNIX), PATH)).toBe(-errno.ECONNREFUSED);
    expect(one.call('unlink', PATH)).toBe(0);
    expect(withName(here, one, 'connect', stream(one, AF.AF_UNIX), PATH)).toBe(-errno.ENOENT);
    expect(leftovers(here, one)).toEqual([]);
  });

  it('lets in who may write it, as every file', () => {
    here = boot([file('/plain', 0o666, 0, '')]);
    one = here.process();
    listener(here, one, PATH);
    const user = here.process(1000);
    const connect = (path: string) => withName(here, user, 'connect', stream(user, AF.AF_UNIX), path);
    expect(connect(PATH)).toBe(-errno.EACCES);
    expect(connect('/plain')).toBe(-errno.ECONNREFUSED);
    one.call('chmod', PATH, 0o777);
    expect(connect(PATH)).toBe(0);
  });

  it('comes in pairs, which break at once when one is gone', () => {
    fresh();
    expect(one.call('socketpair', AF.AF_INET, SOCK.SOCK_STREAM, 0, one.memory)).toBe(-errno.EOPNOTSUPP);
    expect(one.call('socketpair', AF.AF_UNIX, SOCK.SOCK_STREAM, 0, one.memory)).toBe(0);
    const [a = -1, b = -1] = decodeInt32s(one.bytes(8));
    expect(nameOf('getsockname', a)).toEqual({ family: AF.AF_UNIX, path: '' });
    one.call('write', b, 'unread', 6);
    one.call('close', a);
    expect(one.call('read', b, one.memory, 1)).toBe(-errno.ECONNRESET);
    expect(one.call('read', b, one.memory, 1)).toBe(0);
    expect(one.call('write', b, 'x', 1)).toBe(-errno.EPIPE);
    expect(leftovers(here, one)).toEqual([]);
  });
});

it('shows an address as strace does', () => {
  fresh();
  here.events();
  const fd = stream(one);
  withName(here, one, 'bind', fd, HERE);
  const lines = here.events().flatMap((event) => (event.kind === 'syscallExit' ? [event.strace] : []));
  expect(lines).toEqual([
    `socket(AF_INET, SOCK_STREAM, 0) = ${fd}`,
    `bind(${fd}, {sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`,
  ]);
});
