import { DEFAULT_CONFIG } from '../kernel/boot.ts';
import { createMachine, type Machine } from '../kernel/machine.ts';
import { DEFAULT_MEMORY } from '../kernel/mm/state.ts';
import { INIT } from '../kernel/proc/exit.ts';
import type { FileSpec, MachineConfig, UserRuntime } from '../kernel/types.ts';

const dir = (path: string, mode: number, owner = 0): FileSpec => ({
  path,
  kind: 'dir',
  mode,
  uid: owner,
  gid: owner,
});
const file = (path: string, mode: number, owner: number, text: string): FileSpec => ({
  path,
  kind: 'file',
  mode,
  uid: owner,
  gid: owner,
  text,
});

/** The files of the recorded machine. */
const FILES: FileSpec[] = [
  dir('/dev', 0o755),
  dir('/etc', 0o755),
  dir('/home', 0o755),
  dir('/tmp', 0o1777),
  dir('/home/ada', 0o700, 1000),
  dir('/home/bob', 0o755, 1001),
  { path: '/dev/null', kind: 'chr', mode: 0o666, uid: 0, gid: 0, device: 'null' },
  file('/etc/motd', 0o644, 0, 'hello\n'),
  file('/etc/shadow', 0o600, 0, 'root:secret\n'),
  file('/home/ada/diary', 0o600, 1000, 'dear diary\n'),
  file('/home/bob/notes', 0o644, 1001, 'buy milk\n'),
];

/** Calls are free and nothing limits a process but RLIMIT_NOFILE. */
const CONFIG: MachineConfig = {
  ...DEFAULT_CONFIG,
  cores: 0,
  frames: 2048,
  swapSlots: 0,
  // The recorded machine had more memory than any script asks for.
  memory: { ...DEFAULT_MEMORY, overcommit: 1 },
  policy: 'fcfs',
  costs: { modeSwitch: 0, contextSwitch: 0, pageFault: 0, disk: 0 },
  protections: { ...DEFAULT_CONFIG.protections, limits: false },
  files: FILES,
};

/** Scripts make every call from outside; no process executes a program of its own. */
const NO_PROGRAM: UserRuntime<null> = {
  fetch: () => ({ op: 'wait' }),
  complete: () => undefined,
  fork: () => null,
};

/** Pages of the area that calls use as their buffer. */
const BUFFER_PAGES = 24;

/** A fresh machine with the one process that a script starts with. */
export function startWorld(): { machine: Machine<null>; pid: number } {
  const machine = createMachine(CONFIG, NO_PROGRAM);
  // On the recorded machine the process outside the scripts did not wait for orphans while a script ran.
  const init = machine.task(INIT);
  if (init !== undefined) init.sigIgnored = [];
  // … and followed links in sticky directories whoever owned them.
  machine.state.sysctl.protectedSymlinks = 0;
  const pid = machine.spawn({
    comm: 'a',
    uid: 0,
    gid: 0,
    stdio: ['/dev/null', '/dev/null', '/dev/null'],
    dataPages: BUFFER_PAGES,
    user: null,
  });
  return { machine, pid };
}
