import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { decodeInt32s } from '../../../shared/abi/layouts.ts';
import { CLONE, RLIMIT, SECCOMP, SI, WAIT, WAIT_ID } from '../../../shared/abi/process-flags.ts';
import { decodeInt64s, decodeSigInfo } from '../../../shared/abi/process-layouts.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { boot, DIES, SLEEPS } from '../fs/machine.ts';

const { CLONE_FILES, CLONE_FS, CLONE_PARENT, CLONE_SIGHAND, CLONE_THREAD, CLONE_VM } = CLONE;

/** A machine without limits on processes. */
const world = () => {
  const made = boot();
  made.machine.state.config.protections.limits = false;
  return made;
};

describe('clone', () => {
  it('refuses flags that contradict each other', () => {
    const { process } = world();
    const a = process();
    expect(a.call('clone', CLONE_THREAD)).toBe(-errno.EINVAL);
    expect(a.call('clone', CLONE_SIGHAND)).toBe(-errno.EINVAL);
    expect(a.call('clone', CLONE_FS | CLONE.CLONE_NEWNS)).toBe(-errno.EINVAL);
  });

  it('shares memory, descriptors and directory as its flags say', () => {
    const { machine, process } = world();
    const a = process();
    const pid = a.call('clone', CLONE_VM | CLONE_FILES | CLONE_FS | signals.SIGCHLD) as number;
    machine.call(pid, 'open', ['/dev/null', 0]);
    expect(a.call('close', 0)).toBe(0);
    machine.call(pid, 'chdir', ['/tmp']);
    expect(machine.task(a.pid)?.cwd).toBe(machine.task(pid)?.cwd);
    machine.writeUser(pid, a.memory, new TextEncoder().encode('shared'));
    expect(a.text(6)).toBe('shared');
    machine.call(pid, 'exit', [0]);
    expect(a.text(6)).toBe('shared');
  });

  it('makes threads of one process, which end together and leave one zombie', () => {
    const { machine, process } = world();
    const a = process();
    const child = a.fork();
    const thread = child.call('clone', CLONE_VM | CLONE_SIGHAND | CLONE_THREAD) as number;
    expect(machine.call(thread, 'getpid', [])).toEqual({ kind: 'returned', ret: child.pid });
    expect(machine.call(thread, 'gettid', [])).toEqual({ kind: 'returned', ret: thread });
    child.call('exit', 7);
    expect(a.call('wait4', -1, a.memory, WAIT.WNOHANG)).toBe(0);
    machine.call(thread, 'exit_group', [3]);
    expect(machine.task(thread)).toBeUndefined();
    expect(a.call('wait4', -1, a.memory, 0)).toBe(child.pid);
    expect(decodeInt32s(a.bytes(4))).toEqual([3 << 8]);
  });

  it('with CLONE_PARENT makes a sister', () => {
    const { machine, process } = world();
    const a = process();
    const child = a.fork();
    const sister = child.call('clone', CLONE_PARENT | signals.SIGCHLD) as number;
    expect(machine.task(sister)?.ppid).toBe(a.pid);
  });

  it('vfork lets the parent sleep until the child ends', () => {
    const { machine, process, settle } = world();
    const a = process();
    expect(a.call('vfork')).toBe(SLEEPS);
    const child = machine.task(a.pid)?.children[0] ?? 0;
    machine.call(child, 'exit', [0]);
    expect(settle()).toEqual({ [a.pid]: child });
  });
});

