import { errno } from '../../shared/abi/errno.ts';
import { MNT, MOUNT, O } from '../../shared/abi/flags.ts';
import { CLONE, PRCTL, SECCOMP } from '../../shared/abi/process-flags.ts';
import { signals } from '../../shared/abi/signals.ts';
import type { SyscallName } from '../../shared/abi/syscalls.ts';
import type { Container } from '../../shared/scenarios/container.ts';
import { containerOfSeat } from '../../shared/scenarios/container.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import type { Machine, ProcessSpec } from '../kernel/machine.ts';
import type { NamespaceKind, SyscallArg, Task } from '../kernel/types.ts';
import { echo, enterGroup } from './cgroups.ts';
import { ID_RANGE, imageOf, OLD_ROOT, SHARED, uidOutside } from './images.ts';
import { newProgram } from './program.ts';
import type { ProgramState, RoundState, SeatState } from './types.ts';

/**
 * A small container runtime, as runc is one: it has no more than the kernel's own calls, made by its own processes. Whatever a
 * container can or can't do follows from the namespaces, the group and the filter that these calls leave behind.
 */
type Call = readonly [name: SyscallName, ...args: SyscallArg[]];

interface Host {
  machine: Machine<ProgramState>;
  scenario: Scenario;
  state: RoundState;
}

/** A call's answer; −EINTR where it gave none. */
function answer({ machine }: Host, pid: number, [name, ...args]: Call): number {
  const outcome = machine.call(pid, name, args);
  return outcome.kind === 'returned' ? outcome.ret : -errno.EINTR;
}

/** Makes the calls one by one; stops at the first that fails, and returns its error. */
function inTurn(host: Host, pid: number, calls: readonly Call[]): number {
  for (const call of calls) {
    const result = answer(host, pid, call);
    if (result < 0) return result;
  }
  return 0;
}

/** A process of the runtime on the machine, as root. It goes when its work is done. */
function withHelper(
  host: Host,
  spec: Omit<ProcessSpec<ProgramState>, 'uid' | 'gid'>,
  work: (helper: number) => number,
): number {
  const helper = host.machine.spawn({ ...spec, uid: 0, gid: 0 });
  const result = work(helper);
  if (host.machine.task(helper) !== undefined) answer(host, helper, ['exit_group', 0]);
  return result;
}

/** The new namespaces of a container. Its group's comes later, when it is in it. */
function newNamespaces({ privileged, pids }: Container): number {
  const user = privileged ? 0 : CLONE.CLONE_NEWUSER;
  return CLONE.CLONE_NEWNS | CLONE.CLONE_NEWUTS | user | (pids === 'own' ? CLONE.CLONE_NEWPID : 0);
}

/** What the first process of a container does to be in one: its own tree, and everything else out of sight. */
function settling({ name, hostRoot }: Container): Call[] {
  const image = imageOf(name);
  const bind = (from: string, to: string): Call => ['mount', from, to, 0, MOUNT.MS_BIND, 0];
  return [
    bind(image, image),
    ...SHARED.map((path) => bind(path, image + path)),
    ...(hostRoot === undefined ? [] : [bind('/', image + hostRoot)]),
    ['chdir', image],
    ['pivot_root', image, image + OLD_ROOT],
    ['chdir', '/'],
    ['umount2', OLD_ROOT, MNT.MNT_DETACH],
    ['mount', 'proc', '/proc', 'proc', 0, 0],
    ['unshare', CLONE.CLONE_NEWCGROUP],
    ['mount', 'cgroup2', '/sys/fs/cgroup', 'cgroup2', 0, 0],
    ['sethostname', name, name.length],
    ['setgid', 0],
    ['setuid', 0],
    // What Kubernetes calls it: it holds the namespaces, and does nothing.
    ['prctl', PRCTL.PR_SET_NAME, 'pause', 0],
  ];
}

/** Which users of the machine the container's are: `inside outside count`. */
function mapIds(host: Host, container: Container, init: number): number {
  const { containers } = host.scenario;
  if (container.privileged || containers === undefined) return 0;
  const map = `0 ${uidOutside(containers, container, 0)} ${ID_RANGE}`;
  return Math.min(
    echo(host.machine, `/proc/${init}/uid_map`, map),
    echo(host.machine, `/proc/${init}/gid_map`, map),
  );
}

