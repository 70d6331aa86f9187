import type { Kernel, Task } from '../../types.ts';

const row = (name: string, soft: string, hard: string, unit: string): string =>
  `${name.padEnd(25)} ${soft.padEnd(20)} ${hard.padEnd(20)} ${unit.padEnd(10)}\n`;

/** `/proc/<pid>/limits` (`man 5 proc_pid_limits`). What the machine does not limit is unlimited. */
export function limitsTable(k: Kernel, target: Task): string {
  const { protections, limits } = k.state.config;
  const none = 'unlimited';
  const processes = protections.limits ? String(limits.nproc) : none;
  const bytes = protections.limits ? String(limits.memoryPages * 4096) : none;
  const { soft, hard } = target.nofile;
  return (
    row('Limit', 'Soft Limit', 'Hard Limit', 'Units') +
    row('Max cpu time', none, none, 'seconds') +
    row('Max file size', none, none, 'bytes') +
    row('Max data size', none, none, 'bytes') +
    row('Max stack size', none, none, 'bytes') +
    row('Max core file size', '0', none, 'bytes') +
    row('Max resident set', none, none, 'bytes') +
    row('Max processes', processes, processes, 'processes') +
    row('Max open files', String(soft), String(hard), 'files') +
    row('Max locked memory', none, none, 'bytes') +
    row('Max address space', bytes, bytes, 'bytes') +
    row('Max file locks', none, none, 'locks') +
    row('Max pending signals', none, none, 'signals') +
    row('Max msgqueue size', none, none, 'bytes') +
    row('Max nice priority', '0', '0', '') +
    row('Max realtime priority', '0', '0', '') +
    row('Max realtime timeout', none, none, 'us')
  );
}
