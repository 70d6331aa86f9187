/** Signals of x86-64 Linux with their default action (`man 7 signal`). */
export type SignalAction = 'term' | 'core' | 'ign' | 'stop' | 'cont';

const table = [
  ['SIGHUP', 1, 'term', 'Hangup'],
  ['SIGINT', 2, 'term', 'Interrupt'],
  ['SIGQUIT', 3, 'core', 'Quit'],
  ['SIGILL', 4, 'core', 'Illegal instruction'],
  ['SIGTRAP', 5, 'core', 'Trace/breakpoint trap'],
  ['SIGABRT', 6, 'core', 'Aborted'],
  ['SIGBUS', 7, 'core', 'Bus error'],
  ['SIGFPE', 8, 'core', 'Floating point exception'],
  ['SIGKILL', 9, 'term', 'Killed'],
  ['SIGUSR1', 10, 'term', 'User defined signal 1'],
  ['SIGSEGV', 11, 'core', 'Segmentation fault'],
  ['SIGUSR2', 12, 'term', 'User defined signal 2'],
  ['SIGPIPE', 13, 'term', 'Broken pipe'],
  ['SIGALRM', 14, 'term', 'Alarm clock'],
  ['SIGTERM', 15, 'term', 'Terminated'],
  ['SIGSTKFLT', 16, 'term', 'Stack fault'],
  ['SIGCHLD', 17, 'ign', 'Child exited'],
  ['SIGCONT', 18, 'cont', 'Continued'],
  ['SIGSTOP', 19, 'stop', 'Stopped (signal)'],
  ['SIGTSTP', 20, 'stop', 'Stopped'],
  ['SIGTTIN', 21, 'stop', 'Stopped (tty input)'],
  ['SIGTTOU', 22, 'stop', 'Stopped (tty output)'],
  ['SIGURG', 23, 'ign', 'Urgent I/O condition'],
  ['SIGXCPU', 24, 'core', 'CPU time limit exceeded'],
  ['SIGXFSZ', 25, 'core', 'File size limit exceeded'],
  ['SIGVTALRM', 26, 'term', 'Virtual timer expired'],
  ['SIGPROF', 27, 'term', 'Profiling timer expired'],
  ['SIGWINCH', 28, 'ign', 'Window changed'],
  ['SIGIO', 29, 'term', 'I/O possible'],
  ['SIGPWR', 30, 'term', 'Power failure'],
  ['SIGSYS', 31, 'core', 'Bad system call'],
] as const satisfies readonly (readonly [string, number, SignalAction, string])[];

export type SignalName = (typeof table)[number][0];

/** Highest signal number, the real-time ones included. */
export const NSIG = 64;

export const signals = Object.fromEntries(table.map(([name, number]) => [name, number])) as Record<
  SignalName,
  number
>;

const byNumber = new Map<number, readonly [string, number, SignalAction, string]>(
  table.map((row) => [row[1], row]),
);

/** `SIGSEGV` of 11; `SIGRT_n` of a real-time signal. */
export function signalName(number: number): string {
  return byNumber.get(number)?.[0] ?? `SIGRT_${number - 32}`;
}

/** What the signal does to a process that has not said otherwise. Real-time signals terminate. */
export function defaultAction(number: number): SignalAction {
  return byNumber.get(number)?.[2] ?? 'term';
}

/** "Segmentation fault", as a shell would report it. */
export function signalText(number: number): string {
  return byNumber.get(number)?.[3] ?? `Real-time signal ${number - 32}`;
}
