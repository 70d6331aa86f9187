import { describe, expect, it } from 'vitest';
import { errno } from '../../../shared/abi/errno.ts';
import { SA } from '../../../shared/abi/process-flags.ts';
import { signals } from '../../../shared/abi/signals.ts';
import { resultsOf, run, scripted, start, sys, trace } from './world.ts';

const HANDLER = 4096;

describe('a caught signal', () => {
  it('ends a sleep with EINTR once its handler has run', () => {
    const machine = scripted();
    const pid = start(machine, [
      sys('rt_sigaction', signals.SIGUSR1, HANDLER, 0),
      sys('pause'),
      sys('getpid'),
    ]);
    const before = run(machine, 5);
    machine.kill(pid, signals.SIGUSR1);
    const after = run(machine, 10);
    expect(trace([...before, ...after], pid)).toEqual([
      'rt_sigaction(SIGUSR1, 0x1000, 0) = 0',
      'pause() = -1 EINTR (Interrupted system call)',
      '--- SIGUSR1 {si_signo=SIGUSR1, si_code=SI_USER, si_pid=1, si_uid=0} ---',
      'rt_sigreturn() = 0',
      `getpid() = ${pid}`,
    ]);
    expect(resultsOf(machine, pid)).toContain(-errno.EINTR);
  });

  it('lets wait4 start again with SA_RESTART, and its caller learns nothing of it', () => {
    const machine = scripted();
    const pid = start(machine, [sys('fork')]);
    run(machine, 4);
    const [child] = resultsOf(machine, pid) as [number];
    const user = machine.task(pid)?.user as { todo: unknown[] };
    user.todo.push(sys('rt_sigaction', signals.SIGUSR1, HANDLER, SA.SA_RESTART), sys('wait4', -1, 0, 0));
    machine.poke(pid);
    run(machine, 6);
    machine.kill(pid, signals.SIGUSR1);
    const lines = trace(run(machine, 10), pid);
    expect(lines[0]).toContain('= ? ERESTARTSYS');
    expect(lines.at(-1)).toBe('rt_sigreturn() = 0');
    machine.kill(child);
    run(machine, 10);
    expect(resultsOf(machine, pid).at(-1)).toBe(child);
    expect(resultsOf(machine, pid)).not.toContain(-errno.EINTR);
  });

  it('never lets nanosleep start again, but tells what was left', () => {
    const machine = scripted();
    const pid = start(machine, []);
    const memory = machine.task(pid)?.mm?.vmas.find((area) => area.name === 'data')?.start ?? 0;
    const user = machine.task(pid)?.user as { todo: unknown[] };
    user.todo.push(
      sys('rt_sigaction', signals.SIGUSR1, HANDLER, SA.SA_RESTART),
      sys('nanosleep', 150, memory),
    );
    run(machine, 20);
    const asleep = machine.state.tick;
    machine.kill(pid, signals.SIGUSR1);
    run(machine, 5);
    expect(resultsOf(machine, pid)).toContain(-errno.EINTR);
    const rest = new DataView((machine.readUser(pid, memory, 16) as Uint8Array).buffer);
    const ticks = Number(rest.getBigInt64(0, true)) * 100 + Number(rest.getBigInt64(8, true)) / 1e7;
    expect(ticks).toBeGreaterThan(100);
    expect(ticks).toBeLessThanOrEqual(150 - asleep + 20);
  });

  it('is blocked while its handler runs, unless SA_NODEFER says not so', () => {
    for (const [flags, blocked] of [
      [0, true],
      [SA.SA_NODEFER, false],
    ] as const) {
      const machine = scripted();
      const pid = start(machine, [sys('rt_sigaction', signals.SIGUSR1, HANDLER, flags), sys('pause')], {
        [HANDLER]: [sys('getpid'), sys('pause')],
      });
      run(machine, 4);
      machine.kill(pid, signals.SIGUSR1);
      run(machine, 6);
      expect(machine.task(pid)?.sigBlocked.includes(signals.SIGUSR1)).toBe(blocked);
      expect(machine.task(pid)?.sigFrames).toHaveLength(1);
      machine.kill(pid, signals.SIGUSR1);
      run(machine, 6);
      expect(machine.task(pid)?.sigFrames).toHaveLength(blocked ? 1 : 2);
    }
  });

  it('has its default action back after SA_RESETHAND', () => {
    const machine = scripted();
    const pid = start(machine, [
      sys('rt_sigaction', signals.SIGTERM, HANDLER, SA.SA_RESETHAND),
      sys('pause'),
      sys('pause'),
    ]);
    run(machine, 4);
    machine.kill(pid, signals.SIGTERM);
    run(machine, 6);
    expect(machine.task(pid)?.state).toBe('S');
    machine.kill(pid, signals.SIGTERM);
    expect(machine.task(pid)).toBeUndefined();
  });

  it('outside a handler rt_sigreturn has nothing to return to: SIGSEGV', () => {
    const machine = scripted();
    const pid = start(machine, [sys('rt_sigreturn')]);
    const events = run(machine, 3);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'exit', pid, signal: signals.SIGSEGV }));
  });
});

describe('alarm', () => {
  it('sends SIGALRM after its seconds of 100 ticks, and a second call replaces the first', () => {
    const machine = scripted();
    const pid = start(machine, [sys('alarm', 3), sys('alarm', 1), sys('pause')]);
    run(machine, 20);
    expect(resultsOf(machine, pid)).toEqual([0, 3]);
    const events = run(machine, 100);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'exit', pid, signal: signals.SIGALRM }));
  });
});

describe('a stopped process', () => {
  it('does nothing until SIGCONT, and a SIGTERM waits until then', () => {
    const machine = scripted();
    const pid = start(
      machine,
      Array.from({ length: 50 }, () => ({ op: 'work' as const })),
    );
    run(machine, 3);
    machine.kill(pid, signals.SIGSTOP);
    run(machine, 2);
    const done = resultsOf(machine, pid).length;
    run(machine, 10);
    expect(machine.task(pid)?.state).toBe('T');
    expect(resultsOf(machine, pid)).toHaveLength(done);
    machine.kill(pid, signals.SIGTERM);
    expect(machine.task(pid)?.state).toBe('T');
    machine.kill(pid, signals.SIGCONT);
    run(machine, 2);
    expect(machine.task(pid)).toBeUndefined();
  });
});
