import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../server/kernel/boot.ts';
import { MAX_FILE_BYTES } from '../../server/kernel/fs/inodes.ts';
import { createMachine } from '../../server/kernel/machine.ts';
import { errno } from '../../shared/abi/errno.ts';
import { O } from '../../shared/abi/flags.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';

function boot() {
  const machine = createMachine(
    {
      ...DEFAULT_CONFIG,
      costs: { ...DEFAULT_CONFIG.costs, disk: 0 },
      files: [{ path: '/tmp', kind: 'dir', mode: 0o1777, uid: 0, gid: 0 }],
    },
    { fetch: () => ({ op: 'wait' }), complete: () => undefined, fork: (user: object) => ({ ...user }) },
  );
  const pid = machine.spawn({ comm: 'dd', uid: 1000, gid: 1000, user: {} });
  const call = (name: SyscallName, ...args: (string | number)[]): number => {
    const outcome = machine.call(pid, name, args);
    return outcome.kind === 'returned' ? outcome.ret : Number.NaN;
  };
  return { machine, call };
}

const CREATE = O.O_RDWR | O.O_CREAT;

describe('the disk', () => {
  it('holds no file beyond the largest size: EFBIG for its end, and what fits is written', () => {
    const { call } = boot();
    const fd = call('open', '/tmp/big', CREATE, 0o600);
    expect(call('ftruncate', fd, 1e12)).toBe(-errno.EFBIG);
    expect(call('truncate', '/tmp/big', MAX_FILE_BYTES + 1)).toBe(-errno.EFBIG);
    expect(call('pwrite64', fd, 'abc', 3, 3e9)).toBe(-errno.EFBIG);
    expect(call('pwrite64', fd, 'abc', 3, MAX_FILE_BYTES - 1)).toBe(1);
    expect(call('ftruncate', fd, MAX_FILE_BYTES)).toBe(0);
  });

  it('is full at some time: ENOSPC, and there is room again when a file is removed', () => {
    const { machine, call } = boot();
    let made = 0;
    for (;;) {
      const fd = call('open', `/tmp/f${made}`, CREATE, 0o600);
      const ret = call('ftruncate', fd, MAX_FILE_BYTES);
      call('close', fd);
      if (ret !== 0) {
        expect(ret).toBe(-errno.ENOSPC);
        break;
      }
      made += 1;
    }
    expect(made).toBeLessThan(100);
    expect(machine.readFile(`/tmp/f${made}`)).toHaveLength(0);
    call('unlink', '/tmp/f0');
    expect(call('truncate', `/tmp/f${made}`, MAX_FILE_BYTES)).toBe(0);
  });
});
