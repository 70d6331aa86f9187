import { encodeSignalSet } from '../../../../shared/abi/sigset.ts';
import { mappedPages, residentPages, swappedPages } from '../../mm/space.ts';
import { namespaceOf, pidIn } from '../../proc/namespaces.ts';
import { gidFor, isPrivileged, uidFor } from '../../proc/userns.ts';
import type { AddressSpace, Kernel, Task } from '../../types.ts';

const STATES = {
  R: 'R (running)',
  S: 'S (sleeping)',
  D: 'D (disk sleep)',
  T: 'T (stopped)',
  Z: 'Z (zombie)',
} as const;

const ALL_CAPABILITIES = '000001ffffffffff';
const NO_CAPABILITIES = '0000000000000000';

const row = (name: string, value: string | number): string => `${name}:\t${value}\n`;
const size = (name: string, pages: number): string => row(name, `${String(pages * 4).padStart(8)} kB`);

function signalSet(numbers: readonly number[]): string {
  return [...encodeSignalSet(numbers)]
    .reverse()
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function memoryRows(space: AddressSpace): string {
  const pages = (names: readonly string[]): number =>
    space.vmas
      .filter((area) => names.includes(area.name))
      .reduce((sum, area) => sum + (area.end - area.start) / 4096, 0);
  const resident = residentPages(space);
  let file = 0;
  let shared = 0;
  for (const [page, entry] of space.pages) {
    const area = space.vmas.find((each) => page * 4096 >= each.start && page * 4096 < each.end);
    if (entry.frame === -1) continue;
    if (area !== undefined && area.inode >= 0) file += 1;
    else if (area?.shared === true) shared += 1;
  }
  return (
    size('VmSize', mappedPages(space)) +
    size('VmLck', 0) +
    size('VmRSS', resident) +
    size('RssAnon', resident - file - shared) +
    size('RssFile', file) +
    size('RssShmem', shared) +
    size('VmData', pages(['data', 'heap', 'anon'])) +
    size('VmStk', pages(['stack'])) +
    size('VmExe', pages(['text'])) +
    size('VmSwap', swappedPages(space))
  );
}

/** Its numbers in every pid namespace from this procfs' own downwards. */
function numbers(k: Kernel, target: Task, ns: number): string {
  return target.pids.slice(namespaceOf(k, ns).pid?.level ?? 0).join('\t');
}

/** `/proc/<pid>/status` (`man 5 proc_pid_status`). */
export function statusTable(k: Kernel, target: Task, task: Task, ns: number): string {
  const { cred } = target;
  const pid = pidIn(k, ns, target);
  const parent = target.pid === 1 ? 0 : pidIn(k, ns, k.state.tasks.get(target.ppid));
  const uids = [cred.uid, cred.euid, cred.suid, cred.euid].map((id) => uidFor(k, task, id));
  const gids = [cred.gid, cred.egid, cred.sgid, cred.egid].map((id) => gidFor(k, task, id));
  const capabilities = isPrivileged(k, target) ? ALL_CAPABILITIES : NO_CAPABILITIES;
  const cores = k.state.cores.length;
  return (
    row('Name', target.comm) +
    row('Umask', target.umask.toString(8).padStart(4, '0')) +
    row('State', STATES[target.state]) +
    row('Tgid', pid) +
    row('Ngid', 0) +
    row('Pid', pid) +
    row('PPid', parent) +
    row('TracerPid', 0) +
    row('Uid', uids.join('\t')) +
    row('Gid', gids.join('\t')) +
    row('FDSize', Math.max(64, target.fds.length)) +
    row('Groups', `${cred.groups.map((gid) => gidFor(k, task, gid)).join(' ')} `) +
    row('NStgid', numbers(k, target, ns)) +
    row('NSpid', numbers(k, target, ns)) +
    row('Kthread', 0) +
    (target.mm === null ? '' : memoryRows(target.mm)) +
    row('Threads', 1 + target.threads.length) +
    row('SigPnd', signalSet([])) +
    row('ShdPnd', signalSet(target.sigPending)) +
    row('SigBlk', signalSet(target.sigBlocked)) +
    row('SigIgn', signalSet(target.sigIgnored)) +
    row('SigCgt', signalSet([...target.sigActions.keys()])) +
    row('CapInh', NO_CAPABILITIES) +
    row('CapPrm', capabilities) +
    row('CapEff', capabilities) +
    row('CapBnd', ALL_CAPABILITIES) +
    row('CapAmb', NO_CAPABILITIES) +
    row('NoNewPrivs', Number(target.noNewPrivs)) +
    row('Seccomp', target.seccomp === null ? 0 : target.seccomp.strict ? 1 : 2) +
    row('Cpus_allowed', (2 ** cores - 1).toString(16)) +
    row('Cpus_allowed_list', cores > 1 ? `0-${cores - 1}` : '0')
  );
}
