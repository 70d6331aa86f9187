import type { CodexPage } from './schema.ts';

export const processes: readonly CodexPage[] = [
  {
    id: 'process',
    title: 'The process and its states',
    group: 'process',
    figure: {
      kind: 'ring',
      nodes: [
        { name: 'ready', tone: 'user' },
        { name: 'running', tone: 'good' },
        { name: 'blocked', tone: 'hardware' },
      ],
      arrows: [
        [0, 1, 'dispatch'],
        [1, 0, 'preempt'],
        [1, 2, 'waits for I/O'],
        [2, 0, 'wake-up'],
      ],
    },
    caption:
      'Ready leads to running by dispatch; running back to ready by preemption, or to blocked when it waits; blocked to ready by a wake-up.',
    text: [
      'A process is a program in execution: its memory, its registers, its open files, its rights. One program can run as many processes.',
      'Running has a core. Ready could run and waits for a core. Blocked waits for something else, a key or a disk, and could do nothing with a core if it had one.',
    ],
    wrong: [
      {
        said: 'A blocked process uses the CPU while it waits.',
        so: 'It is on no queue for the CPU until what it waits for happens. That is the point of blocking.',
      },
      {
        said: 'Ready and blocked are the same: both wait.',
        so: 'A ready process waits for the scheduler alone. For a blocked one the scheduler can do nothing.',
      },
    ],
    command: 'ps -eo pid,stat,comm',
    shows: 'The state of each: R running or ready, S asleep, D waiting for a disk, T stopped, Z zombie.',
    codes: ['OS-Process', '9618 16.1', 'H446 1.2.1', 'A1.3.2'],
    see: ['scheduler', 'context-switch', 'zombie'],
    met: ['role:process', 'role:scheduler'],
  },
  {
    id: 'context-switch',
    title: 'The context switch',
    group: 'process',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'process A computes' },
        { where: 'hardware', text: 'the timer interrupts: kernel mode' },
        { where: 'kernel', text: 'save the registers of A' },
        { where: 'kernel', text: 'the scheduler picks B; load its page table and registers' },
        { where: 'user', text: 'process B goes on where it once stopped' },
      ],
    },
    caption:
      'A computes, the timer interrupts, the kernel saves the registers of A, loads those of B, and B goes on.',
    text: [
      'To give a core to another process, the kernel saves the registers of the one and loads those of the other, with its page table. Neither notices; each believes the core is its own.',
      'The switch costs time in which nobody’s work is done, and afterwards caches and TLB are filled with the other’s data.',
    ],
    wrong: [
      {
        said: 'More switching is always fairer and better.',
        so: 'Each switch is lost time. With very short quanta the machine does little but switch, and everybody finishes later.',
      },
    ],
    command: 'grep ctxt /proc/self/status',
    shows: 'How often this process gave up the core by itself, and how often it was taken away.',
    codes: ['OS-Process', 'OS-Scheduling', '9618 16.1', '7517 4.7.3.7'],
    see: ['mode-switch', 'round-robin', 'tlb'],
    met: ['role:scheduler', 'event:preempted'],
  },
  {
    id: 'fork',
    title: 'fork, exec and wait',
    group: 'process',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'the shell calls fork' },
        { where: 'kernel', text: 'make a second process, the same but for its pid' },
        { where: 'user', text: 'the child calls execve: become ls' },
        { where: 'kernel', text: 'replace its memory by the program’s; keep its descriptors' },
        { where: 'user', text: 'the parent calls wait4 and sleeps' },
        { where: 'user', text: 'ls ends; the parent learns how' },
      ],
    },
    caption: 'The shell forks; the child becomes ls by execve; the parent waits until it has ended.',
    text: [
      'On Unix a process is made by copying one. fork returns twice: 0 in the child, the child’s pid in the parent. execve then puts another program into the same process. wait4 collects how it ended.',
      'Between the two the child can rearrange its descriptors: so a shell builds a > file or a pipe without the program knowing.',
    ],
    wrong: [
      {
        said: 'fork copies all memory at once.',
        so: 'It copies the page table. The pages are shared until one of the two writes: see copy on write.',
      },
      {
        said: 'Parent and child share their variables afterwards.',
        so: 'They look alike at first, and then each has its own. What one writes the other never sees.',
      },
    ],
    command: 'strace -f -e trace=process sh -c "ls; true"',
    shows: 'The shell’s clone (its fork), the child’s execve, the parent’s wait4.',
    codes: ['OS-Process', '9618 16.1', 'A1.3.5'],
    see: ['copy-on-write', 'zombie', 'process', 'pipe'],
    met: ['call:fork'],
  },
  {
    id: 'zombie',
    title: 'Zombies and orphans',
    group: 'process',
    figure: {
      kind: 'gantt',
      length: 16,
      rows: [
        {
          name: 'parent',
          slices: [
            ['works', 0, 11],
            ['wait4', 11, 13],
            ['works', 13, 16],
          ],
        },
        {
          name: 'child',
          slices: [
            ['runs', 2, 6],
            ['zombie', 6, 12],
          ],
        },
      ],
    },
    caption: 'The child runs from tick 2 to 6 and is a zombie until its parent calls wait4 at tick 11.',
    text: [
      'A process that has ended still has something to tell: how. The kernel keeps its pid and exit status until the parent asks by wait4. Until then it is a zombie: no memory, no core, one line in the process table.',
      'If the parent ends first, the child is an orphan. It gets a new parent, process 1, which waits for all that come to it.',
    ],
    wrong: [
      {
        said: 'A zombie uses CPU and has to be killed.',
        so: 'It is dead already, and kill does nothing to it. It goes when its parent waits for it, or ends.',
      },
    ],
    command: 'sh -c "sleep 0 & exec sleep 5" & sleep 1; ps -o pid,stat,comm',
    shows: 'A sleep with state Z and the word defunct.',
    codes: ['OS-Process'],
    see: ['fork', 'process', 'signals'],
    met: ['call:wait4'],
  },
  {
    id: 'signals',
    title: 'Signals',
    group: 'process',
    figure: {
      kind: 'map',
      columns: [
        { name: 'what happened', boxes: ['bad address', 'Ctrl+C', 'kill -9', 'child ended'] },
        { name: 'the signal', boxes: ['SIGSEGV', 'SIGINT', 'SIGKILL', 'SIGCHLD'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 2],
        [0, 3, 3],
      ],
    },
    caption:
      'A bad address leads to SIGSEGV, Ctrl and C to SIGINT, kill -9 to SIGKILL, the end of a child to SIGCHLD.',
    text: [
      'A signal is the kernel’s tap on the shoulder of a process: something happened. A process can set a handler for most of them, ignore them, or take the default, which is often to end.',
      'SIGKILL and SIGSTOP can’t be caught: so there is always a way to stop a program. To send one to somebody else’s process you need the right credentials.',
    ],
    wrong: [
      {
        said: 'SIGSEGV is sent by another program.',
        so: 'The core faulted on an address of this very program, and the kernel turned the fault into a signal.',
      },
    ],
    command: 'kill -l',
    shows: 'All signals by number and name.',
    codes: ['OS-Process', '9618 16.1'],
    see: ['trap', 'credentials', 'zombie'],
    met: ['end:signal', 'call:kill'],
  },
  {
    id: 'deadlock',
    title: 'Deadlock',
    group: 'process',
    figure: {
      kind: 'ring',
      nodes: [
        { name: 'process A', tone: 'user' },
        { name: 'lock 2', tone: 'hardware' },
        { name: 'process B', tone: 'user' },
        { name: 'lock 1', tone: 'hardware' },
      ],
      arrows: [
        [0, 1, 'wants'],
        [1, 2, 'held by'],
        [2, 3, 'wants'],
        [3, 0, 'held by'],
      ],
    },
    caption: 'A ring: A wants lock 2, which B holds; B wants lock 1, which A holds. Nobody can move.',
    text: [
      'Four things together make a deadlock: what is wanted can’t be shared; who has something waits for more; nothing can be taken away; and the waiting goes round in a circle. Break one of them and it can’t happen.',
      'The common cure is an order: everybody takes lock 1 before lock 2. Two processes that each wait for the other’s pipe are in the same trap.',
    ],
    wrong: [
      {
        said: 'A faster scheduler would solve it.',
        so: 'All of them are blocked, not ready. The scheduler has nobody to run.',
      },
    ],
    command: 'mkfifo a b; cat a > b & cat b > a',
    shows: 'Two processes that wait for each other for ever. Ctrl+C ends the one, kill %1 the other.',
    codes: ['OS-Process', 'A1.3.5', 'OS-Principles'],
    see: ['pipe', 'race', 'process'],
    met: [],
  },
  {
    id: 'race',
    title: 'Races',
    group: 'process',
    figure: {
      kind: 'gantt',
      length: 12,
      rows: [
        {
          name: 'A: counter + 1',
          slices: [
            ['read 5', 0, 3],
            ['write 6', 7, 10],
          ],
        },
        {
          name: 'B: counter + 1',
          slices: [
            ['read 5', 3, 6],
            ['write 6', 10, 12],
          ],
        },
      ],
    },
    caption: 'A and B both read 5 before either writes; both write 6. One of the two additions is lost.',
    text: [
      'Where two run over the same data and the result depends on who comes first, there is a race. It may go well a thousand times: the switch between reading and writing has to come at the wrong moment.',
      'The cure is to make the steps one: a lock, an atomic instruction, or a call that does both, as open with O_CREAT|O_EXCL does.',
    ],
    wrong: [
      {
        said: 'It works on my machine, so there is no race.',
        so: 'On another machine, or under load, the switch comes elsewhere. One needs an argument, not a try.',
      },
    ],
    command: 'for i in 1 2; do (for j in $(seq 500); do echo $(( $(cat n) + 1 )) > n; done) & done',
    shows: 'Begin with echo 0 > n. In the end n is less than 1000, or empty.',
    codes: ['OS-Process', 'A1.3.5'],
    see: ['deadlock', 'context-switch'],
    met: [],
  },
];
