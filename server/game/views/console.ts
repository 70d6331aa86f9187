import { PAGE_SIZE } from '../../../shared/abi/flags.ts';
import { residentPages } from '../../kernel/mm/space.ts';
import { INIT } from '../../kernel/proc/exit.ts';
import type { MachineState, Task } from '../../kernel/types.ts';
import type { Round } from '../round.ts';

const KIB = PAGE_SIZE / 1024;

/** Rows with every column as wide as its widest entry; all but the last are aligned to the right. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === row.length - 1 ? cell : cell.padStart(widths[at] ?? 0)))
        .join(' ')
        .trimEnd(),
    )
    .join('\n');
}

function psRow(task: Task, users: ReadonlyMap<number, string>): string[] {
  const { pid, ppid, cred, nice, state, core, sched, mm, call } = task;
  const stat = `${state}${nice < 0 ? '<' : nice > 0 ? 'N' : ''}`;
  return [
    users.get(cred.euid) ?? String(cred.euid),
    String(pid),
    String(pid === INIT ? 0 : ppid),
    stat,
    core < 0 ? '-' : String(core),
    String(nice),
    String(mm === null ? 0 : residentPages(mm) * KIB),
    String(sched.cpu),
    call?.name ?? '-',
    task.channel === '' ? '-' : task.channel,
    state === 'Z' ? `[${task.comm}] <defunct>` : task.comm,
  ];
}

const PS = ['USER', 'PID', 'PPID', 'STAT', 'PSR', 'NI', 'RSS', 'TICKS', 'SYSCALL', 'WCHAN', 'COMMAND'];

/** Every process, as `ps` lists them; memory in KiB, CPU time in ticks. */
export function psText(state: MachineState, users: ReadonlyMap<number, string> = new Map()): string {
  return columns([PS, ...[...state.tasks.values()].map((task) => psRow(task, users))]);
}

/** Memory and swap in KiB, as `free` shows them. */
export function freeText(state: MachineState): string {
  const count = (kind: string): number => state.frames.filter((frame) => frame.kind === kind).length * KIB;
  const total = state.frames.length * KIB;
  const free = count('free');
  const cache = count('file');
  const swap = state.swap.length * KIB;
  const swapped = state.swap.filter((slot) => slot !== null).length * KIB;
  const text = (...numbers: number[]): string[] => numbers.map(String);
  return columns([
    ['', 'total', 'used', 'free', 'shared', 'buff/cache'],
    ['Mem:', ...text(total, total - free - cache, free, count('shm'), cache)],
    ['Swap:', ...text(swap, swapped, swap - swapped), '', ''],
  ]);
}

/** The machine of a round as its tools would show it: `ps`, `free`, and the last lines of `strace` of each seat's process. */
export function roundText(round: Round): string {
  const state = round.machine;
  const seats = [...round.seats()];
  const users = new Map([[0, 'root'], ...seats.map(({ uid, user }): [number, string] => [uid, user])]);
  const traces = seats
    .filter(({ strace }) => strace.length > 0)
    .map(({ pid, program, nickname, strace }) => {
      const whose = pid === 0 ? `${program}, which has ended` : `${program}, pid ${pid}`;
      return [`$ strace   (${whose}, ${nickname})`, ...strace].join('\n');
    });
  const { id, lengthTicks } = round.scenario;
  return [
    `Round of ${id}: tick ${round.tickNumber} of ${lengthTicks}, hash ${round.hash()}`,
    `$ ps\n${psText(state, users)}`,
    `$ free\n${freeText(state)}`,
    ...traces,
  ].join('\n\n');
}
