import { signals } from '../../../shared/abi/signals.ts';
import {
  LIMIT_FILES,
  LIMIT_STEPS,
  type LimitFile,
  type LimitStep,
} from '../../../shared/protocol/messages.ts';
import { type AuditorView, STOP_COST } from '../../../shared/protocol/stations.ts';
import type { MechanismId } from '../../../shared/walls.ts';
import { residentPages } from '../../kernel/mm/space.ts';
import { CPU_PERIOD, ROOT_CGROUP } from '../../kernel/proc/cgroup.ts';
import { INIT } from '../../kernel/proc/exit.ts';
import { type Cgroup, NO_LIMIT, type Task } from '../../kernel/types.ts';
import { defaultLimits, limitsOf, stepsOf, writeFreeze, writeLimit } from '../cgroups.ts';
import { earn } from '../earn.ts';
import type { RoundContext } from '../round.ts';
import type { InputAnswer, ProgramState, SeatState } from '../types.ts';

/** Points for the first stop of a malware, and for each that answers new refusals after that. */
const STOPPED = 4;
const AGAIN = 1;
/** Refusals that are kept, and shown. */
const KEPT = 40;

const OK: InputAnswer = { ok: true };
const GONE: InputAnswer = {
  ok: false,
  code: 'no-process',
  message: 'There is no such process any more; choose one of the list.',
};
const WRITE_FAILED: InputAnswer = {
  ok: false,
  code: 'no-cgroup',
  message: 'The kernel refused the write; that group is gone. Choose another process.',
};

interface Target {
  task: Task;
  group: Cgroup;
  owner: SeatState | undefined;
}

const seatOf = ({ state }: RoundContext, task: Task): SeatState | undefined =>
  state.seats.get((task.user as ProgramState | null)?.seat ?? '');

/** A living process in a user's group; init and zombies are none. */
function targetOf(context: RoundContext, pid: number): Target | undefined {
  const task = context.machine.task(pid);
  const group = context.machine.state.cgroups.get(task?.cgroup ?? ROOT_CGROUP);
  if (task === undefined || task.state === 'Z' || group === undefined || group.id === ROOT_CGROUP) {
    return undefined;
  }
  return { task, group, owner: seatOf(context, task) };
}

/** What a stop was worth. Whom it hits is judged by evidence, refusals or counters: a lucky guess costs as much as an innocent. */
function judge(context: RoundContext, seat: SeatState, target: Target, cost: number): void {
  const { state, scenario, emit } = context;
  const { task, group, owner } = target;
  const { denials, answered, caught } = state.audit;
  const met = denials.get(owner?.user ?? '') ?? 0;
  const before = answered.get(owner?.user ?? '') ?? 0;
  const malware = owner?.role === 'malware';
  const known = malware && caught.has(owner.user);
  // More processes than the scenario lets a group have, where limits do not hold.
  const crowded = group.pids.current > limitsOf(scenario, group.name).pids;
  if (malware && (met > before || (crowded && !known))) {
    answered.set(owner.user, met);
    if (!known) caught.set(owner.user, state.tick);
    const points = known ? AGAIN : STOPPED;
    earn(seat, points);
    emit({ kind: 'note', text: `Malware stopped: +${points}`, tone: 'good' }, { only: seat.id });
  } else if (!malware || !known) {
    earn(seat, -cost);
    const text = `pid ${task.pid}: nothing shows that it is malware: −${cost}`;
    emit({ kind: 'note', text, tone: 'bad' }, { only: seat.id });
  }
}

/** Root writes to a limit of the process's group. */
export function limit(context: RoundContext, pid: number, file: LimitFile, to: LimitStep): InputAnswer {
  const target = targetOf(context, pid);
  if (target === undefined) return GONE;
  return writeLimit(context.machine, context.scenario, target.group.name, file, to) < 0 ? WRITE_FAILED : OK;
}

/** Root freezes the process's group, or thaws it. Who is frozen does no job in time. */
export function freeze(context: RoundContext, seat: SeatState, pid: number, on: boolean): InputAnswer {
  const target = targetOf(context, pid);
  if (target === undefined) return GONE;
  if (target.group.freeze === on) {
    const message = on ? 'That group is frozen already; thaw or kill it.' : 'That group is not frozen.';
    return { ok: false, code: 'as-it-is', message };
  }
  if (writeFreeze(context.machine, target.group.name, on) < 0) return WRITE_FAILED;
  context.emit({ kind: 'freeze', pid, on });
  if (on) judge(context, seat, target, STOP_COST.freeze);
  return OK;
}

