import type { ErrnoName } from '../errno.ts';
import type { ManualEntry } from './entry.ts';

/** Errors of every walk along a path (`man 7 path_resolution`). */
const PATH: readonly ErrnoName[] = ['EACCES', 'EFAULT', 'ELOOP', 'ENAMETOOLONG', 'ENOENT', 'ENOTDIR'];

function withPath(...more: ErrnoName[]): ErrnoName[] {
  return [...PATH, ...more].sort();
}

/** The calls on files, directories and descriptors. */
export const filesManual = {
  read: {
    signature: 'ssize_t read(int fd, void *buf, size_t count)',
    errors: ['EAGAIN', 'EBADF', 'EFAULT', 'EINTR', 'EIO', 'EISDIR'],
  },
  write: {
    signature: 'ssize_t write(int fd, const void *buf, size_t count)',
    errors: ['EAGAIN', 'EBADF', 'EFAULT', 'EFBIG', 'EINTR', 'EPIPE'],
  },
  open: {
    signature: 'int open(const char *path, int flags, mode_t mode)',
    errors: withPath('EEXIST', 'EINVAL', 'EISDIR', 'EMFILE', 'ENOSPC', 'ENXIO'),
  },
  openat: {
    signature: 'int openat(int dirfd, const char *path, int flags, mode_t mode)',
    errors: withPath('EBADF', 'EEXIST', 'EINVAL', 'EISDIR', 'EMFILE', 'ENOSPC', 'ENXIO'),
  },
  close: { signature: 'int close(int fd)', errors: ['EBADF'] },
  stat: { signature: 'int stat(const char *path, struct stat *statbuf)', errors: withPath() },
  fstat: { signature: 'int fstat(int fd, struct stat *statbuf)', errors: ['EBADF', 'EFAULT'] },
  lstat: { signature: 'int lstat(const char *path, struct stat *statbuf)', errors: withPath() },
  lseek: {
    signature: 'off_t lseek(int fd, off_t offset, int whence)',
    errors: ['EBADF', 'EINVAL', 'ESPIPE'],
    simplified: 'SEEK_DATA and SEEK_HOLE are not there: files have no holes.',
  },
  pread64: {
    signature: 'ssize_t pread64(int fd, void *buf, size_t count, off_t offset)',
    errors: ['EBADF', 'EFAULT', 'EINVAL', 'EISDIR', 'ESPIPE'],
  },
  pwrite64: {
    signature: 'ssize_t pwrite64(int fd, const void *buf, size_t count, off_t offset)',
    errors: ['EBADF', 'EFAULT', 'EFBIG', 'EINVAL', 'ESPIPE'],
  },
  access: {
    signature: 'int access(const char *path, int mode)',
    errors: withPath('EINVAL'),
  },
  pipe: { signature: 'int pipe(int pipefd[2])', errors: ['EFAULT', 'EMFILE'] },
  pipe2: {
    signature: 'int pipe2(int pipefd[2], int flags)',
    errors: ['EFAULT', 'EINVAL', 'EMFILE'],
    simplified: 'O_DIRECT (packets) is refused with EINVAL.',
  },
  dup: { signature: 'int dup(int oldfd)', errors: ['EBADF', 'EMFILE'] },
  dup2: { signature: 'int dup2(int oldfd, int newfd)', errors: ['EBADF'] },
  dup3: { signature: 'int dup3(int oldfd, int newfd, int flags)', errors: ['EBADF', 'EINVAL'] },
  fcntl: {
    signature: 'int fcntl(int fd, int op, int arg)',
    errors: ['EBADF', 'EINVAL', 'EMFILE'],
    simplified:
      'Knows F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL and F_SETFL; locks and leases are not there.',
  },
  fsync: {
    signature: 'int fsync(int fd)',
    errors: ['EBADF', 'EINVAL'],
  },
  truncate: {
    signature: 'int truncate(const char *path, off_t length)',
    errors: withPath('EFBIG', 'EINVAL', 'EISDIR'),
  },
  ftruncate: { signature: 'int ftruncate(int fd, off_t length)', errors: ['EBADF', 'EFBIG', 'EINVAL'] },
  getdents64: {
    signature: 'ssize_t getdents64(int fd, void *dirp, size_t count)',
    errors: ['EBADF', 'EFAULT', 'EINVAL', 'ENOENT', 'ENOTDIR'],
  },
  getcwd: {
    signature: 'long getcwd(char *buf, unsigned long size)',
    errors: ['EFAULT', 'ENOENT', 'ERANGE'],
  },
  chdir: { signature: 'int chdir(const char *path)', errors: withPath() },
  rename: {
    signature: 'int rename(const char *oldpath, const char *newpath)',
    errors: withPath('EBUSY', 'EINVAL', 'EISDIR', 'ENOTEMPTY', 'EPERM'),
  },
  mkdir: { signature: 'int mkdir(const char *path, mode_t mode)', errors: withPath('EEXIST', 'ENOSPC') },
  rmdir: {
    signature: 'int rmdir(const char *path)',
    errors: withPath('EBUSY', 'EINVAL', 'ENOTEMPTY', 'EPERM'),
  },
  link: {
    signature: 'int link(const char *oldpath, const char *newpath)',
    errors: withPath('EEXIST', 'EPERM'),
  },
  unlink: { signature: 'int unlink(const char *path)', errors: withPath('EISDIR', 'EPERM') },
  symlink: {
    signature: 'int symlink(const char *target, const char *linkpath)',
    errors: withPath('EEXIST', 'ENOSPC'),
  },
  readlink: {
    signature: 'ssize_t readlink(const char *path, char *buf, size_t size)',
    errors: withPath('EINVAL'),
  },
  chmod: { signature: 'int chmod(const char *path, mode_t mode)', errors: withPath('EPERM') },
  fchmod: { signature: 'int fchmod(int fd, mode_t mode)', errors: ['EBADF', 'EPERM'] },
  chown: { signature: 'int chown(const char *path, uid_t owner, gid_t group)', errors: withPath('EPERM') },
  umask: { signature: 'mode_t umask(mode_t mask)', errors: [] },
  mkdirat: {
    signature: 'int mkdirat(int dirfd, const char *path, mode_t mode)',
    errors: withPath('EBADF', 'EEXIST', 'ENOSPC'),
  },
  unlinkat: {
    signature: 'int unlinkat(int dirfd, const char *path, int flags)',
    errors: withPath('EBADF', 'EBUSY', 'EINVAL', 'EISDIR', 'ENOTEMPTY', 'EPERM'),
  },
  renameat: {
    signature: 'int renameat(int olddirfd, const char *oldpath, int newdirfd, const char *newpath)',
    errors: withPath('EBADF', 'EBUSY', 'EEXIST', 'EINVAL', 'EISDIR', 'ENOTEMPTY', 'EPERM', 'EXDEV'),
  },
  renameat2: {
    signature:
      'int renameat2(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, unsigned int flags)',
    errors: withPath('EBADF', 'EBUSY', 'EEXIST', 'EINVAL', 'EISDIR', 'ENOTEMPTY', 'EPERM', 'EXDEV'),
    simplified: 'RENAME_EXCHANGE and RENAME_WHITEOUT answer EINVAL, as on a file system that has neither.',
  },
  linkat: {
    signature: 'int linkat(int olddirfd, const char *oldpath, int newdirfd, const char *newpath, int flags)',
    errors: withPath('EBADF', 'EEXIST', 'EINVAL', 'EPERM', 'EXDEV'),
  },
  symlinkat: {
    signature: 'int symlinkat(const char *target, int newdirfd, const char *linkpath)',
    errors: withPath('EBADF', 'EEXIST', 'ENOSPC', 'EPERM'),
  },
  readlinkat: {
    signature: 'ssize_t readlinkat(int dirfd, const char *path, char *buf, size_t bufsiz)',
    errors: withPath('EBADF', 'EINVAL'),
  },
  newfstatat: {
    signature: 'int newfstatat(int dirfd, const char *path, struct stat *statbuf, int flags)',
    errors: withPath('EBADF', 'EINVAL'),
  },
  faccessat: {
    signature: 'int faccessat(int dirfd, const char *path, int mode)',
    errors: withPath('EBADF', 'EINVAL'),
  },
  fchmodat: {
    signature: 'int fchmodat(int dirfd, const char *path, mode_t mode)',
    errors: withPath('EBADF', 'EPERM'),
  },
  fchownat: {
    signature: 'int fchownat(int dirfd, const char *path, uid_t owner, gid_t group, int flags)',
    errors: withPath('EBADF', 'EINVAL', 'EPERM'),
  },
  fchown: {
    signature: 'int fchown(int fd, uid_t owner, gid_t group)',
    errors: ['EBADF', 'EINVAL', 'EPERM'],
  },
  lchown: {
    signature: 'int lchown(const char *path, uid_t owner, gid_t group)',
    errors: withPath('EINVAL', 'EPERM'),
  },
  fchdir: { signature: 'int fchdir(int fd)', errors: ['EACCES', 'EBADF', 'ENOTDIR'] },
  mount: {
    signature:
      'int mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data)',
    errors: withPath('EBUSY', 'EINVAL', 'ENODEV', 'ENOSPC', 'EPERM'),
    simplified:
      'File systems are tmpfs, proc and cgroup2, and views of directories by MS_BIND, which take no mounts below along. Every mount is private and writable: MS_SHARED, MS_RDONLY, MS_REMOUNT and MS_MOVE answer EINVAL, and data is not read.',
  },
  umount2: {
    signature: 'int umount2(const char *target, int flags)',
    errors: withPath('EBUSY', 'EINVAL', 'EPERM'),
    simplified: 'What is in use answers EBUSY with MNT_DETACH too.',
  },
  pivot_root: {
    signature: 'int pivot_root(const char *new_root, const char *put_old)',
    errors: withPath('EBUSY', 'EINVAL', 'EPERM'),
  },
  chroot: { signature: 'int chroot(const char *path)', errors: withPath('EPERM') },
} satisfies Record<string, ManualEntry>;
