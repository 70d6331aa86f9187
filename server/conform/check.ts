import { ACCESS, FCNTL, MAP, O, PROT, SEEK, WAIT } from '../../shared/abi/flags.ts';
import { signals } from '../../shared/abi/signals.ts';

/** What a script may write as one argument. `fault`: what is wrong with a value, or undefined for nothing. */
interface Kind {
  wanted: string;
  fault(value: unknown): string | undefined;
}

const show = (value: unknown): string => JSON.stringify(value);

const whole: Kind = {
  wanted: 'a whole number',
  fault: (value) => (Number.isSafeInteger(value) ? undefined : `is ${show(value)}`),
};
const string: Kind = {
  wanted: 'a string',
  fault: (value) => (typeof value === 'string' ? undefined : `is ${show(value)}`),
};
const label: Kind = {
  wanted: 'the label of a process',
  fault: (value) => (typeof value === 'string' && value !== '' ? undefined : `is ${show(value)}`),
};
const labelOrAny: Kind = {
  wanted: 'the label of a process or a number',
  fault: (value) => (whole.fault(value) === undefined ? undefined : label.fault(value)),
};
const address: Kind = {
  wanted: 'an address: NAME, NAME+OFFSET, NULL or KERNEL',
  fault: (value) =>
    typeof value === 'string' && /^[A-Za-z_]\w*(\+\d{1,15})?$/.test(value) ? undefined : `is ${show(value)}`,
};

/** One of the names, or its number. */
const oneOf = (wanted: string, names: readonly string[]): Kind => ({
  wanted,
  fault: (value) =>
    Number.isSafeInteger(value) || names.includes(value as string) ? undefined : `is ${show(value)}`,
});

/** Names joined by `|`, or their number; nothing stands for 0. */
const flags = (wanted: string, known: readonly string[]): Kind => {
  return {
    wanted: `${wanted}, joined by |`,
    fault(value) {
      if (Number.isSafeInteger(value)) return undefined;
      if (typeof value !== 'string') return `is ${show(value)}`;
      const bad = value.split('|').find((name) => !/^\d*$/.test(name) && !known.includes(name));
      return bad === undefined ? undefined : `holds the unknown flag ${show(bad)}`;
    },
  };
};

const openFlags = flags('flags of open', Object.keys(O));
const protection = flags('PROT_ flags', Object.keys(PROT));
const signal = oneOf('the name of a signal', Object.keys(signals));
const signalList: Kind = {
  wanted: 'a list of signals',
  fault(value) {
    if (!Array.isArray(value)) return `is ${show(value)}`;
    const bad = value.find((item) => typeof item !== 'string' || !(item in signals));
    return bad === undefined ? undefined : `holds the unknown signal ${show(bad)}`;
  },
};
const limit = oneOf('RLIMIT_NOFILE', ['RLIMIT_NOFILE']);

/** The arguments of a call: those that must be there, then those that may be. */
type Signature = readonly [required: readonly Kind[], optional?: readonly Kind[]];

/** Every call that a script may make, as the table in `conformance/README.md` has it. */
const SIGNATURES: Readonly<Record<string, Signature>> = {
  open: [[string, openFlags], [whole]],
  close: [[whole]],
  dup: [[whole]],
  fsync: [[whole]],
  fstat: [[whole]],
  read: [[whole, whole]],
  pread64: [[whole, whole, whole]],
  write: [[whole, string]],
  pwrite64: [[whole, string, whole]],
  write_n: [[whole, whole]],
  read_to: [[whole, address, whole]],
  write_from: [[whole, address, whole]],
  lseek: [[whole, whole, oneOf('SEEK_SET, SEEK_CUR or SEEK_END', Object.keys(SEEK))]],
  stat: [[string]],
  lstat: [[string]],
  access: [[string, flags('F_OK, R_OK, W_OK and X_OK', Object.keys(ACCESS))]],
  mkdir: [[string, whole]],
  chmod: [[string, whole]],
  truncate: [[string, whole]],
  fchmod: [[whole, whole]],
  ftruncate: [[whole, whole]],
  rmdir: [[string]],
  unlink: [[string]],
  chdir: [[string]],
  rename: [[string, string]],
  link: [[string, string]],
  symlink: [[string, string]],
  readlink: [[string]],
  chown: [[string, whole, whole]],
  getdents64: [[whole]],
  getcwd: [[]],
  umask: [[whole]],
  dup2: [[whole, whole]],
  dup3: [[whole, whole], [openFlags]],
  fcntl: [
    [whole, oneOf('a command of fcntl', Object.keys(FCNTL))],
    [flags('flags of open or FD_CLOEXEC', [...Object.keys(O), 'FD_CLOEXEC'])],
  ],
  pipe: [[]],
  pipe2: [[], [openFlags]],
  fork: [[label]],
  exit: [[whole]],
  wait4: [[labelOrAny], [flags('WNOHANG or nothing', Object.keys(WAIT))]],
  kill: [[labelOrAny, signal]],
  sigaction: [[signal, oneOf('SIG_IGN or SIG_DFL', ['SIG_IGN', 'SIG_DFL'])]],
  sigblock: [[signalList]],
  sigunblock: [[signalList]],
  sigpending: [[]],
  getpid: [[]],
  getppid: [[]],
  getuid: [[]],
  geteuid: [[]],
  getgid: [[]],
  setuid: [[whole]],
  setgid: [[whole]],
  sched_yield: [[]],
  getpriority: [[]],
  setpriority: [[whole]],
  setrlimit: [[limit, whole, whole]],
  getrlimit: [[limit]],
  mmap: [[label, whole, protection, flags('MAP_ flags', Object.keys(MAP)), whole, whole]],
  munmap: [[address, whole]],
  mprotect: [[address, whole, protection]],
  load: [[address]],
  store: [[address, whole]],
  hlt: [[]],
};

function countFault(call: string, [required, optional = []]: Signature, count: number): string | undefined {
  const most = required.length + optional.length;
  if (count >= required.length && count <= most) return undefined;
  const wanted = most === required.length ? `${most}` : `${required.length} to ${most}`;
  return `${call} takes ${wanted} ${wanted === '1' ? 'argument' : 'arguments'}, and ${count} ${count === 1 ? 'is' : 'are'} given`;
}

/** What is wrong with a call and its arguments, in one sentence without its full stop; undefined: nothing. */
export function callFault(call: string, args: readonly unknown[]): string | undefined {
  const signature = Object.hasOwn(SIGNATURES, call) ? SIGNATURES[call] : undefined;
  if (signature === undefined) return `there is no call ${show(call)}`;
  const count = countFault(call, signature, args.length);
  if (count !== undefined) return count;
  const kinds = [...signature[0], ...(signature[1] ?? [])];
  for (const [index, value] of args.entries()) {
    const kind = kinds[index] as Kind;
    const fault = kind.fault(value);
    if (fault !== undefined) return `argument ${index + 1} of ${call} ${fault}, and must be ${kind.wanted}`;
  }
  return undefined;
}
