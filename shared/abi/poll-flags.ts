/** Events of `poll` on x86-64 Linux (`include/uapi/asm-generic/poll.h`). */
export const POLL = {
  POLLIN: 0x001,
  POLLPRI: 0x002,
  POLLOUT: 0x004,
  POLLERR: 0x008,
  POLLHUP: 0x010,
  POLLNVAL: 0x020,
} as const;
