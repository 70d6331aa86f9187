import type { CodexPage } from './schema.ts';

const CODES = ['OS-Scheduling', '9618 16.1', 'H446 1.2.1', 'A1.3.3'];

export const cpu: readonly CodexPage[] = [
  {
    id: 'scheduler',
    title: 'The scheduler',
    group: 'cpu',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'ready queue',
          cells: [
            { text: 'ls', tone: 'user' },
            { text: 'cc', tone: 'user' },
            { text: 'edit', tone: 'user' },
            { text: 'httpd', tone: 'user' },
          ],
        },
        {
          name: 'cores',
          cells: [
            { text: 'cat', tone: 'good' },
            { text: 'browser', tone: 'good' },
          ],
        },
      ],
    },
    caption: 'Four processes stand in the ready queue; two others have the two cores.',
    text: [
      'There are more processes than cores. The scheduler decides who of the ready ones runs next, on which core, and for how long. It sees their past, never their future.',
      'Good is measured in several ways at once: turnaround (from coming to being done), response (from coming to the first run), waiting, fairness, and cores that idle while somebody waits. No policy is best in all of them.',
    ],
    wrong: [
      {
        said: 'The scheduler stops a process by watching it.',
        so: 'While a process computes, the scheduler does not run. The timer interrupts the core, and then the kernel decides.',
      },
    ],
    command: 'cat /proc/schedstat | head -3',
    shows: 'Per core: how often the scheduler ran, and how long processes ran and waited.',
    codes: [...CODES, '7517 4.6.1.4'],
    see: ['timer', 'round-robin', 'process', 'context-switch'],
    met: ['role:scheduler'],
  },
  {
    id: 'timer',
    title: 'The timer takes the CPU back',
    group: 'cpu',
    figure: {
      kind: 'gantt',
      length: 18,
      rows: [
        {
          name: 'core 0',
          slices: [
            ['spin', 0, 5],
            ['timer', 5, 6],
            ['ls', 6, 10],
            ['timer', 10, 11],
            ['spin', 11, 16],
            ['timer', 16, 17],
          ],
        },
      ],
    },
    caption:
      'A process that spins for ever has the core for five ticks; then the timer interrupts and ls gets its turn.',
    text: [
      'Before the kernel lets a process run it sets a timer. When it rings, the core enters the kernel, whatever the program was doing. This is preemption: nobody keeps a core by never asking for anything.',
      'A program can’t switch the timer’s interrupt off: that instruction is privileged.',
    ],
    wrong: [
      {
        said: 'A process keeps the CPU until it gives it up.',
        so: 'So it was on early systems, and one endless loop hung the machine. With preemption an endless loop loses its core again and again.',
      },
    ],
    command: 'grep -i "timer" /proc/interrupts',
    shows: 'Timer interrupts by core: look twice, the numbers grow.',
    codes: ['OS-Scheduling', '9618 16.1', '9618 4.1', '7517 4.7.3.7'],
    see: ['scheduler', 'interrupts', 'privileged'],
    met: ['wall:preemption', 'event:preempted'],
  },
  {
    id: 'fcfs',
    title: 'First come, first served; the convoy',
    group: 'cpu',
    figure: {
      kind: 'gantt',
      length: 16,
      rows: [
        {
          name: 'long one first',
          slices: [
            ['cc', 0, 12],
            ['ls', 12, 14],
            ['cat', 14, 16],
          ],
        },
        {
          name: 'short ones first',
          slices: [
            ['ls', 0, 2],
            ['cat', 2, 4],
            ['cc', 4, 16],
          ],
        },
      ],
    },
    caption:
      'With the compiler first, ls and cat wait 12 and 14 ticks; with the short ones first they wait 0 and 2, the compiler 4.',
    text: [
      'First come, first served runs each process until it blocks or ends, in the order they came. It is simple, wastes no switches and starves nobody.',
      'But one long job at the front holds up all the short ones behind it, like a lorry on a narrow road: the convoy effect. Average waiting suffers.',
    ],
    wrong: [
      {
        said: 'First come, first served is the fairest.',
        so: 'It is fair in order, not in waiting: who needs two ticks may wait for a hundred.',
      },
    ],
    command: 'chrt -m',
    shows: 'Linux’s policies. SCHED_FIFO is this one, for real-time tasks with privileges.',
    codes: CODES,
    see: ['sjf', 'round-robin', 'scheduler'],
    met: ['policy:fcfs'],
  },
  {
    id: 'round-robin',
    title: 'Round robin and the quantum',
    group: 'cpu',
    figure: {
      kind: 'gantt',
      length: 22,
      rows: [
        {
          name: 'quantum 3',
          slices: [
            ['cc', 0, 3],
            ['ls', 4, 6],
            ['cat', 7, 9],
            ['cc', 10, 19],
          ],
        },
        {
          name: 'quantum 1',
          slices: [
            ['cc', 0, 1],
            ['ls', 2, 3],
            ['cat', 4, 5],
            ['cc', 6, 7],
            ['ls', 8, 9],
            ['cat', 10, 11],
            ['cc', 12, 22],
          ],
        },
      ],
    },
    caption:
      'A switch takes a tick. With a quantum of three ls, cat and cc are done at ticks 6, 9 and 19; with a quantum of one at 9, 11 and 22.',
    text: [
      'Each process gets the core for at most one quantum; then it goes to the back of the queue. Everybody has a first turn soon: response is good, and nobody starves.',
      'The quantum is a bargain. Long: nearly first come, first served. Short: quick response, but the switches eat the time. Turnaround is often worse than with shortest job first.',
    ],
    wrong: [
      {
        said: 'The shorter the quantum the better.',
        so: 'Each switch costs. A quantum should be long against the cost of a switch and short against a person’s patience.',
      },
    ],
    command: 'cat /proc/sys/kernel/sched_rr_timeslice_ms',
    shows: 'The quantum of Linux’s real-time round robin in milliseconds.',
    codes: CODES,
    see: ['fcfs', 'mlfq', 'context-switch'],
    met: ['policy:rr'],
  },
  {
    id: 'sjf',
    title: 'Shortest job, and shortest remaining time',
    group: 'cpu',
    figure: {
      kind: 'gantt',
      length: 14,
      rows: [
        {
          name: 'shortest job first',
          slices: [
            ['cc', 0, 8],
            ['ls', 8, 10],
            ['cat', 10, 14],
          ],
        },
        {
          name: 'remaining time',
          slices: [
            ['cc', 0, 2],
            ['ls', 2, 4],
            ['cat', 4, 8],
            ['cc', 8, 14],
          ],
        },
      ],
    },
    caption:
      'The compiler starts; ls and cat come at tick 2. Without preemption they wait for it; by remaining time they go first.',
    text: [
      'Shortest job first runs the job that needs least. Among policies that do not preempt it gives the best average turnaround. With preemption it is called shortest remaining time, or STCF (shortest time to completion first), or preemptive SJF: three names for one idea.',
      'The catch: nobody knows how long a job will run. Real systems guess from past bursts. And long jobs may starve while short ones keep coming.',
    ],
    wrong: [
      {
        said: 'Linux uses shortest job first, because it is the best.',
        so: 'It would have to know the future. MLFQ comes near it by learning from the past.',
      },
    ],
    command: 'time ls > /dev/null',
    shows: 'How long it took: known afterwards, which is when it is of no use to a scheduler.',
    codes: CODES,
    see: ['fcfs', 'mlfq', 'starvation'],
    met: ['policy:sjf', 'policy:stcf'],
  },
  {
    id: 'mlfq',
    title: 'Multi-level feedback queue',
    group: 'cpu',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'high, short quantum',
          cells: [
            { text: 'edit', tone: 'good' },
            { text: 'player', tone: 'good' },
          ],
        },
        {
          name: 'middle',
          cells: [
            { text: 'browser', tone: 'user' },
            { text: 'httpd', tone: 'user' },
          ],
        },
        {
          name: 'low, long quantum',
          cells: [
            { text: 'cc', tone: 'hardware' },
            { text: 'spin', tone: 'hardware' },
          ],
        },
      ],
    },
    caption:
      'Three queues. Editor and music player stand in the highest, compiler and spinner in the lowest.',
    text: [
      'A new process begins at the top. Who uses up the whole quantum sinks; who blocks before keeps the place. So programs that wait for people stay on top and answer quickly, and those that burn CPU run when nobody else wants to.',
      'From time to time all are lifted to the top again: nobody starves, and a program that changes its ways is judged anew. Counting all time used at a level stops those who block just before the quantum ends.',
    ],
    wrong: [
      {
        said: 'The user tells the system which programs are interactive.',
        so: 'The queue finds out by itself, from who blocks and who burns.',
      },
    ],
    command: 'top -b -n 1 | head -15',
    shows: 'Who burns CPU. The S in the state column are those who block.',
    codes: [...CODES],
    see: ['round-robin', 'sjf', 'starvation'],
    met: ['policy:mlfq'],
  },
  {
    id: 'cfs',
    title: 'CFS: the fair share',
    group: 'cpu',
    figure: {
      kind: 'bars',
      unit: 'ticks of virtual runtime; the least runs next',
      bars: [
        { name: 'edit', value: 4, tone: 'good' },
        { name: 'browser', value: 11, tone: 'user' },
        { name: 'cc', value: 12, tone: 'user' },
      ],
    },
    caption: 'Three bars of virtual runtime. The editor’s is the shortest, so it runs next.',
    text: [
      'Linux’s completely fair scheduler gave each process a virtual runtime that grows while it runs, and always ran the one with least. A nice value makes the clock of a process go slower or faster: that is its weight.',
      'Who sleeps falls behind in virtual runtime, and so runs soon after waking. There is no fixed quantum: the period is shared out by weight.',
    ],
    wrong: [
      {
        said: 'Fair means that everybody gets the same.',
        so: 'It means a share by weight. With nice 0 against nice 5 the shares are about three to one.',
      },
    ],
    command: 'cat /proc/self/sched',
    shows: 'se.vruntime: the virtual runtime of this process.',
    codes: CODES,
    see: ['eevdf', 'priority', 'scheduler'],
    met: ['policy:cfs'],
  },
  {
    id: 'eevdf',
    title: 'EEVDF: what Linux uses now',
    group: 'cpu',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'owed time: eligible',
          cells: [
            { text: 'edit 7', tone: 'good' },
            { text: 'cc 12', tone: 'user' },
          ],
        },
        {
          name: 'had too much: waits',
          cells: [
            { text: 'spin 5', tone: 'bad' },
            { text: 'httpd 9', tone: 'bad' },
          ],
        },
      ],
    },
    caption:
      'Two processes are eligible, two have had more than their share. Among the eligible the editor has the earliest deadline, 7, and runs.',
    text: [
      'Since version 6.6 Linux asks two questions. Eligible: who has had no more than their fair share so far? Among those: whose virtual deadline is earliest? The deadline lies one requested slice after the share that is owed.',
      'So a process that asks for short slices is served sooner, but gets no more in total. CFS could tell only how much, not how soon.',
    ],
    wrong: [
      {
        said: 'The deadline means that the work must be done by then.',
        so: 'It is a position in the order, in virtual time. Nothing breaks when it passes.',
      },
    ],
    command: 'uname -r',
    shows: 'From 6.6 on, this is the scheduler behind your shell.',
    codes: ['OS-Scheduling', 'A1.3.3'],
    see: ['cfs', 'scheduler'],
    met: ['policy:eevdf'],
  },
  {
    id: 'priority',
    title: 'Priorities and nice',
    group: 'cpu',
    figure: {
      kind: 'bars',
      unit: 'per cent of a core that two compilers share',
      bars: [
        { name: 'nice 0', value: 75, tone: 'good' },
        { name: 'nice 5', value: 25, tone: 'user' },
      ],
    },
    caption:
      'Two compilers share a core: the one with nice 0 gets about 75 per cent, the one with nice 5 about 25.',
    text: [
      'With strict priorities the highest ready process always runs. With weights, as in Linux’s nice, everybody runs, but not equally often. nice goes from -20 (much) to 19 (little): who is nice leaves more to others.',
      'Everybody may be nicer; to be less nice needs privileges. Else each program would take the highest.',
    ],
    wrong: [
      {
        said: 'A high priority makes a program faster.',
        so: 'Only while others want the core too. On an idle machine it changes nothing.',
      },
    ],
    command: 'nice -n 10 nice',
    shows: 'Prints 10: the value that the second nice runs with. Try nice -n -5.',
    codes: CODES,
    see: ['starvation', 'cfs', 'credentials'],
    met: ['policy:priority'],
  },
  {
    id: 'starvation',
    title: 'Starvation and ageing',
    group: 'cpu',
    figure: {
      kind: 'gantt',
      length: 20,
      rows: [
        {
          name: 'without ageing',
          slices: [
            ['ls', 0, 4],
            ['cat', 4, 8],
            ['ls', 8, 12],
            ['cat', 12, 16],
            ['ls', 16, 20],
          ],
        },
        {
          name: 'with ageing',
          slices: [
            ['ls', 0, 4],
            ['cat', 4, 8],
            ['ls', 8, 11],
            ['cc', 11, 14],
            ['cat', 14, 17],
            ['ls', 17, 20],
          ],
        },
      ],
    },
    caption:
      'Without ageing the compiler never runs while short jobs keep coming; with ageing it gets its first turn at tick 11.',
    text: [
      'If there is always somebody more important or shorter, the least never runs: it starves. It is ready all the time, and nothing is broken; the policy just never chooses it.',
      'Ageing cures it: who waits rises, bit by bit, until it is their turn. The lift of all to the top in MLFQ does the same at one stroke.',
    ],
    wrong: [
      {
        said: 'Starvation and deadlock are the same.',
        so: 'A starving process is ready and would run if it were chosen. In a deadlock all are blocked, and choosing does not help.',
      },
    ],
    command: 'ps -eo pid,ni,time,etime,comm --sort=time | head',
    shows: 'Long there (ELAPSED) with little CPU (TIME): waiting, or just nothing to do.',
    codes: CODES,
    see: ['priority', 'mlfq', 'deadlock'],
    met: [],
  },
];
