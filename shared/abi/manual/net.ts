import type { ManualEntry } from './entry.ts';

/** The calls on sockets. */
export const netManual = {
  socket: {
    signature: 'int socket(int domain, int type, int protocol)',
    errors: ['EAFNOSUPPORT', 'EINVAL', 'EMFILE', 'EPROTONOSUPPORT', 'ESOCKTNOSUPPORT'],
    simplified:
      'Families are AF_INET and AF_UNIX, the type is SOCK_STREAM: datagrams and raw packets are not there.',
  },
  socketpair: {
    signature: 'int socketpair(int domain, int type, int protocol, int sv[2])',
    errors: [
      'EAFNOSUPPORT',
      'EFAULT',
      'EINVAL',
      'EMFILE',
      'EOPNOTSUPP',
      'EPROTONOSUPPORT',
      'ESOCKTNOSUPPORT',
    ],
    simplified: 'Pairs are of SOCK_STREAM.',
  },
  bind: {
    signature: 'int bind(int sockfd, const struct sockaddr *addr, socklen_t addrlen)',
    errors: [
      'EACCES',
      'EADDRINUSE',
      'EADDRNOTAVAIL',
      'EAFNOSUPPORT',
      'EBADF',
      'EFAULT',
      'EINVAL',
      'ELOOP',
      'ENAMETOOLONG',
      'ENOENT',
      'ENOSPC',
      'ENOTDIR',
      'ENOTSOCK',
    ],
    simplified:
      'The machine has 127.0.0.0/8 and 10.0.0.2. A port is free as soon as its last socket is closed: there is no TIME_WAIT. AF_UNIX sockets get no name by themselves.',
  },
  listen: {
    signature: 'int listen(int sockfd, int backlog)',
    errors: ['EADDRINUSE', 'EBADF', 'EINVAL', 'ENOTSOCK'],
  },
  accept: {
    signature: 'int accept(int sockfd, struct sockaddr *addr, socklen_t *addrlen)',
    errors: ['EAGAIN', 'EBADF', 'EFAULT', 'EINTR', 'EINVAL', 'EMFILE', 'ENOTSOCK'],
  },
  accept4: {
    signature: 'int accept4(int sockfd, struct sockaddr *addr, socklen_t *addrlen, int flags)',
    errors: ['EAGAIN', 'EBADF', 'EFAULT', 'EINTR', 'EINVAL', 'EMFILE', 'ENOTSOCK'],
  },
  connect: {
    signature: 'int connect(int sockfd, const struct sockaddr *addr, socklen_t addrlen)',
    errors: [
      'EACCES',
      'EADDRINUSE',
      'EAFNOSUPPORT',
      'EAGAIN',
      'EALREADY',
      'EBADF',
      'ECONNABORTED',
      'ECONNREFUSED',
      'EFAULT',
      'EINPROGRESS',
      'EINTR',
      'EINVAL',
      'EISCONN',
      'ELOOP',
      'ENAMETOOLONG',
      'ENETUNREACH',
      'ENOENT',
      'ENOTDIR',
      'ENOTSOCK',
    ],
    simplified:
      'Beyond the machine itself there is a way to the addresses of its routes only; others answer ENETUNREACH, and who never gets an answer waits without end. AF_UNSPEC does not dissolve a connection. Without waiting, a full queue answers EAGAIN for AF_INET too.',
  },
  sendto: {
    signature:
      'ssize_t sendto(int sockfd, const void *buf, size_t size, int flags, const struct sockaddr *addr, socklen_t addrlen)',
    errors: [
      'EAGAIN',
      'EBADF',
      'ECONNRESET',
      'EFAULT',
      'EINTR',
      'EINVAL',
      'EISCONN',
      'ENOTCONN',
      'ENOTSOCK',
      'EOPNOTSUPP',
      'EPIPE',
    ],
    simplified:
      'Knows MSG_DONTWAIT and MSG_NOSIGNAL. A peer keeps 65,536 bytes for its reader, whatever the family; there is no sending buffer beside.',
  },
  recvfrom: {
    signature:
      'ssize_t recvfrom(int sockfd, void *buf, size_t size, int flags, struct sockaddr *addr, socklen_t *addrlen)',
    errors: ['EAGAIN', 'EBADF', 'ECONNRESET', 'EFAULT', 'EINTR', 'EINVAL', 'ENOTCONN', 'ENOTSOCK', 'EPIPE'],
    simplified: 'Knows MSG_DONTWAIT and MSG_PEEK.',
  },
  shutdown: {
    signature: 'int shutdown(int sockfd, int how)',
    errors: ['EBADF', 'EINVAL', 'ENOTCONN', 'ENOTSOCK'],
  },
  getsockname: {
    signature: 'int getsockname(int sockfd, struct sockaddr *addr, socklen_t *addrlen)',
    errors: ['EBADF', 'EFAULT', 'EINVAL', 'ENOTSOCK'],
  },
  getpeername: {
    signature: 'int getpeername(int sockfd, struct sockaddr *addr, socklen_t *addrlen)',
    errors: ['EBADF', 'EFAULT', 'EINVAL', 'ENOTCONN', 'ENOTSOCK'],
  },
  setsockopt: {
    signature: 'int setsockopt(int sockfd, int level, int optname, const void *optval, socklen_t optlen)',
    errors: ['EBADF', 'EFAULT', 'EINVAL', 'ENOPROTOOPT', 'ENOTSOCK', 'EOPNOTSUPP'],
    simplified: 'Sets SO_REUSEADDR.',
  },
  getsockopt: {
    signature: 'int getsockopt(int sockfd, int level, int optname, void *optval, socklen_t *optlen)',
    errors: ['EBADF', 'EFAULT', 'EINVAL', 'ENOPROTOOPT', 'ENOTSOCK', 'EOPNOTSUPP'],
    simplified: 'Knows SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_ACCEPTCONN, SO_PROTOCOL and SO_DOMAIN.',
  },
} satisfies Record<string, ManualEntry>;
