/** Flag values of x86-64 Linux for sockets and for `poll` (`include/linux/{socket,net}.h`, `asm-generic/{socket,poll}.h`). */
export const AF = { AF_UNIX: 1, AF_INET: 2 } as const;

export const SOCK = {
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
} as const;

export const MSG = { MSG_PEEK: 2, MSG_DONTWAIT: 0x40, MSG_NOSIGNAL: 0x4000 } as const;

export const SHUT = { SHUT_RD: 0, SHUT_WR: 1, SHUT_RDWR: 2 } as const;

export const SOCKOPT = { SOL_SOCKET: 1, SO_REUSEADDR: 2, SO_TYPE: 3, SO_ERROR: 4 } as const;

export const POLL = {
  POLLIN: 0x001,
  POLLPRI: 0x002,
  POLLOUT: 0x004,
  POLLERR: 0x008,
  POLLHUP: 0x010,
  POLLNVAL: 0x020,
  POLLRDHUP: 0x2000,
} as const;
