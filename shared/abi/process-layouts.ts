/** Structures of the calls about processes and time, as x86-64 Linux lays them out (little-endian). */

function fields(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** 64-bit integers one after another: `struct tms`, and most others of this file. */
export function encodeInt64s(numbers: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(numbers.length * 8);
  for (const [index, value] of numbers.entries())
    fields(bytes).setBigInt64(index * 8, BigInt(Math.trunc(value)), true);
  return bytes;
}

export function decodeInt64s(bytes: Uint8Array): number[] {
  return Array.from({ length: bytes.length >> 3 }, (_, index) =>
    Number(fields(bytes).getBigInt64(index * 8, true)),
  );
}

/** `siginfo_t`, 128 bytes. */
export interface SigInfo {
  signo: number;
  code: number;
  pid: number;
  uid: number;
  /** Exit code or signal of a child. */
  status: number;
}

export const SIGINFO_BYTES = 128;

export function encodeSigInfo(info: SigInfo): Uint8Array {
  const bytes = new Uint8Array(SIGINFO_BYTES);
  const data = fields(bytes);
  data.setInt32(0, info.signo, true);
  data.setInt32(8, info.code, true);
  data.setInt32(16, info.pid, true);
  data.setUint32(20, info.uid, true);
  data.setInt32(24, info.status, true);
  return bytes;
}

export function decodeSigInfo(bytes: Uint8Array): SigInfo {
  const data = fields(bytes);
  return {
    signo: data.getInt32(0, true),
    code: data.getInt32(8, true),
    pid: data.getInt32(16, true),
    uid: data.getUint32(20, true),
    status: data.getInt32(24, true),
  };
}

/** `struct rusage`, 144 bytes; times in microseconds, memory in KiB. */
export interface Usage {
  user: number;
  system: number;
  maxrss: number;
  minflt: number;
}

export function encodeUsage({ user, system, maxrss, minflt }: Usage): Uint8Array {
  const million = 1_000_000;
  return encodeInt64s([
    Math.floor(user / million),
    user % million,
    Math.floor(system / million),
    system % million,
    maxrss,
    0,
    0,
    0,
    minflt,
    ...Array.from({ length: 9 }, () => 0),
  ]);
}

/** `struct utsname`: six texts of 65 bytes each. */
export const UTSNAME_FIELD = 65;

export function encodeUtsname(texts: readonly string[]): Uint8Array {
  const bytes = new Uint8Array(6 * UTSNAME_FIELD);
  for (const [index, text] of texts.entries())
    bytes.set(new TextEncoder().encode(text).subarray(0, UTSNAME_FIELD - 1), index * UTSNAME_FIELD);
  return bytes;
}

/** `struct sysinfo`, 112 bytes; memory in bytes, uptime in seconds. */
export interface SysInfo {
  uptime: number;
  totalram: number;
  freeram: number;
  totalswap: number;
  freeswap: number;
  procs: number;
}

export function encodeSysInfo(info: SysInfo): Uint8Array {
  const bytes = new Uint8Array(112);
  bytes.set(
    encodeInt64s([info.uptime, 0, 0, 0, info.totalram, info.freeram, 0, 0, info.totalswap, info.freeswap]),
  );
  fields(bytes).setUint16(80, info.procs, true);
  fields(bytes).setUint32(104, 1, true);
  return bytes;
}