/** Starts a container: its first process, which stays for as long as it lives. Its number on the machine, or −errno. */
function startContainer(host: Host, container: Container): number {
  const { machine, scenario } = host;
  return withHelper(host, { comm: 'runc', user: newProgram('') }, (helper) => {
    const init = answer(host, helper, ['clone', newNamespaces(container) | signals.SIGCHLD]);
    if (init < 0) return init;
    const task = machine.task(init) as Task;
    (task.user as ProgramState).main = true;
    enterGroup(machine, scenario, container.name, init);
    const failure = Math.min(mapIds(host, container, init), inTurn(host, init, settling(container)));
    if (failure < 0) machine.kill(init);
    return failure < 0 ? failure : init;
  });
}

/** The first process of the container, started where it doesn't run; −errno: it can't be. */
function runningInit(host: Host, container: Container): number {
  const known = host.state.containers.get(container.name) ?? 0;
  const task = host.machine.task(known);
  if (task !== undefined && task.state !== 'Z') return known;
  const init = startContainer(host, container);
  if (init > 0) host.state.containers.set(container.name, init);
  return init;
}

/** Into every namespace of the container's first process (`nsenter`). The user's comes first: it gives the right to the others. */
function entering(host: Host, helper: number, container: Container, init: number): number {
  const own: NamespaceKind[] = ['mnt', 'uts', 'cgroup', 'pid'];
  const kinds = container.privileged ? own : (['user', ...own] as const);
  const fds = kinds.map((kind) => answer(host, helper, ['open', `/proc/${init}/ns/${kind}`, O.O_RDONLY]));
  const failure = Math.min(0, ...fds);
  return failure < 0
    ? failure
    : inTurn(
        host,
        helper,
        fds.flatMap((fd): Call[] => [
          ['setns', fd, 0],
          ['close', fd],
        ]),
      );
}

/** What a process does before it is its seat's: home, filter, user. */
function becoming({ privileged, seccomp }: Container, { user, uid }: SeatState): Call[] {
  const filter = Object.entries(seccomp).map(([call, action]) => `${call}=${action}`);
  const id = privileged ? 0 : uid;
  return [
    ['chdir', `/home/${user}`],
    ...(filter.length === 0
      ? []
      : [['seccomp', SECCOMP.SECCOMP_SET_MODE_FILTER, 0, filter.join(' ')] as const]),
    ['setgid', id],
    ['setuid', id],
  ];
}

/** The container in which the seat's processes live; undefined: on the machine itself. */
export function containerOf(
  { scenario, state }: Pick<Host, 'scenario' | 'state'>,
  seat: SeatState,
): Container | undefined {
  return containerOfSeat(scenario.containers, [...state.seats.keys()].indexOf(seat.id));
}

/**
 * Starts the seat's process in its container, as `docker exec` would. Its number on the machine; 0: there is no room for it now,
 * or the machine has stopped.
 */
export function startInside(
  host: Host,
  container: Container,
  seat: SeatState,
  spec: Omit<ProcessSpec<ProgramState>, 'uid' | 'gid' | 'cwd'>,
): number {
  const { machine, scenario } = host;
  return machine.quietly(() => {
    const init = runningInit(host, container);
    if (init < 0) return 0;
    return withHelper(host, spec, (helper) => {
      const failure = entering(host, helper, container, init);
      const pid = failure < 0 ? failure : answer(host, helper, ['fork']);
      if (pid < 0) return 0;
      ((machine.task(pid) as Task).user as ProgramState).main = true;
      enterGroup(machine, scenario, container.name, pid);
      if (inTurn(host, pid, becoming(container, seat)) === 0) return pid;
      machine.kill(pid);
      return 0;
    });
  });
}

/** Name of the container that a process belongs to, by its control group; '' for the machine itself. */
export function containerName({ machine, scenario }: Pick<Host, 'machine' | 'scenario'>, task: Task): string {
  const group = machine.state.cgroups.get(task.cgroup)?.name ?? '';
  return scenario.containers?.list.some(({ name }) => name === group) === true ? group : '';
}
