/** Sockets of x86-64 Linux: families, types and flags (`include/linux/socket.h`, `include/linux/net.h`), and their addresses. */
export const AF = { AF_UNSPEC: 0, AF_UNIX: 1, AF_INET: 2 } as const;
export const SOCK = {
  SOCK_STREAM: 1,
  SOCK_DGRAM: 2,
  SOCK_NONBLOCK: 0o4000,
  SOCK_CLOEXEC: 0o2000000,
} as const;
export const MSG = { MSG_PEEK: 2, MSG_DONTWAIT: 0x40, MSG_NOSIGNAL: 0x4000 } as const;
export const SHUT = { SHUT_RD: 0, SHUT_WR: 1, SHUT_RDWR: 2 } as const;
export const SO = {
  SO_REUSEADDR: 2,
  SO_TYPE: 3,
  SO_ERROR: 4,
  SO_ACCEPTCONN: 30,
  SO_PROTOCOL: 38,
  SO_DOMAIN: 39,
} as const;
export const SOL_SOCKET = 1;

/** Address that means all of the machine's own, and the one that never leaves it. */
export const INADDR_ANY = 0;
export const INADDR_LOOPBACK = 0x7f00_0001;
/** The machine's address on the network outside, 10.0.0.2. */
export const MACHINE_ADDRESS = 0x0a00_0002;

/** Bytes of `struct sockaddr_in`, and the most of `struct sockaddr_un` (`man 7 unix`). */
export const SOCKADDR_IN = 16;
export const SOCKADDR_UN = 110;

/** What a socket is called. A path of '' is that of a socket without a name; one that begins with NUL is no file's. */
export type SocketName =
  | { family: typeof AF.AF_INET; address: number; port: number }
  | { family: typeof AF.AF_UNIX; path: string };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeSocketName(name: SocketName): Uint8Array {
  if (name.family === AF.AF_INET) {
    const bytes = new Uint8Array(SOCKADDR_IN);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, name.family, true);
    view.setUint16(2, name.port);
    view.setUint32(4, name.address);
    return bytes;
  }
  const path = encoder.encode(name.path);
  // A file's path ends with its NUL, other names with their last byte.
  const bytes = new Uint8Array(2 + path.length + (name.path === '' || name.path.startsWith('\0') ? 0 : 1));
  bytes[0] = name.family;
  bytes.set(path, 2);
  return bytes;
}

/** The name in the bytes of a structure of either family; the caller has looked at family and length. */
export function decodeSocketName(bytes: Uint8Array): SocketName {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0, true) === AF.AF_INET)
    return { family: AF.AF_INET, address: view.getUint32(4), port: view.getUint16(2) };
  const path = bytes.subarray(2);
  const end = path[0] === 0 ? path.length : path.indexOf(0);
  return { family: AF.AF_UNIX, path: decoder.decode(end < 0 ? path : path.subarray(0, end)) };
}

/** A dotted address, as `inet_addr` reads and `inet_ntoa` prints it; undefined: it is none. */
export function parseInetAddress(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255))
    return undefined;
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}

export function inetAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}

/** What a program writes for an address: "127.0.0.1:80", or a path. Undefined: an IPv4 address that is none. */
export function parseSocketName(text: string): SocketName | undefined {
  if (text.includes('/')) return { family: AF.AF_UNIX, path: text };
  const [, host = '', digits = ''] = /^([\d.]+):(\d{1,5})$/.exec(text) ?? [];
  const address = parseInetAddress(host);
  if (address === undefined || Number(digits) > 0xffff) return undefined;
  return { family: AF.AF_INET, address, port: Number(digits) };
}
