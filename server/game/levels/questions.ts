import { errno } from '../../../shared/abi/errno.ts';
import { signalName } from '../../../shared/abi/signals.ts';
import type { Ask } from '../../../shared/levels/schema.ts';
import type { PacketPlace } from '../../../shared/protocol/level.ts';
import { hex } from '../../kernel/strace.ts';
import { type Inode, KERNEL_BASE, type Task } from '../../kernel/types.ts';
import { dataStart } from '../program.ts';
import type { LevelContext } from './measures.ts';
import type { Question } from './types.ts';

type KernelAsk = Extract<Ask, { kind: 'kernel' }>;
type Made = Omit<Question, 'tried' | 'scene' | 'place'> & Partial<Pick<Question, 'scene'>>;

const MOST_OPTIONS = 4;
const ROOT = 1;

/** Components of the path that the pending call names. */
function components(task: Task): string[] {
  const path = task.call?.args.find((arg) => typeof arg === 'string') ?? '';
  return String(path)
    .split('/')
    .filter((name) => name !== '');
}

/** The directory in which component `index` of an absolute path is looked up. */
function directoryAt({ machine }: LevelContext, names: readonly string[], index: number): Inode | undefined {
  let at = machine.state.inodes.get(ROOT);
  for (const name of names.slice(0, index)) at = machine.state.inodes.get(at?.entries.get(name) ?? 0);
  return at;
}

/** The inode behind the first argument of a call on a descriptor. */
function inodeOfCall({ machine }: LevelContext, task: Task): Inode | undefined {
  const entry = task.fds[Number(task.call?.args[0] ?? -1)];
  const file = machine.state.openFiles.get(entry?.file ?? -1);
  return machine.state.inodes.get(file?.inode ?? -1);
}

/** `rwxr-x---` of permission bits. */
export function modeText(mode: number): string {
  return Array.from({ length: 9 }, (_, bit) => ((mode >> (8 - bit)) & 1 ? 'rwxrwxrwx'[bit] : '-')).join('');
}

/** Which entry of the directory the walk takes next. */
function entry(context: LevelContext, task: Task, { component }: KernelAsk): Made {
  const names = components(task);
  const dir = directoryAt(context, names, component);
  const wanted = names[component] ?? '';
  const others = [...(dir?.entries ?? [])].filter(([name]) => name !== wanted).slice(0, MOST_OPTIONS - 1);
  const offered = [...others, [wanted, dir?.entries.get(wanted) ?? 0] as const].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const asked = names.join('/');
  const place = component === 0 ? 'the root directory /' : `/${names.slice(0, component).join('/')}`;
  return {
    text: `The path is /${asked}. You stand in ${place}, inode ${dir?.ino}. Where to?`,
    options: offered.map(([name, ino]) => `${name} → inode ${ino}`),
    right: offered.findIndex(([name]) => name === wanted),
    why: offered.map(([name, ino]) =>
      name === wanted
        ? ''
        : `Inode ${ino} is ${context.machine.pathOfInode(ino) ?? name}. The path says ${wanted} here: ls would list the wrong place.`,
    ),
    scene: { is: 'directory', names, at: component, ino: dir?.ino ?? 0 },
  };
}

const CLASSES = ['owner', 'group', 'others'] as const;

/** Which three bits count for the caller, and whether they allow reading. */
function permission(context: LevelContext, task: Task): Made {
  const names = components(task);
  const inode = directoryAt(context, names, names.length);
  const bits = modeText(inode?.mode ?? 0);
  const { euid, egid } = task.cred;
  const mine = euid === inode?.uid ? 0 : egid === inode?.gid ? 1 : 2;
  const offered = (mine === 1 ? [0, 1] : [0, 2]).flatMap((cls) => {
    const three = bits.slice(3 * cls, 3 * cls + 3);
    const isRight = (allows: boolean): boolean => cls === mine && three.includes('r') === allows;
    const allowed = bits.slice(3 * mine, 3 * mine + 3).includes('r');
    const why =
      cls !== mine
        ? `Owner ${inode?.uid}, caller ${euid}: which three letters are the caller’s?`
        : allowed
          ? 'Then ls would be refused its own home. Read the three letters again: is there an r?'
          : 'Then anybody could read what is not theirs. Read the three letters again: is there an r?';
    return [
      { option: `${CLASSES[cls]} ${three}: may read`, right: isRight(true), why },
      { option: `${CLASSES[cls]} ${three}: refuse, EACCES`, right: isRight(false), why },
    ];
  });
  return {
    text: `Inode ${inode?.ino} is ${bits}, owner ${inode?.uid}. User ${euid} wants to read it. May they?`,
    options: offered.map(({ option }) => option),
    right: offered.findIndex(({ right }) => right),
    why: offered.map(({ right, why }) => (right ? '' : why)),
    scene: { is: 'mode', bits, owner: inode?.uid ?? 0, caller: euid },
  };
}

/** Page cache or disk. */
function cache(context: LevelContext, task: Task): Made {
  const inode = inodeOfCall(context, task);
  const shelf = [...context.machine.state.inodes.values()]
    .filter((candidate) => candidate.cached && candidate.kind !== 'chr' && candidate.ino !== inode?.ino)
    .slice(0, 3)
    .map((candidate) => candidate.ino);
  const hit = inode?.cached === true || context.machine.state.config.costs.disk === 0;
  const there = (hit ? [...shelf.slice(0, 2), inode?.ino ?? 0] : shelf).sort((a, b) => Number(a) - Number(b));
  return {
    text: `You need the bytes of inode ${inode?.ino}. The page cache holds ${there.length === 0 ? 'nothing yet' : `pages of ${there.join(', ')}`}. So?`,
    options: ['Hit: copy it from memory', 'Miss: ask the disk and sleep', 'Let ls drive the disk itself'],
    right: hit ? 0 : 1,
    why: [
      hit ? '' : `You would copy another file’s bytes: inode ${inode?.ino} is not on the shelf.`,
      hit ? 'ls would sleep an age for what lies on the shelf already.' : '',
      'Userspace can’t touch the disk: that is why ls asked you.',
    ],
    scene: { is: 'shelf', inodes: there.filter((ino) => ino !== undefined), wanted: inode?.ino ?? 0 },
  };
}