describe('waiting', () => {
  it('waitid leaves the child where WNOWAIT says so, and writes who ended and how', () => {
    const { process } = world();
    const a = process();
    const child = a.fork();
    child.call('exit', 5);
    expect(a.call('waitid', WAIT_ID.P_PID, child.pid, a.memory, WAIT.WEXITED | WAIT.WNOWAIT)).toBe(0);
    expect(decodeSigInfo(a.bytes(128))).toEqual({
      signo: signals.SIGCHLD,
      code: SI.CLD_EXITED,
      pid: child.pid,
      uid: 0,
      status: 5,
    });
    expect(a.call('waitid', WAIT_ID.P_ALL, 0, 0, WAIT.WEXITED)).toBe(0);
    expect(a.call('waitid', WAIT_ID.P_ALL, 0, 0, WAIT.WEXITED)).toBe(-errno.ECHILD);
  });

  it('waitid needs something to wait for, and a kind that it knows', () => {
    const { process } = world();
    const a = process();
    a.fork();
    expect(a.call('waitid', WAIT_ID.P_ALL, 0, 0, WAIT.WNOHANG)).toBe(-errno.EINVAL);
    expect(a.call('waitid', 9, 0, 0, WAIT.WEXITED)).toBe(-errno.EINVAL);
    expect(a.call('waitid', WAIT_ID.P_PID, 0, 0, WAIT.WEXITED)).toBe(-errno.EINVAL);
    expect(a.call('wait4', -1, 0, 64)).toBe(-errno.EINVAL);
  });

  it('hears of a stop and of going on, once each', () => {
    const { process } = world();
    const a = process();
    const child = a.fork();
    a.call('kill', child.pid, signals.SIGSTOP);
    expect(a.call('wait4', -1, a.memory, WAIT.WNOHANG)).toBe(0);
    expect(a.call('wait4', -1, a.memory, WAIT.WUNTRACED | WAIT.WNOHANG)).toBe(child.pid);
    expect(decodeInt32s(a.bytes(4))).toEqual([(signals.SIGSTOP << 8) | 0x7f]);
    expect(a.call('wait4', -1, a.memory, WAIT.WUNTRACED | WAIT.WNOHANG)).toBe(0);
    a.call('kill', child.pid, signals.SIGCONT);
    expect(a.call('wait4', -1, a.memory, WAIT.WCONTINUED | WAIT.WNOHANG)).toBe(child.pid);
    expect(decodeInt32s(a.bytes(4))).toEqual([0xffff]);
  });
});

describe('groups and sessions', () => {
  it('a child may get a group of its own, and a signal to the group reaches its members', () => {
    const { machine, process } = world();
    const a = process();
    const [b, c] = [a.fork(), a.fork()];
    expect(a.call('setpgid', b.pid, 0)).toBe(0);
    expect(a.call('setpgid', c.pid, b.pid)).toBe(0);
    expect(a.call('getpgid', c.pid)).toBe(b.pid);
    expect(a.call('kill', -b.pid, signals.SIGKILL)).toBe(0);
    expect([machine.task(b.pid)?.state, machine.task(c.pid)?.state]).toEqual(['Z', 'Z']);
    expect(a.call('kill', -9999, 0)).toBe(-errno.ESRCH);
  });

  it('setsid is not for the leader of a group', () => {
    const { process } = world();
    const a = process();
    expect(a.call('setsid')).toBe(-errno.EPERM);
    const child = a.fork();
    expect(child.call('setsid')).toBe(child.pid);
    expect(a.call('getsid', child.pid)).toBe(child.pid);
    expect(a.call('setpgid', child.pid, a.pid)).toBe(-errno.EPERM);
    expect(a.call('setpgid', 1, 0)).toBe(-errno.ESRCH);
  });
});

describe('seccomp', () => {
  it('a filter needs no_new_privs or root, answers with its errors, and goes to children', () => {
    const { process } = world();
    const a = process(1000);
    const filter = 'mkdir=EACCES fork=EAGAIN';
    expect(a.call('seccomp', SECCOMP.SECCOMP_SET_MODE_FILTER, 0, filter)).toBe(-errno.EACCES);
    expect(a.call('prctl', 38, 1)).toBe(0);
    const child = a.fork();
    expect(child.call('seccomp', SECCOMP.SECCOMP_SET_MODE_FILTER, 0, filter)).toBe(0);
    expect(child.call('mkdir', '/tmp/x', 0o700)).toBe(-errno.EACCES);
    expect(child.call('fork')).toBe(-errno.EAGAIN);
    expect(child.call('prctl', 21, 0)).toBe(2);
    expect(a.call('mkdir', '/tmp/x', 0o700)).toBe(0);
  });

  it('kill ends with SIGSYS, strict mode with SIGKILL', () => {
    const { machine, process } = world();
    const a = process();
    const b = a.fork();
    b.call('seccomp', SECCOMP.SECCOMP_SET_MODE_FILTER, 0, 'getpid=kill');
    expect(b.call('getpid')).toBe(DIES);
    expect(machine.task(b.pid)?.exitSignal).toBe(signals.SIGSYS);
    const c = a.fork();
    expect(c.call('seccomp', SECCOMP.SECCOMP_SET_MODE_STRICT, 0, 0)).toBe(0);
    expect(c.call('getpid')).toBe(DIES);
    expect(machine.task(c.pid)?.exitSignal).toBe(signals.SIGKILL);
    expect(a.call('seccomp', SECCOMP.SECCOMP_SET_MODE_FILTER, 0, 'nonsense')).toBe(-errno.EINVAL);
  });
});

