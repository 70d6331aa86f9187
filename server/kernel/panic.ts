import { printk } from './fs/kmsg.ts';
import { type KernelSymbol, symbolOffset } from './symbols.ts';
import type { Kernel, Task } from './types.ts';

/** What the kernel found wrong, where, and how the processor names it. */
export interface Oops {
  /** `BUG: …`, `general protection fault, …`: the first line, without its address. */
  bug: string;
  /** Of a page fault: bit 1 a write, bit 0 a page that is present, bit 4 a fetch (`arch/x86/include/asm/trap_pf.h`). */
  code: number;
  /** The address that was touched; null where none was. */
  address: number | null;
  /** Functions that the core was in, the innermost first. */
  trace: readonly KernelSymbol[];
  /** Behind `Kernel panic - not syncing: `. */
  reason: string;
  /** On whose behalf the kernel worked; undefined: nobody's, it was choosing who runs. */
  task: Task | undefined;
  core?: number;
  /** What stood in the wrong place. */
  value?: number;
}

/** A kernel address as the machine prints it: sign-extended to 64 bits. */
export function printAddress(address: number): string {
  const low = address.toString(16).padStart(12, '0').slice(-12);
  return (low >= '8' ? 'ffff' : '0000') + low;
}

const word = (value: number): string => Math.abs(value).toString(16).padStart(16, '0').slice(-16);

/** Time since boot as the log shows it; a tick is a fifth of a second. */
export function stamp(ticks: number): string {
  return `[${(ticks / 5).toFixed(6).padStart(12)}] `;
}

function faultKind(code: number): string[] {
  const who = (code & 4) === 0 ? 'supervisor' : 'user';
  const what = (code & 16) !== 0 ? 'instruction fetch' : (code & 2) !== 0 ? 'write access' : 'read access';
  const why = (code & 1) !== 0 ? 'permissions violation' : 'not-present page';
  const hex = code.toString(16).padStart(4, '0');
  return [`#PF: ${who} ${what} in kernel mode`, `#PF: error_code(0x${hex}) - ${why}`];
}

/** Registers that hold something: the machine's own numbers of this moment. */
function registers(k: Kernel, oops: Oops): string[] {
  const { state } = k;
  const address = oops.address ?? 0;
  const rsp = state.kmem.base + 0x5000_3f00 + (oops.task?.pid ?? 0) * 0x4000;
  const rows = [
    `RSP: 0018:${printAddress(rsp)} EFLAGS: 00010046`,
    `RAX: ${word(oops.value ?? 0)} RBX: ${word(oops.task?.pid ?? 0)} RCX: ${word(state.tick)}`,
    `RDX: ${word(state.tasks.size)} RSI: ${printAddress(address)} RDI: ${printAddress(state.kmem.base)}`,
    `RBP: ${printAddress(rsp + 0x48)} R08: ${word(state.seq)} R09: ${word(state.freeFrames.length)}`,
  ];
  if (oops.address !== null && oops.code >= 0) rows.push(`CR2: ${printAddress(address)}`);
  return rows;
}

/** How the function calls came about: by a call, a fault or an interrupt; the trace ends where the kernel was entered. */
function callTrace(oops: Oops): string[] {
  const lines = oops.trace.map((name, depth) => ` ${name}+0x${(0x1c + depth * 0x16).toString(16)}/0x100`);
  const call = oops.task?.call;
  const entry =
    call === undefined || call === null || oops.trace.some((name) => name.startsWith('asm_'))
      ? []
      : [
          ` __x64_sys_${call.name}+0x1a/0x40`,
          ' do_syscall_64+0x5d/0x100',
          ' entry_SYSCALL_64_after_hwframe+0x76/0x100',
        ];
  return ['Call Trace:', ' <TASK>', ...lines, ...entry, ' </TASK>'];
}

/**
 * The kernel stops itself: it can't trust its own memory any more. The console says what was found, on which core, in whose name,
 * and who wrote last where nobody should (as the address sanitiser, `Documentation/dev-tools/kasan.rst`, would).
 * Only the first one counts; what else the core does in this tick is lost with the machine.
 */
export function panic(k: Kernel, oops: Oops): void {
  const { state } = k;
  if (state.panic !== null) return;
  const { protections, cores } = state.config;
  const { culprit } = state.kmem;
  const current = oops.task;
  const at = oops.address === null ? '' : `: ${printAddress(oops.address)}`;
  const flags = [protections.preemption && 'PREEMPT', cores > 1 && 'SMP', protections.kpti && 'PTI'];
  const rip = oops.trace[0] ?? 'panic';
  const body = [
    `${oops.bug}${at}`,
    ...(oops.address === null || oops.code < 0 ? [] : faultKind(oops.code)),
    `Oops: ${Math.max(0, oops.code).toString(16).padStart(4, '0')} [#1] ${flags.filter(Boolean).join(' ')}`.trimEnd(),
    ...(culprit === null
      ? []
      : [
          `Write of size 1 at addr ${printAddress(culprit.address)} by task ${culprit.comm}/${culprit.pid}: 0x${culprit.value.toString(16).padStart(2, '0')}`,
        ]),
    `CPU: ${oops.core ?? Math.max(0, current?.core ?? 0)} PID: ${current?.pid ?? 0} Comm: ${current?.comm ?? 'swapper/0'} ${culprit === null ? 'Not tainted' : 'Tainted: G    B'} 6.12.0-userland #${state.boots}`,
    `RIP: 0010:${rip}+0x1c/0x100 (${printAddress(state.kmem.base + symbolOffset(rip))})`,
    ...registers(k, oops),
    ...callTrace(oops),
    `Kernel panic - not syncing: ${oops.reason}`,
    `---[ end Kernel panic - not syncing: ${oops.reason} ]---`,
  ];
  const lines = body.map((line) => stamp(state.tick) + line);
  const pid = culprit?.pid ?? current?.pid ?? 0;
  const comm = culprit?.comm ?? current?.comm ?? 'swapper/0';
  state.panic = { tick: state.tick, pid, comm, reason: oops.reason, lines };
  for (const line of body) printk(state, 0, line);
  k.events.push({ kind: 'panic', pid, comm, reason: oops.reason });
}