/** Who has the core while the caller sleeps. */
function core(context: LevelContext, task: Task): Made {
  const { machine } = context;
  const other = [...machine.state.tasks.values()].find(
    (candidate) => candidate.pid !== task.pid && candidate.state === 'R',
  );
  return {
    text: `${task.comm} (pid ${task.pid}) sleeps until the disk’s interrupt. Who uses the core meanwhile?`,
    options: [
      `${task.comm} (pid ${task.pid}): it waits in a loop`,
      other === undefined ? 'Whoever is ready next' : `${other.comm} (pid ${other.pid}): it is ready`,
      'Nobody: the core waits with it',
    ],
    right: 1,
    why: [
      'A sleeping process is in no queue and needs no core at all.',
      '',
      'A core that waits is wasted: the scheduler gives it to whoever is ready.',
    ],
    scene: {
      is: 'core',
      sleeper: `${task.comm} · pid ${task.pid}`,
      ready: other === undefined ? '—' : `${other.comm} · pid ${other.pid}`,
    },
  };
}

/** Where the kernel may put the result. */
function copy(_context: LevelContext, task: Task): Made {
  const address = dataStart(task);
  const own = hex(address);
  return {
    text: 'The names lie in the kernel’s memory. Where do you copy them?',
    options: [
      `${own}: buf, in the caller’s pages`,
      `${hex(KERNEL_BASE)}: kernel memory`,
      'Straight to the terminal',
    ],
    right: 0,
    why: [
      '',
      'ls could never read it there: those pages are for kernel mode only.',
      'getdents64 was asked for bytes in buf. What ls does with them is its own affair.',
    ],
    scene: { is: 'memory', user: own, kernel: hex(KERNEL_BASE) },
  };
}

/** What stands behind the descriptors. */
function descriptor(context: LevelContext, task: Task): Made {
  const { machine } = context;
  const shown = task.fds.flatMap((fdEntry, fd) => {
    const file = machine.state.openFiles.get(fdEntry?.file ?? -1);
    const inode = machine.state.inodes.get(file?.inode ?? -1);
    return inode === undefined
      ? []
      : [{ fd, tty: inode.kind === 'chr', path: machine.pathOfInode(inode.ino) }];
  });
  const offered = shown.filter(({ fd }) => fd !== 0 && fd !== 2).slice(0, MOST_OPTIONS);
  const right = offered.findIndex(({ tty }) => tty);
  return {
    text: 'A descriptor names what a process has open. Which one is the terminal?',
    options: offered.map(({ fd, path }) => `${fd} → ${path}`),
    right,
    why: offered.map((_, index) =>
      index === right ? '' : 'That one is the directory you opened: it shows nothing.',
    ),
  };
}

/** What the call that is under way will answer: found as the kernel will find it, from names and mode bits. */
function outcome(context: LevelContext, task: Task): Made {
  const names = components(task);
  const inode = directoryAt(context, names, names.length);
  const { euid, egid } = task.cred;
  const cls = euid === inode?.uid ? 0 : egid === inode?.gid ? 1 : 2;
  const mayRead = modeText(inode?.mode ?? 0)[3 * cls] === 'r';
  const right = inode === undefined ? 1 : mayRead ? 0 : 2;
  const path = `/${names.join('/')}`;
  const why = [
    inode === undefined
      ? `No descriptor without an inode, and no directory lists ${names.at(-1)}.`
      : `${path} is there, but look at its mode: ${modeText(inode.mode)}, owner ${inode.uid}. You are ${euid}.`,
    `The walk finds every name of ${path}: it ends at inode ${inode?.ino}.`,
    inode === undefined
      ? 'There is nothing whose mode could be looked at.'
      : `Mode ${modeText(inode.mode)}, owner ${inode.uid}, and you are ${euid}: you may read it.`,
  ];
  return {
    text: `open("${path}") stands at the gate. What will the kernel answer?`,
    options: [
      'A descriptor: a small number',
      `ENOENT (−${errno.ENOENT}): no such name`,
      `EACCES (−${errno.EACCES}): you may not`,
    ],
    right,
    why: why.map((said, option) => (option === right ? '' : said)),
  };
}

/** Where the player's call is while it is asked. */
const PLACES: Readonly<Record<KernelAsk['question'], PacketPlace>> = {
  entry: 'path',
  permission: 'mode',
  cache: 'cache',
  core: 'disk',
  copy: 'copy',
  descriptor: 'user',
  outcome: 'gate',
};

const MAKERS = { entry, permission, cache, core, copy, descriptor, outcome } as const;

/** The question, made of the kernel's state as it is now. */
export function makeQuestion(context: LevelContext, ask: Ask): Question {
  const plain = { tried: [], scene: null, place: null };
  if (ask.kind === 'fixed') {
    const { text, options, right, why } = ask;
    return { text, options: [...options], right, why: [...why], ...plain };
  }
  const task = context.machine.task(context.seat.pid);
  if (task === undefined) {
    const why = `The process was ended by ${signalName(9)}.`;
    return { text: why, options: ['Go on'], right: 0, why: [''], ...plain };
  }
  return { ...plain, ...MAKERS[ask.question](context, task, ask), place: PLACES[ask.question] };
}
