import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { O } from '../../../shared/abi/flags.ts';
import { CLONE } from '../../../shared/abi/process-flags.ts';
import { decodeInt64s } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { boot, SLEEPS } from '../fs/machine.ts';
import { resultsOf, run, type Script, scripted, start, sys, trace } from './world.ts';

/** What a call of execve answers to a user who runs it; it did not succeed. */
function refused(path: string, argv = 'x', uid = 1000): number | undefined {
  const machine = scripted();
  const pid = start(machine, [sys('execve', path, argv)], {}, uid);
  run(machine, 3);
  return resultsOf(machine, pid)[0];
}

describe('execve', () => {
  it('puts a program in the caller’s place, with its arguments on the new stack', () => {
    const machine = scripted();
    const pid = start(machine, [sys('execve', '/bin/true', 'true one two'), sys('getpid')]);
    const before = machine.task(pid)?.mm;
    const events = run(machine, 2);
    const task = machine.task(pid);
    expect(trace(events, pid)[0]).toBe('execve("/bin/true", ["true", "one", "two"]) = 0');
    expect(task?.mm).not.toBe(before);
    expect([task?.comm, task?.exe, task?.cmdline]).toEqual(['true', '/bin/true', ['true', 'one', 'two']]);
    const stack = task?.mm?.vmas.find((area) => area.name === 'stack');
    const top = machine.readUser(pid, (stack?.end ?? 0) - 64, 64) as Uint8Array;
    expect(new TextDecoder().decode(top)).toContain('two\0one\0true\0');
    expect(decodeInt64s(top)).toContain((stack?.end ?? 0) - 5);
    expect(trace(run(machine, 5), pid)).not.toContain(`getpid() = ${pid}`);
  });

  it('is refused in Linux’s words', () => {
    expect(refused('/bin/none')).toBe(-errno.ENOENT);
    expect(refused('/bin/true/x')).toBe(-errno.ENOTDIR);
    expect(refused('/bin')).toBe(-errno.EACCES);
    expect(refused('/bin/secret')).toBe(-errno.EACCES);
    expect(refused('/bin/text')).toBe(-errno.ENOEXEC);
    expect(refused('/bin/loop')).toBe(-errno.ELOOP);
    expect(refused('')).toBe(-errno.ENOENT);
    expect(refused('/bin/true', 'x'.repeat(5000))).toBe(-errno.E2BIG);
  });

  it('gives a script to its interpreter, with what its first line says', () => {
    const machine = scripted();
    const pid = start(machine, [sys('execve', '/bin/script', 'script one')]);
    run(machine, 2);
    expect(machine.task(pid)?.cmdline).toEqual(['/bin/true', '-x', '/bin/script', 'one']);
    expect([machine.task(pid)?.comm, machine.task(pid)?.exe]).toEqual(['script', '/bin/true']);
  });

  it('gives the owner’s rights of a set-user-id program, unless no_new_privs was set', () => {
    const machine = scripted();
    const exec = sys('execve', '/bin/as-root', 'x');
    const plain = start(machine, [exec]);
    const sworn = start(machine, [sys('prctl', 38, 1), exec]);
    run(machine, 4);
    expect(machine.task(plain)?.cred).toMatchObject({ uid: 1000, euid: 0, suid: 0 });
    expect(machine.task(sworn)?.cred).toMatchObject({ uid: 1000, euid: 1000, suid: 1000 });
  });

  it('closes descriptors with FD_CLOEXEC, forgets handlers and keeps what is ignored', () => {
    const machine = scripted();
    const pid = start(machine, [
      sys('open', '/bin/true', O.O_RDONLY),
      sys('open', '/bin/true', O.O_RDONLY | O.O_CLOEXEC),
      sys('rt_sigaction', signals.SIGTERM, 4096),
      sys('rt_sigaction', signals.SIGINT, 1),
      sys('execve', '/bin/true', 'x'),
    ]);
    run(machine, 5);
    const task = machine.task(pid);
    expect(task?.fds.map((entry) => entry !== null)).toEqual([true, false]);
    expect(task?.sigActions.size).toBe(0);
    expect(task?.sigIgnored).toEqual([signals.SIGINT]);
  });

  it('lets the parent of a vfork go on, whose memory stays', () => {
    const machine = scripted();
    const pid = start(machine, [sys('vfork')]);
    run(machine, 1);
    const child = machine.task(pid)?.children[0] ?? 0;
    const user = machine.task(child)?.user as Script | undefined;
    expect(machine.task(pid)?.state).toBe('D');
    user?.todo.push(sys('execve', '/bin/true', 'x'));
    machine.poke(child);
    run(machine, 10);
    expect(resultsOf(machine, pid)).toEqual([child]);
    expect(machine.task(pid)?.mm).not.toBeNull();
  });
});

describe('futex', () => {
  const thread = CLONE.CLONE_VM | CLONE.CLONE_SIGHAND | CLONE.CLONE_THREAD;

  it('sleeps while the value is as seen, until a thread wakes it', () => {
    const { machine, process, settle } = boot();
    const a = process();
    const b = a.call('clone', thread) as number;
    expect(a.call('futex', a.memory, 0, 7)).toBe(-errno.EAGAIN);
    expect(a.call('futex', a.memory + 1, 0, 0)).toBe(-errno.EINVAL);
    expect(a.call('futex', 0, 1, 1)).toBe(-errno.EFAULT);
    expect(a.call('futex', 0, 129, 1)).toBe(0);
    expect(a.call('futex', a.memory, 9, 1)).toBe(-errno.ENOSYS);
    expect(a.call('futex', a.memory, 1, 1)).toBe(0);
    expect(a.call('futex', a.memory, 0, 0)).toBe(SLEEPS);
    expect(machine.call(b, 'futex', [a.memory, 1, 1])).toEqual({ kind: 'returned', ret: 1 });
    expect(settle()).toEqual({ [a.pid]: 0 });
  });

  it('gives up when its time is over', () => {
    const { machine, process, settle } = boot();
    const a = process();
    expect(a.call('futex', a.memory, 0, 0, 3)).toBe(SLEEPS);
    machine.tick();
    expect(settle()).toEqual({});
    machine.tick();
    machine.tick();
    expect(settle()).toEqual({ [a.pid]: -errno.ETIMEDOUT });
  });
});
