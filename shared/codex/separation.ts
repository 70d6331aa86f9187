import type { CodexPage } from './schema.ts';

export const separation: readonly CodexPage[] = [
  {
    id: 'supervisor-bit',
    title: 'The supervisor bit',
    group: 'separation',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'a page of the program',
          cells: [
            { text: 'present', tone: 'good' },
            { text: 'write', tone: 'good' },
            { text: 'user', tone: 'good' },
          ],
        },
        {
          name: 'a page of the kernel',
          cells: [
            { text: 'present', tone: 'good' },
            { text: 'write', tone: 'good' },
            { text: 'super', tone: 'bad' },
          ],
        },
      ],
    },
    caption:
      'Two entries of a page table: the program’s page is marked for user mode, the kernel’s for the supervisor alone.',
    text: [
      'The kernel’s memory stands in the page table of every process, so that a call need not change the table. One bit in each entry keeps it safe: in user mode the core faults on a page that is marked for the supervisor, before a byte moves.',
      'Since the attack Meltdown (2018) many kernels take their pages out of the table while a program runs. It costs time at each call: page-table isolation.',
    ],
    wrong: [
      {
        said: 'Malware is stopped by an antivirus program.',
        so: 'That looks for known patterns. What stops a read of the kernel’s memory is this bit, in the hardware, at every access.',
      },
    ],
    command: 'grep -m1 bugs /proc/cpuinfo; sudo dmesg | grep -i "page tables isolation"',
    shows: 'Whether this processor has that flaw, and whether the kernel keeps its pages apart.',
    codes: ['OS-Protection', 'OS-Memory', '9618 16.1', 'H446 1.2.1'],
    see: ['page-table', 'privileged', 'user-pointers', 'w-xor-x'],
    met: ['wall:supervisor-bit'],
  },
  {
    id: 'privileged',
    title: 'Privileged instructions',
    group: 'separation',
    figure: {
      kind: 'map',
      columns: [
        { name: 'instruction', boxes: ['add, mov', 'syscall', 'hlt, cli', 'out', 'mov to cr3'] },
        { name: 'in user mode', boxes: ['done', 'into the kernel', 'SIGSEGV'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 2],
        [0, 3, 2],
        [0, 4, 2],
      ],
    },
    caption:
      'Ordinary instructions are done, syscall leads into the kernel, and hlt, cli, out and loading a page table fault.',
    text: [
      'Some instructions steer the machine: stop the core, close interrupts, talk to devices, load a page table. The core does them in kernel mode only. In user mode it raises a fault, and the kernel sends SIGSEGV.',
      'So malware can’t switch the timer off or read the disk past the kernel, whoever started it.',
    ],
    wrong: [
      {
        said: 'With root’s rights a program may use them.',
        so: 'Being root is known to the kernel, not to the core. The same hlt fails.',
      },
    ],
    command: 'man 2 iopl',
    shows: 'How a program had to ask for the right to in and out, and why it does not get cli.',
    codes: ['OS-Protection', '0478 4.1', '7517 4.6.1.4', '9618 16.1'],
    see: ['userspace-kernel', 'timer', 'supervisor-bit'],
    met: ['wall:privileged-instruction'],
  },
  {
    id: 'credentials',
    title: 'Credentials',
    group: 'separation',
    figure: {
      kind: 'map',
      columns: [
        { name: 'who', boxes: ['ada, uid 1000', 'ben, uid 1001', 'root, uid 0'] },
        { name: 'may signal', boxes: ['ada’s', 'ben’s', 'all'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 2],
      ],
    },
    caption: 'Ada may send signals to her own processes, Ben to his, root to all.',
    text: [
      'Each process carries the user and groups it acts for, and a child inherits them. The kernel compares them at every call that touches something of others: signals, tracing, files, priorities. What is missing is answered with EPERM.',
      'A process can give rights up, and not take them back. setuid(0) works for root only.',
    ],
    wrong: [
      {
        said: 'The system asks for the password at every dangerous action.',
        so: 'The kernel knows no passwords. A program such as login checks one, then starts a process with that user’s credentials.',
      },
    ],
    command: 'id; grep -E "^(Uid|Gid|Cap)" /proc/self/status',
    shows: 'Whom this shell acts for, and its capabilities.',
    codes: ['OS-Protection', 'OS-Process', '0478 4.1'],
    see: ['permissions', 'signals', 'privileged'],
    met: ['wall:credentials'],
  },
  {
    id: 'w-xor-x',
    title: 'Write or execute, never both',
    group: 'separation',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'code',
          cells: [
            { text: 'r', tone: 'good' },
            { text: '-', tone: 'bad' },
            { text: 'x', tone: 'good' },
          ],
        },
        {
          name: 'data, stack',
          cells: [
            { text: 'r', tone: 'good' },
            { text: 'w', tone: 'good' },
            { text: '-', tone: 'bad' },
          ],
        },
      ],
    },
    caption:
      'Code may be read and executed, data and stack read and written; neither may be both written and executed.',
    text: [
      'Many attacks write instructions into a buffer and make the program jump there. If no page can be both written and executed, what was written can’t run and what runs can’t be changed. A try faults: SIGSEGV.',
      'Programs that make code as they run, such as browsers, have to ask by mprotect for the change from one to the other.',
    ],
    wrong: [
      {
        said: 'The processor knows which bytes are code.',
        so: 'Bytes are bytes. Only the bits of the page say what may be done with them.',
      },
    ],
    command: 'cat /proc/self/maps',
    shows: 'r-xp for code, rw-p for data and stack; rwxp hardly ever.',
    codes: ['OS-Protection', 'OS-Memory'],
    see: ['page-table', 'supervisor-bit'],
    met: ['wall:page-protection'],
  },
  {
    id: 'limits',
    title: 'Limits, and the fork bomb',
    group: 'separation',
    figure: {
      kind: 'bars',
      unit: 'processes after so many rounds of fork',
      bars: [
        { name: 'round 1', value: 2, tone: 'user' },
        { name: 'round 3', value: 8, tone: 'user' },
        { name: 'round 5', value: 32, tone: 'hardware' },
        { name: 'round 6, limit 40', value: 40, tone: 'bad' },
      ],
    },
    caption: 'Processes double each round: 2, 8, 32. The limit of 40 stops them in the sixth.',
    text: [
      'Walls between memories do not help against a program that simply takes everything: processes, descriptors, memory, time. For that there are limits, per process and per user. A fork beyond it gets EAGAIN, an open EMFILE.',
      'A fork bomb doubles in each round. With a limit it runs into its own wall, and the others go on.',
    ],
    wrong: [
      {
        said: 'Separation stops everything.',
        so: 'It does not stop who uses only what is allowed: too much of it, or data that was given away. Limits and care must.',
      },
    ],
    command: 'ulimit -a',
    shows: 'The limits of this shell: open files, processes, memory and more.',
    codes: ['OS-Protection', 'OS-Process', 'J277 1.5.1'],
    see: ['cgroups', 'fork', 'oom', 'seccomp'],
    met: ['wall:process-limit', 'wall:descriptor-limit'],
  },
  {
    id: 'seccomp',
    title: 'seccomp: fewer gates',
    group: 'separation',
    figure: {
      kind: 'map',
      columns: [
        { name: 'sandboxed asks', boxes: ['read', 'write', 'exit', 'open', 'execve'] },
        { name: 'filter says', boxes: ['go on', 'SIGSYS'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 0],
        [0, 2, 0],
        [0, 3, 1],
        [0, 4, 1],
      ],
    },
    caption: 'A filter lets read, write and exit through and ends a process that calls open or execve.',
    text: [
      'A process can tell the kernel: from now on these calls and no others, for me and my children. There is no way back. A part of a browser that unpacks pictures needs to read and write what it was given, and nothing else.',
      'If an attacker takes it over, most of the gates are closed. What is not allowed is answered with an error, or with SIGSYS.',
    ],
    wrong: [
      {
        said: 'A sandbox is a separate computer inside the computer.',
        so: 'It is an ordinary process with fewer calls left to it.',
      },
    ],
    command: 'grep Seccomp /proc/*/status | grep -v ":.0$" | head',
    shows: 'Processes with a filter (2): parts of your browser most likely.',
    codes: ['OS-Protection'],
    see: ['syscall', 'namespaces', 'credentials'],
    met: ['wall:seccomp', 'call:seccomp'],
  },
  {
    id: 'namespaces',
    title: 'Namespaces',
    group: 'separation',
    figure: {
      kind: 'map',
      columns: [
        { name: 'inside', boxes: ['pid 1', 'pid 2', 'pid 7'] },
        { name: 'outside', boxes: ['pid 4711', 'pid 4712', 'pid 4720', 'pid 1'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 2],
      ],
    },
    caption:
      'Inside, three processes have pids 1, 2 and 7; outside the same have 4711, 4712 and 4720. The machine’s pid 1 can’t be seen from inside.',
    text: [
      'A namespace is a view of its own: of pids, of the file tree, of the network, of host names, of users. Inside, pid 1 is the first process of the group, and what lies outside has no number one could name.',
      'A try to signal another’s pid is answered with ESRCH, a try to leave the tree by ../.. with the same directory: not forbidden, just not there.',
    ],
    wrong: [
      {
        said: 'In a namespace the processes of others are hidden but can be guessed.',
        so: 'A number means something else inside. Guessing finds only one’s own.',
      },
    ],
    command: 'unshare --user --pid --fork --mount-proc ps aux',
    shows: 'Only ps itself, with pid 1.',
    codes: ['OS-Virtualization', 'OS-Protection', 'H446 1.2.1'],
    see: ['containers', 'cgroups'],
    met: ['wall:pid-namespace', 'wall:mount-namespace', 'call:unshare'],
  },
  {
    id: 'cgroups',
    title: 'Control groups',
    group: 'separation',
    figure: {
      kind: 'bars',
      unit: 'MiB of memory',
      bars: [
        { name: 'group web, used', value: 180, tone: 'good' },
        { name: 'group web, memory.max', value: 256, tone: 'plain' },
        { name: 'group lab, used', value: 128, tone: 'bad' },
        { name: 'group lab, memory.max', value: 128, tone: 'plain' },
      ],
    },
    caption:
      'Group web uses 180 of its 256 MiB. Group lab has used all its 128 and gets no more, whatever is free elsewhere.',
    text: [
      'A control group is a set of processes that share limits: memory.max, cpu.max, pids.max. They are files; who may write them sets the limits. A group that reaches its memory runs into its own OOM killer.',
      'cpu.max is a budget for each period. When it is used up the whole group waits for the next one.',
    ],
    wrong: [
      {
        said: 'A limit slows the machine down.',
        so: 'It slows the group. The others get what it would have taken.',
      },
    ],
    command: 'cat /proc/self/cgroup; cat /sys/fs/cgroup/user.slice/pids.max',
    shows: 'Which group this shell is in, and how many processes its users may have.',
    codes: ['OS-Virtualization', 'OS-Protection'],
    see: ['containers', 'oom', 'limits'],
    met: ['wall:memory-limit', 'wall:process-limit'],
  },
  {
    id: 'containers',
    title: 'Containers',
    group: 'separation',
    figure: {
      kind: 'layers',
      rows: [
        { tone: 'user', name: 'containers', items: ['shop: pid 1', 'blog: pid 1', 'mail: pid 1'] },
        { tone: 'wall', name: 'the same gates', items: ['system calls'] },
        { tone: 'kernel', name: 'one shared kernel', items: ['namespaces', 'cgroups', 'scheduler'] },
        { tone: 'hardware', name: 'one machine', items: ['cores', 'RAM', 'disk'] },
      ],
    },
    caption:
      'Three containers, each with its own pid 1, stand on the same wall, above one shared kernel on one machine.',
    text: [
      'A container is ordinary processes with a view of their own (namespaces) and limits of their own (cgroups), started on a file tree of their own. There is no second kernel: all make their calls to the same one.',
      'So a container starts in a fraction of a second. And a panic of that kernel takes all of them down; a virtual machine has a kernel of its own and would stand.',
    ],
    wrong: [
      {
        said: 'A container is a small virtual machine with a kernel of its own.',
        so: 'uname -r says the same inside and outside: it is the one kernel that all share.',
      },
    ],
    command: 'docker run --rm alpine uname -r; uname -r',
    shows: 'The same version twice: another system’s files, the same kernel.',
    codes: ['OS-Virtualization', 'H446 1.2.1', 'OS-Protection'],
    see: ['namespaces', 'cgroups', 'panic'],
    met: ['wall:mount-namespace', 'wall:pid-namespace', 'wall:seccomp'],
  },
  {
    id: 'panic',
    title: 'Crash and kernel panic',
    group: 'separation',
    figure: {
      kind: 'map',
      columns: [
        { name: 'the bug is in', boxes: ['a program', 'the kernel'] },
        { name: 'what ends', boxes: ['this process', 'the machine'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
      ],
    },
    caption: 'A bug in a program ends this one process; a bug in the kernel ends the machine.',
    text: [
      'A program that writes to a wrong address gets SIGSEGV, and everybody else goes on: there is a wall around it. The kernel has no such wall inside. If it finds its own data broken it can’t trust anything any more and stops: a panic.',
      'Without separation every program’s bug would be the kernel’s. So it was on home computers up to the nineties: one bad program, and the machine had to be restarted.',
    ],
    wrong: [
      {
        said: 'If one program crashes the system crashes; restarting is the normal cure.',
        so: 'The kernel ends the one program and frees what it had. Servers run for years while their programs come and go.',
      },
    ],
    command: 'uptime; sudo dmesg | grep -i segfault | tail -3',
    shows: 'How long the kernel has been up, and programs that crashed meanwhile.',
    codes: ['OS-Protection', 'OS-Principles', '9618 5.1'],
    see: ['userspace-kernel', 'supervisor-bit', 'monolithic', 'containers'],
    met: ['end:SIGSEGV', 'event:panic'],
  },
];