describe('limits, tracing and the rest', () => {
  it('prlimit64 sets for those alone whose ids are the caller’s', () => {
    const { process } = world();
    const root = process();
    const ada = process(1000);
    const bob = process(1001);
    expect(ada.call('prlimit64', bob.pid, RLIMIT.RLIMIT_NOFILE, 0, 0)).toBe(-errno.EPERM);
    expect(ada.call('prlimit64', 0, 99, 0, 0)).toBe(-errno.EINVAL);
    expect(ada.call('prlimit64', 9999, RLIMIT.RLIMIT_CPU, 0, 0)).toBe(-errno.ESRCH);
    expect(ada.call('prlimit64', 0, RLIMIT.RLIMIT_AS, 0, ada.memory)).toBe(0);
    expect(decodeInt64s(ada.bytes(16))).toEqual([-1, -1]);
    expect(root.call('prlimit64', bob.pid, RLIMIT.RLIMIT_CPU, 0, 0)).toBe(0);
    expect(ada.call('setrlimit', RLIMIT.RLIMIT_NPROC, 1, 1)).toBe(0);
    expect(ada.call('fork')).toBe(-errno.EAGAIN);
    expect(ada.call('setrlimit', RLIMIT.RLIMIT_NPROC, 2, 2)).toBe(-errno.EPERM);
  });

  it('ptrace attaches to processes of one’s own, and to others only as root', () => {
    const { machine, process } = world();
    const [ada, eve, bob] = [process(1000), process(1000), process(1001)];
    expect(ada.call('ptrace', 16, bob.pid)).toBe(-errno.EPERM);
    expect(ada.call('ptrace', 16, ada.pid)).toBe(-errno.EPERM);
    expect(ada.call('ptrace', 16, 9999)).toBe(-errno.ESRCH);
    expect(ada.call('ptrace', 16, eve.pid)).toBe(0);
    expect(machine.task(eve.pid)?.state).toBe('T');
    expect([bob.call('ptrace', 0, 0), bob.call('ptrace', 0, 0)]).toEqual([0, -errno.EPERM]);
  });

  it('reboot is refused, to root for another reason than to others', () => {
    const { process } = world();
    expect(process(1000).call('reboot', 0, 0, 0)).toBe(-errno.EPERM);
    expect(process().call('reboot', 0, 0, 0)).toBe(-errno.EINVAL);
    expect(process().call('reboot', 0xfee1dead, 672274793, 0)).toBe(-errno.EPERM);
  });

  it('prctl names the thread in 15 bytes', () => {
    const { process } = world();
    const a = process();
    expect(a.call('prctl', 15, 'a-name-that-is-too-long')).toBe(0);
    expect(a.call('prctl', 16, a.memory)).toBe(0);
    expect(a.text(16)).toBe('a-name-that-is-\0');
    expect(a.call('prctl', 12345, 0)).toBe(-errno.EINVAL);
  });

  it('random bytes come from the machine: the same seed draws the same', () => {
    const draw = (): string => {
      const a = world().process();
      expect(a.call('getrandom', a.memory, 16)).toBe(16);
      return a.bytes(16).join();
    };
    expect(draw()).toBe(draw());
    const a = world().process();
    expect(a.call('getrandom', a.memory, 16, 6)).toBe(-errno.EINVAL);
    expect(a.call('getrandom', 0, 16)).toBe(-errno.EFAULT);
  });

  it('clocks count ticks of 10 ms from power-on', () => {
    const { machine, process } = world();
    const a = process();
    for (let tick = 0; tick < 250; tick += 1) machine.tick();
    expect(a.call('clock_gettime', 1, a.memory)).toBe(0);
    expect(decodeInt64s(a.bytes(16))).toEqual([2, 500_000_000]);
    expect(a.call('clock_gettime', 99, a.memory)).toBe(-errno.EINVAL);
    expect(a.call('times', a.memory)).toBe(250);
    expect(a.call('uname', a.memory)).toBe(0);
    expect(a.text(6)).toBe('Linux\0');
  });
});
