import { AF, inetAddress, type SocketName } from '../../../shared/abi/socket.ts';
import { BUFFERS } from '../../../shared/lang/ast.ts';
import type { JobView, SelfView } from '../../../shared/protocol/view.ts';
import { isStation, type Role } from '../../../shared/roles.ts';
import type { Machine } from '../../kernel/machine.ts';
import { mappedPages, residentPages } from '../../kernel/mm/space.ts';
import type { Task } from '../../kernel/types.ts';
import { cardsOf, isFound } from '../exploits.ts';
import { filesFor } from '../files.ts';
import { dataStart } from '../program.ts';
import type { RoundContext } from '../round.ts';
import type { Job, ProgramState, SeatState } from '../types.ts';

/** One sentence a role: what to do. */
export const BRIEFINGS: Record<Role, string> = {
  process: 'You are a program in userspace: do your user’s jobs, and get everything by asking the kernel.',
  scheduler:
    'You are the kernel’s scheduler: give the cores to ready processes, so that nobody waits too long.',
  memory: 'You are the memory manager: when memory is full, choose the page that will be missed least.',
  io: 'You serve interrupts and the disk: in time, or keys and packets are lost.',
  auditor:
    'You are the auditor: find the malware by what it was refused, and stop it without hurting the others.',
  malware: 'You are secretly infected: do your jobs as cover, and find out which walls stop you.',
};

function jobView(seat: SeatState, job: Job): JobView {
  const shown = seat.level === 'beginner' ? job.recipe : [];
  return {
    id: job.id,
    program: job.program,
    title: job.title,
    story: job.story,
    goals: job.goals.map((goal, index) => ({ text: goal.text, done: job.done[index] === true })),
    recipe: shown.map((step) => step.line),
    why: shown.map((step) => step.why),
    deadline: job.deadline,
    points: job.points,
  };
}

const addressText = (name: SocketName | null | undefined): string => {
  if (name == null) return '';
  return name.family === AF.AF_INET ? `${inetAddress(name.address)}:${name.port}` : name.path;
};

/** A socket, as `ss` would list it. */
function socketText({ state }: Machine<ProgramState>, id: number): string {
  const socket = state.net.sockets.get(id);
  const listens = socket?.state === 'listening';
  return listens
    ? `LISTEN ${addressText(socket.name)}`
    : `socket:[${id}] ${addressText(socket?.peerName)}`.trim();
}

/** What stands behind each descriptor, as `ls -l /proc/self/fd` would say. */
function descriptors(machine: Machine<ProgramState>, task: Task): { fd: number; what: string }[] {
  return task.fds.flatMap((entry, fd) => {
    const file = entry === null ? undefined : machine.state.openFiles.get(entry.file);
    if (file === undefined) return [];
    if (file.pipe >= 0) return [{ fd, what: `pipe:[${file.pipe}] ${file.end}` }];
    if (file.socket >= 0) return [{ fd, what: socketText(machine, file.socket) }];
    const inode = machine.state.inodes.get(file.inode);
    if (inode?.kind === 'chr') return [{ fd, what: inode.device === 'null' ? '/dev/null' : '/dev/tty' }];
    return [{ fd, what: machine.pathOfFile(file) }];
  });
}

/** The part of a seat's own view that its player acts by. A station has nothing in it but who it is. */
export interface SelfGlance extends Pick<SelfView, 'kind' | 'pid' | 'level' | 'job'> {
  lines: Pick<SelfView['lines'][number], 'id' | 'state'>[];
  /** `listens`: it is a socket at which the process waits for connections. */
  descriptors: { fd: number; listens: boolean }[];
  exploits: Pick<SelfView['exploits'][number], 'id' | 'found'>[];
}

/** `most`: the latest lines of its program, so many. Everything in it is made anew. */
export function selfGlance(context: RoundContext, seat: SeatState, most: number): SelfGlance {
  const { role: kind, pid, level, job } = seat;
  if (isStation(kind)) return { kind, pid, level, job: null, lines: [], descriptors: [], exploits: [] };
  const { machine } = context;
  const task = machine.task(pid);
  const lines = (task?.user as ProgramState | undefined)?.lines ?? [];
  return {
    kind,
    pid,
    level,
    job: job === null ? null : jobView(seat, job),
    lines: lines.slice(-most).map(({ id, state }) => ({ id, state })),
    descriptors: (task?.fds ?? []).flatMap((entry, fd) => {
      const file = entry === null ? undefined : machine.state.openFiles.get(entry.file);
      if (file === undefined) return [];
      return [{ fd, listens: machine.state.net.sockets.get(file.socket)?.state === 'listening' }];
    }),
    exploits:
      kind === 'malware'
        ? cardsOf(context, seat).map((card) => ({ id: card.id, found: isFound(context, seat, card) }))
        : [],
  };
}

function programPart(machine: Machine<ProgramState>, seat: SeatState, task: Task | undefined): object {
  const program = task?.user as ProgramState | undefined;
  const start = task === undefined ? 0 : dataStart(task);
  return {
    lines: (program?.lines ?? []).map(({ id, text, state, result }) => ({ id, text, state, result })),
    variables: [...(program?.variables ?? [])].map(([name, value]) => ({
      name,
      value,
      text: variableText(value),
    })),
    buffers: BUFFERS.map((buffer) => ({
      name: buffer.name,
      address: start + buffer.offset,
      size: buffer.size,
    })),
    descriptors: task === undefined ? [] : descriptors(machine, task),
    files: filesFor(seat.user),
  };
}

function variableText(value: number): string {
  return value > 0xffff ? `0x${value.toString(16)}` : String(value);
}

/** A seat's own view by parts, as `SelfView` divides. Nothing in it belongs to anybody else. */
export function selfView(context: RoundContext, seat: SeatState): object {
  const { machine } = context;
  const task = machine.task(seat.pid);
  const space = task?.mm ?? null;
  const who: Partial<SelfView> = {
    seat: seat.id,
    kind: seat.role,
    wish: '',
    pid: seat.pid,
    program: isStation(seat.role) ? '' : seat.program,
    briefing: BRIEFINGS[seat.role],
    level: seat.level,
    jobsDone: seat.jobsDone,
    points: seat.points,
    discoveries: seat.discoveries,
  };
  if (isStation(seat.role)) return { who };
  return {
    who,
    job: seat.job === null ? null : jobView(seat, seat.job),
    program: programPart(machine, seat, task),
    memory: {
      mappedPages: space === null ? 0 : mappedPages(space),
      residentPages: space === null ? 0 : residentPages(space),
    },
    strace: seat.strace,
    terminal: seat.terminal,
    journey: seat.journey,
    exploits: seat.role === 'malware' ? cards(context, seat) : [],
  };
}

function cards(context: RoundContext, seat: SeatState): object[] {
  const example = { pid: 0, user: 'somebody', me: seat.user };
  return cardsOf(context, seat).map((card) => ({
    id: card.id,
    title: card.title,
    text: card.text,
    lines: card.lines(example),
    found: isFound(context, seat, card),
  }));
}