/** Root's `kill -9`. A seat's own process starts again in a moment, in a group that is not frozen. */
export function terminate(context: RoundContext, seat: SeatState, pid: number): InputAnswer {
  const target = targetOf(context, pid);
  if (target === undefined) return GONE;
  const sent = context.machine.call(INIT, 'kill', [pid, signals.SIGKILL]);
  if (sent.kind !== 'returned' || sent.ret < 0) return GONE;
  judge(context, seat, target, STOP_COST.kill);
  if (target.owner?.pid === pid && target.group.freeze) {
    writeFreeze(context.machine, target.group.name, false);
  }
  return OK;
}

/** Nobody watches any more: every group is as it began. */
export function restoreDefaults({ machine, scenario }: RoundContext): void {
  for (const { id, name } of machine.state.cgroups.values()) {
    if (id === ROOT_CGROUP) continue;
    defaultLimits(machine, scenario, name);
    writeFreeze(machine, name, false);
  }
}

/** A mechanism refused a process something: the audit log has it. */
export function witness(
  { state }: RoundContext,
  pid: number,
  seat: SeatState | undefined,
  mechanism: MechanismId,
  answer: string,
): void {
  const { log, denials } = state.audit;
  log.push({ tick: state.tick, pid, program: seat?.program ?? '', mechanism, answer });
  if (log.length > KEPT) log.shift();
  if (seat !== undefined) denials.set(seat.user, (denials.get(seat.user) ?? 0) + 1);
}

export function countCall({ state }: RoundContext, pid: number): void {
  state.audit.calls.set(pid, (state.audit.calls.get(pid) ?? 0) + 1);
}

const shown = (value: number): number => (value === NO_LIMIT ? -1 : value);

function rowOf(context: RoundContext, task: Task): AuditorView['processes'][number] {
  const { machine, state } = context;
  const { tick } = machine.state;
  const seat = seatOf(context, task);
  const group = machine.state.cgroups.get(task.cgroup) as Cgroup;
  const values: Record<LimitFile, number> = {
    'cpu.max': group.cpu.quota,
    'memory.max': group.memory.max,
    'pids.max': group.pids.max,
  };
  const limits = limitsOf(context.scenario, group.name);
  const stepOf = (file: LimitFile): LimitStep => {
    const steps = stepsOf(limits, file);
    return LIMIT_STEPS.find((step) => steps[step] === values[file]) ?? 'default';
  };
  return {
    pid: task.pid,
    ppid: task.ppid,
    program: seat?.program ?? task.comm,
    cpu: Math.round((100 * task.sched.cpu) / Math.max(1, tick - task.started)),
    pages: task.mm === null ? 0 : residentPages(task.mm),
    pids: group.pids.current,
    denials: state.audit.denials.get(seat?.user ?? '') ?? 0,
    syscalls: state.audit.calls.get(task.pid) ?? 0,
    frozen: group.freeze,
    throttled: group.cpu.throttled,
    limits: {
      cpu: group.cpu.quota === NO_LIMIT ? -1 : Math.round((100 * group.cpu.quota) / CPU_PERIOD),
      memory: shown(group.memory.max),
      pids: shown(group.pids.max),
    },
    steps: Object.fromEntries(LIMIT_FILES.map((file) => [file, stepOf(file)])) as Record<
      LimitFile,
      LimitStep
    >,
  };
}

/** What the auditor sees: numbers and programs. Whose they are, and what they are, it has to find out. */
export function auditorView(context: RoundContext): AuditorView {
  const { machine, state } = context;
  // What only holds a container open is in nobody's picture of the machine.
  const held = new Set(state.containers.values());
  const living = [...machine.state.tasks.values()].filter(
    (task) => task.pid !== INIT && !held.has(task.pid) && task.pid === task.tgid && task.state !== 'Z',
  );
  return {
    station: 'auditor',
    processes: living.map((task) => rowOf(context, task)),
    log: [...state.audit.log].reverse(),
    fallback: 'default limits',
  };
}
