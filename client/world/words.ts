import type { CoreView, ProcessView, RoomView } from '../../shared/protocol/view.ts';
import { worldTexts } from '../i18n/en-world.ts';
import { fill, type Values } from '../i18n/fill.ts';

export type WorldText = keyof typeof worldTexts;

/** The world's text of that name, `{name}` filled in. */
export function say(name: WorldText, values: Values = {}): string {
  return fill(worldTexts[name], values);
}

/** The interrupt lines in their order: names, and shorter ones for where these find no room. */
export const LINE_TEXTS = ['lineTimer', 'lineDisk', 'lineKeyboard', 'lineNetwork'] as const;
export const SHORT_LINE_TEXTS = ['lineTimer', 'lineDisk', 'lineKeys', 'lineNet'] as const;
/** The kernel's stations of a call, in their order. */
export const STATION_TEXTS = ['stationPath', 'stationInode', 'stationMode', 'stationCopy'] as const;
export const RING_TEXTS = {
  user: 'ringUser',
  kernel: 'ringKernel',
  idle: 'ringIdle',
} as const satisfies Record<CoreView['mode'], WorldText>;

/** What a core does; in user mode it is the program's name that says it. */
export const ACTIVITY_TEXTS = {
  user: 'modeUser',
  'mode switch': 'activityGate',
  syscall: 'activityCall',
  'context switch': 'activitySwitch',
  fault: 'activityFault',
  interrupt: 'activityInterrupt',
  idle: 'idle',
} as const satisfies Record<CoreView['activity'], WorldText>;

/** What a blocked process waits for. */
const WAIT_TEXTS: Readonly<Record<string, WorldText>> = {
  disk: 'waitDisk',
  keyboard: 'waitKeyboard',
  pipe: 'waitPipe',
  child: 'waitChild',
  user: 'waitUser',
  timer: 'waitTimer',
  network: 'waitNetwork',
};

export type Sign = 'run' | 'kernel' | 'ready' | 'wait' | 'stopped' | 'frozen' | 'zombie';

export function signOf(process: ProcessView): { sign: Sign; word: string } {
  if (process.state === 'Z') return { sign: 'zombie', word: say('stateZombie') };
  if (process.frozen) return { sign: 'frozen', word: say('stateFrozen') };
  if (process.state === 'T') return { sign: 'stopped', word: say('stateStopped') };
  if (process.state !== 'R') return { sign: 'wait', word: say(WAIT_TEXTS[process.waiting] ?? 'waitOther') };
  if (process.core < 0) return { sign: 'ready', word: say('stateReady') };
  return process.inKernel
    ? { sign: 'kernel', word: say('stateKernel') }
    : { sign: 'run', word: say('stateRun') };
}

/** Who and what a building is, in two lines. */
export function tipOf(process: ProcessView): { title: string; text: string } {
  const { program, pid, pages, syscall, container } = process;
  const { word } = signOf(process);
  const player = process.nickname === '' ? say('bot') : process.nickname;
  const doing = syscall === '' ? word : say('tipCall', { word, call: syscall });
  return {
    title: say(container === '' ? 'tipTitle' : 'tipInside', { program, player, container }),
    text: say(pages === 1 ? 'tipOnePage' : 'tipPages', { pid, doing, pages }),
  };
}

/** One sentence that says what the picture shows. */
export function sentence(room: RoomView): string {
  const signs = room.processes.map((process) => signOf(process).sign);
  const count = (state: Sign) => signs.filter((sign) => sign === state).length;
  const machine = say(room.cores.length === 1 ? 'sentenceOneCore' : 'sentence', {
    tick: room.tick,
    processes: room.processes.length,
    cores: room.cores.length,
    run: count('run'),
    kernel: count('kernel'),
    ready: count('ready'),
    wait: count('wait'),
    frozen: count('frozen'),
    hits: room.walls.reduce((sum, wall) => sum + wall.hits, 0),
  });
  return machine + containers(room.processes);
}

/** The containers and how many processes live in each; '' where there is none. */
function containers(processes: readonly ProcessView[]): string {
  const names = [...new Set(processes.map(({ container }) => container))].filter(Boolean).sort();
  if (names.length === 0) return '';
  const list = names.map((name) => {
    const count = processes.filter(({ container }) => container === name).length;
    return say('sentenceContainer', { name, count });
  });
  return say('sentenceContainers', { list: list.join(', ') });
}
