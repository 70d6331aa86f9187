import { POLL } from './poll-flags.ts';
import {
  ACTION,
  CLOCK,
  CLONE,
  FUTEX,
  GRND,
  PRCTL,
  PTRACE,
  REBOOT,
  RLIMIT,
  RUSAGE,
  SA,
  SECCOMP,
  WAIT,
  WAIT_ID,
} from './process-flags.ts';
import { signals } from './signals.ts';
import { AF, MSG, SHUT, SO, SOCK, SOL_SOCKET } from './socket.ts';

export { WAIT };

/** Flag values of x86-64 Linux (`include/uapi/asm-generic/fcntl.h`, `mman-common.h`, `stat.h`). */
export const O = {
  O_RDONLY: 0,
  O_WRONLY: 0o1,
  O_RDWR: 0o2,
  O_ACCMODE: 0o3,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_CLOEXEC: 0o2000000,
} as const;

export const PROT = { PROT_NONE: 0, PROT_READ: 1, PROT_WRITE: 2, PROT_EXEC: 4 } as const;

export const MAP = { MAP_SHARED: 1, MAP_PRIVATE: 2, MAP_ANONYMOUS: 0x20 } as const;

/** `msync`'s flags and `madvise`'s advice. */
export const MS = { MS_ASYNC: 1, MS_INVALIDATE: 2, MS_SYNC: 4 } as const;
export const MADV = {
  MADV_NORMAL: 0,
  MADV_RANDOM: 1,
  MADV_SEQUENTIAL: 2,
  MADV_WILLNEED: 3,
  MADV_DONTNEED: 4,
  MADV_FREE: 8,
} as const;

export const SEEK = { SEEK_SET: 0, SEEK_CUR: 1, SEEK_END: 2 } as const;

export const ACCESS = { F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4 } as const;

export const FCNTL = {
  F_DUPFD: 0,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_DUPFD_CLOEXEC: 1030,
} as const;

/** `rt_sigprocmask`'s `how`. */
export const SIGMASK = { SIG_BLOCK: 0, SIG_UNBLOCK: 1, SIG_SETMASK: 2 } as const;

/** File type bits of `st_mode`. */
export const S = {
  S_IFIFO: 0o010000,
  S_IFCHR: 0o020000,
  S_IFDIR: 0o040000,
  S_IFREG: 0o100000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
} as const;

export const AT_FDCWD = -100;
/** Flags of the `*at` calls. */
export const AT = {
  AT_SYMLINK_NOFOLLOW: 0x100,
  AT_REMOVEDIR: 0x200,
  AT_SYMLINK_FOLLOW: 0x400,
  AT_NO_AUTOMOUNT: 0x800,
  AT_EMPTY_PATH: 0x1000,
} as const;
/** Flags of `mount` that the machine knows or refuses (`man 2 mount`), and of `umount2`. */
export const MOUNT = {
  MS_RDONLY: 1,
  MS_REMOUNT: 0x20,
  MS_BIND: 0x1000,
  MS_MOVE: 0x2000,
  MS_REC: 0x4000,
  MS_UNBINDABLE: 0x2_0000,
  MS_PRIVATE: 0x4_0000,
  MS_SLAVE: 0x8_0000,
  MS_SHARED: 0x10_0000,
} as const;
export const MNT = { MNT_FORCE: 1, MNT_DETACH: 2, MNT_EXPIRE: 4, UMOUNT_NOFOLLOW: 8 } as const;
/** Flags of `renameat2`. */
export const RENAME = { RENAME_NOREPLACE: 1 } as const;
export const RLIMIT_NOFILE = RLIMIT.RLIMIT_NOFILE;
export const PAGE_SIZE = 4096;
/** Longest path and longest name in it, in bytes, the path with its final NUL (`limits.h`). */
export const PATH_MAX = 4096;
export const NAME_MAX = 255;

/** Every named constant that a program may use, with its value. */
export const CONSTANTS: Readonly<Record<string, number>> = {
  ...O,
  ...PROT,
  ...MAP,
  ...MS,
  ...MADV,
  ...SEEK,
  ...ACCESS,
  ...FCNTL,
  ...WAIT,
  ...WAIT_ID,
  ...SIGMASK,
  ...signals,
  ...ACTION,
  ...SA,
  ...CLONE,
  ...RLIMIT,
  ...RUSAGE,
  ...PRCTL,
  ...SECCOMP,
  ...PTRACE,
  ...CLOCK,
  ...GRND,
  ...FUTEX,
  ...REBOOT,
  ...POLL,
  ...AT,
  ...MOUNT,
  ...MNT,
  ...RENAME,
  ...AF,
  ...SOCK,
  ...MSG,
  ...SHUT,
  ...SO,
  SOL_SOCKET,
  AT_FDCWD,
  NULL: 0,
};
