import type { ProcessView, RoomView } from '../../shared/protocol/view.ts';

/** Every word the world's canvas shows or speaks. */
export const words = {
  userspace: 'USERSPACE',
  kernelSpace: 'KERNEL SPACE',
  kernelShort: 'KERNEL',
  hardware: 'HARDWARE',
  gate: 'syscall',
  you: 'You',
  bot: 'bot',
  readyQueue: 'ready queue',
  waiting: 'waiting',
  handling: 'handling',
  pageCache: 'page cache',
  memory: (frames: number) => `memory · ${frames} frames`,
  memoryShort: 'memory',
  core: (id: number) => `core ${id}`,
  rings: { user: 'user mode', kernel: 'kernel mode', idle: 'idle' },
  ringNumbers: { user: 'ring 3', kernel: 'ring 0', idle: '–' },
  lines: ['timer', 'disk', 'keyboard', 'network'],
  shortLines: ['timer', 'disk', 'keys', 'net'],
  stations: ['path', 'inode', 'mode', 'copy'],
  more: (count: number) => `+${count}`,
  points: (points: number) => (points > 0 ? `+${points}` : `${points}`),
  late: 'late',
  tipTitle: (program: string, player: string) => `${program} · ${player}`,
  tip: (pid: number, doing: string, pages: number) =>
    `pid ${pid} · ${doing} · ${pages} ${pages === 1 ? 'page' : 'pages'}`,
  states: {
    run: 'RUN',
    kernel: 'KERNEL',
    ready: 'READY',
    stopped: 'STOP',
    zombie: 'ZOMBIE',
  },
  /** What a blocked process waits for. */
  reasons: {
    disk: 'DISK',
    keyboard: 'KEYS',
    pipe: 'PIPE',
    child: 'CHILD',
    user: 'IDLE',
    timer: 'SLEEP',
    network: 'NET',
  } as Readonly<Record<string, string>>,
  reasonOther: 'WAIT',
} as const;

export type Sign = 'run' | 'kernel' | 'ready' | 'wait' | 'stopped' | 'zombie';

export function signOf(process: ProcessView): { sign: Sign; word: string } {
  if (process.state === 'Z') return { sign: 'zombie', word: words.states.zombie };
  if (process.state === 'T') return { sign: 'stopped', word: words.states.stopped };
  if (process.state !== 'R') {
    return { sign: 'wait', word: words.reasons[process.waiting] ?? words.reasonOther };
  }
  if (process.core < 0) return { sign: 'ready', word: words.states.ready };
  return process.inKernel
    ? { sign: 'kernel', word: words.states.kernel }
    : { sign: 'run', word: words.states.run };
}

/** One sentence that says what the picture shows. */
export function sentence(room: RoomView): string {
  const count = (state: Sign) => room.processes.filter((process) => signOf(process).sign === state).length;
  const hits = room.walls.reduce((sum, wall) => sum + wall.hits, 0);
  const running = count('run');
  const inKernel = count('kernel');
  return (
    `The machine at tick ${room.tick}: ${room.processes.length} processes on ${room.cores.length} ` +
    `${room.cores.length === 1 ? 'core' : 'cores'}; ${running} in user mode, ${inKernel} in the kernel, ` +
    `${count('ready')} ready, ${count('wait')} waiting; ${hits} ${hits === 1 ? 'attempt' : 'attempts'} refused at the wall.`
  );
}
