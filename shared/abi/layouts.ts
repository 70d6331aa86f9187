/** Structures that calls write into user memory, as x86-64 Linux lays them out (little-endian). */

/** `struct stat`, 144 bytes: the fields that the machine has. Sizes in bytes. */
export interface Stat {
  ino: number;
  mode: number;
  nlink: number;
  uid: number;
  gid: number;
  size: number;
}

export const STAT_BYTES = 144;

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function encodeStat(stat: Stat): Uint8Array {
  const bytes = new Uint8Array(STAT_BYTES);
  const data = view(bytes);
  data.setBigUint64(0, 1n, true);
  data.setBigUint64(8, BigInt(stat.ino), true);
  data.setBigUint64(16, BigInt(stat.nlink), true);
  data.setUint32(24, stat.mode, true);
  data.setUint32(28, stat.uid, true);
  data.setUint32(32, stat.gid, true);
  data.setBigUint64(48, BigInt(stat.size), true);
  data.setBigUint64(56, 4096n, true);
  data.setBigUint64(64, BigInt(Math.ceil(stat.size / 512)), true);
  return bytes;
}

export function decodeStat(bytes: Uint8Array): Stat {
  const data = view(bytes);
  return {
    ino: Number(data.getBigUint64(8, true)),
    nlink: Number(data.getBigUint64(16, true)),
    mode: data.getUint32(24, true),
    uid: data.getUint32(28, true),
    gid: data.getUint32(32, true),
    size: Number(data.getBigUint64(48, true)),
  };
}

/** One `struct linux_dirent64`. `type`: DT_DIR 4, DT_REG 8, DT_LNK 10, DT_CHR 2, DT_FIFO 1. */
export interface Dirent {
  ino: number;
  type: number;
  name: string;
}

const DIRENT_HEAD = 19;

/** Record length: header, name, NUL, rounded up to 8. */
export function direntLength(name: string): number {
  return Math.ceil((DIRENT_HEAD + new TextEncoder().encode(name).length + 1) / 8) * 8;
}

/** Records one after another. `next`, a record's `d_off`: the directory's position after it. */
export function encodeDirents(entries: readonly (Dirent & { next: number })[]): Uint8Array {
  const bytes = new Uint8Array(entries.reduce((sum, entry) => sum + direntLength(entry.name), 0));
  const data = view(bytes);
  let at = 0;
  for (const entry of entries) {
    data.setBigUint64(at, BigInt(entry.ino), true);
    data.setBigUint64(at + 8, BigInt(entry.next), true);
    data.setUint16(at + 16, direntLength(entry.name), true);
    data.setUint8(at + 18, entry.type);
    bytes.set(new TextEncoder().encode(entry.name), at + DIRENT_HEAD);
    at += direntLength(entry.name);
  }
  return bytes;
}

export function decodeDirents(bytes: Uint8Array): Dirent[] {
  const entries: Dirent[] = [];
  const data = view(bytes);
  for (let at = 0; at + DIRENT_HEAD <= bytes.length; ) {
    const length = data.getUint16(at + 16, true);
    if (length < DIRENT_HEAD) break;
    const name = bytes.subarray(at + DIRENT_HEAD, at + length);
    const end = name.indexOf(0);
    entries.push({
      ino: Number(data.getBigUint64(at, true)),
      type: data.getUint8(at + 18),
      name: new TextDecoder().decode(end < 0 ? name : name.subarray(0, end)),
    });
    at += length;
  }
  return entries;
}

/** Descriptors of a pipe, a wait status: 32-bit integers. */
export function encodeInt32s(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 4);
  for (const [index, value] of numbers.entries()) view(bytes).setInt32(index * 4, value, true);
  return bytes;
}

export function decodeInt32s(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >> 2 }, (_, index) => view(bytes).getInt32(index * 4, true));
}

/** `struct rlimit`, two 64-bit counts. */
export function encodeRlimit(limit: { soft: number; hard: number }): Uint8Array {
  const bytes = new Uint8Array(16);
  view(bytes).setBigUint64(0, BigInt(limit.soft), true);
  view(bytes).setBigUint64(8, BigInt(limit.hard), true);
  return bytes;
}

export function decodeRlimit(bytes: Uint8Array): { soft: number; hard: number } {
  return { soft: Number(view(bytes).getBigUint64(0, true)), hard: Number(view(bytes).getBigUint64(8, true)) };
}
