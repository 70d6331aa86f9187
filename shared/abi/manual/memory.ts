import type { ManualEntry } from './entry.ts';

/** The calls on the caller's address space. */
export const memoryManual = {
  mmap: {
    signature: 'void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset)',
    errors: ['EACCES', 'EBADF', 'EINVAL', 'ENODEV', 'ENOMEM'],
    simplified: 'The kernel chooses the address; MAP_FIXED is not there, so a hint counts for nothing.',
  },
  mprotect: {
    signature: 'int mprotect(void *addr, size_t size, int prot)',
    errors: ['EACCES', 'EINVAL', 'ENOMEM'],
  },
  munmap: { signature: 'int munmap(void *addr, size_t length)', errors: ['EINVAL'] },
  msync: {
    signature: 'int msync(void *addr, size_t length, int flags)',
    errors: ['EINVAL', 'ENOMEM'],
    simplified:
      'MS_SYNC writes the whole file, not the range alone. EBUSY is not there: no page can be locked.',
  },
  mincore: {
    signature: 'int mincore(void *addr, size_t length, unsigned char *vec)',
    errors: ['EFAULT', 'EINVAL', 'ENOMEM'],
  },
  madvise: {
    signature: 'int madvise(void *addr, size_t length, int advice)',
    errors: ['EINVAL', 'ENOMEM'],
    simplified:
      'MADV_FREE gives pages back at once, as MADV_DONTNEED does; MADV_NORMAL, MADV_RANDOM, MADV_SEQUENTIAL and MADV_WILLNEED change nothing.',
  },
  brk: {
    signature: 'void *brk(void *addr)',
    errors: [],
    simplified: 'As the raw call: it answers the break that holds afterwards, the old one where it refuses.',
  },
} satisfies Record<string, ManualEntry>;
