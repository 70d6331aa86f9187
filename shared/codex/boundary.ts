import type { CodexPage } from './schema.ts';

export const boundary: readonly CodexPage[] = [
  {
    id: 'userspace-kernel',
    title: 'Userspace and kernel space',
    group: 'boundary',
    figure: {
      kind: 'layers',
      rows: [
        { tone: 'user', name: 'userspace', items: ['browser', 'editor', 'ls', 'web server'] },
        { tone: 'wall', name: 'the only way down', items: ['system calls'] },
        { tone: 'kernel', name: 'kernel space', items: ['scheduler', 'memory', 'files', 'drivers'] },
        { tone: 'hardware', name: 'hardware', items: ['cores', 'RAM', 'disk', 'network'] },
      ],
    },
    caption:
      'Programs stand above a wall. Below it are the kernel and, under that, the hardware. System calls are the gates in the wall.',
    text: [
      'Applications run in userspace: browsers, editors, servers, small tools such as ls. They can compute on their own memory, and nothing else. The kernel runs in kernel space; it alone may touch cores, memory, disk and network.',
      'The processor itself keeps the two apart: it has a user mode and a kernel mode, and refuses in user mode whatever could steer the machine. So a program that wants anything from outside has to ask.',
    ],
    wrong: [
      {
        said: 'Kernel mode means being root (the administrator).',
        so: 'The programs of root run in user mode too. Root passes more of the kernel’s checks; the processor refuses it a privileged instruction like anybody else.',
      },
      {
        said: 'The kernel is a program that runs all the time beside the others.',
        so: 'It runs when it is entered: by a call, a fault or an interrupt. While a program computes on the only core, no line of the kernel is executed.',
      },
    ],
    command: 'ps -eo pid,comm,user | head',
    shows: 'The processes of userspace. The kernel is not among them: it serves them all.',
    codes: ['OS-Purpose', 'OS-Principles', '9618 5.1', 'H446 1.2.1', 'J277 1.5.1', 'A1.3.1', '3A-CS-02'],
    see: ['syscall', 'mode-switch', 'monolithic'],
    met: ['role:process', 'role:malware'],
  },
  {
    id: 'syscall',
    title: 'The system call',
    group: 'boundary',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'put the call’s number and arguments into registers' },
        { where: 'user', text: 'execute the instruction syscall' },
        { where: 'hardware', text: 'the core switches to kernel mode and jumps to the one entry' },
        { where: 'kernel', text: 'look the number up, check and copy the arguments' },
        { where: 'kernel', text: 'do the work, or refuse it' },
        { where: 'user', text: 'go on after the instruction, with a result or an error' },
      ],
    },
    caption:
      'Six steps of a call: two in userspace, the switch by the hardware, two in the kernel, and back in userspace with a result.',
    text: [
      'A system call is how a program asks the kernel: open this file, read so many bytes, start a process. Linux has a few hundred calls, each with a number. open, read, write and close are what most programs do all day.',
      'The kernel trusts nothing it is handed. It checks each argument, copies what it needs out of the program’s memory, and answers with a result or an error such as EACCES.',
    ],
    wrong: [
      {
        said: 'A system call is just a function call.',
        so: 'A function call stays in the program. In a system call the core changes its mode, the code that runs is the kernel’s, it costs many times more, and it can be refused.',
      },
    ],
    command: 'strace -c ls',
    shows: 'Every call that ls makes, counted, with the time and errors of each.',
    codes: ['OS-Principles', 'OS-Purpose', '9618 16.1', 'H446 1.2.1', '7517 4.6.1.3', '3B-CS-01'],
    see: ['mode-switch', 'ls', 'user-pointers', 'errno'],
    met: ['event:call'],
  },
  {
    id: 'mode-switch',
    title: 'The mode switch, and its price',
    group: 'boundary',
    figure: {
      kind: 'bars',
      unit: 'nanoseconds, roughly',
      bars: [
        { name: 'function call', value: 2, tone: 'user' },
        { name: 'system call', value: 100, tone: 'kernel' },
        { name: 'context switch', value: 1500, tone: 'hardware' },
      ],
    },
    caption:
      'Bars of very different length: a function call takes about 2 nanoseconds, a system call 100, a switch to another process 1,500.',
    text: [
      'At a call, fault or interrupt the core goes from user mode to kernel mode and saves where the program was; at the return it goes back. The same process goes on: only the mode has changed.',
      'That costs, each time. So programs ask in big pieces: one write of 4,096 bytes instead of 4,096 writes of one. Libraries collect small writes in a buffer for this reason.',
    ],
    wrong: [
      {
        said: 'A mode switch and a context switch are the same.',
        so: 'A mode switch changes the rights of the core, and the process stays. A context switch changes the process: other registers, other page table, cold caches. Most calls need no context switch.',
      },
    ],
    command: 'strace -c dd if=/dev/zero of=/dev/null bs=1 count=10000',
    shows: 'Ten thousand reads and writes of one byte each. Try bs=10000 count=1 and compare.',
    codes: ['OS-Principles', '9618 16.1', '7517 4.7.3.7'],
    see: ['syscall', 'context-switch', 'trap'],
    met: ['event:call'],
  },
  {
    id: 'ls',
    title: 'What really happens in ls',
    group: 'boundary',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'the shell starts ls: a process of its own' },
        { where: 'user', text: 'ls calls openat: may I have this directory?' },
        { where: 'kernel', text: 'walk the path name by name, check permissions, give a descriptor' },
        { where: 'user', text: 'ls calls getdents64: which names are in it?' },
        { where: 'kernel', text: 'find the blocks of the directory in the page cache …' },
        { where: 'hardware', text: '… or fetch them from the disk, while ls sleeps' },
        { where: 'kernel', text: 'copy names into the memory of ls' },
        { where: 'user', text: 'ls sorts them, lays out columns, calls write' },
        { where: 'kernel', text: 'hand the bytes to the terminal' },
      ],
    },
    caption:
      'Nine steps across the wall: ls asks three times (openat, getdents64, write), and all that touches a file, a disk or the screen happens in the kernel.',
    text: [
      'ls runs in userspace and owns nothing but its memory. To learn which files a directory has it must ask: openat gives it a descriptor, getdents64 the names, write puts the result on the terminal.',
      'The kernel does the rest: it walks the path, checks that you may, reads the disk if the page cache does not have the block, and copies the answer to where ls asked for it.',
    ],
    wrong: [
      {
        said: 'ls reads the disk.',
        so: 'ls has never seen a disk. The kernel reads it, often long before: the second ls of the same directory needs no disk at all.',
      },
    ],
    command: 'strace ls',
    shows: 'Look for openat, getdents64 and write among the calls: the rest is the program being started.',
    codes: ['OS-Purpose', 'OS-Files', '9618 16.1', 'H446 1.2.1', 'A1.3.2', '3A-CS-02'],
    see: ['syscall', 'inode', 'page-cache', 'descriptor'],
    met: ['job:ls', 'call:getdents64'],
  },
  {
    id: 'errno',
    title: 'When the kernel says no',
    group: 'boundary',
    figure: {
      kind: 'map',
      columns: [
        { name: 'the call', boxes: ['open /etc/x', 'read fd 9', 'fork, limit', 'kill others'] },
        { name: 'the answer', boxes: ['EACCES', 'EBADF', 'EAGAIN', 'EPERM'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 2],
        [0, 3, 3],
      ],
    },
    caption:
      'Four calls and the errors they get: a file without permission EACCES, a wrong descriptor EBADF, one process too many EAGAIN, another’s process EPERM.',
    text: [
      'A refused call is no accident: it returns a small negative number, and every number has a name. ENOENT: no such file. EACCES: not permitted by the file’s mode. EINTR: a signal came in between.',
      'Well-written programs look at each result. The kernel has changed nothing when it refused; one can mend the cause and ask again.',
    ],
    wrong: [
      {
        said: 'An error from a call means that the program crashed.',
        so: 'It is an answer. The program goes on and decides what to do; only faults such as SIGSEGV end it, and even those only if it has no handler.',
      },
    ],
    command: 'strace cat /etc/shadow',
    shows: 'openat(…) = -1 EACCES (Permission denied): the same line as in the game.',
    codes: ['OS-Principles', 'OS-Process', 'H446 1.2.1'],
    see: ['syscall', 'permissions', 'signals'],
    met: ['event:error'],
  },
  {
    id: 'user-pointers',
    title: 'Why the kernel distrusts pointers',
    group: 'boundary',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'write(1, address in kernel memory, 4096)' },
        { where: 'kernel', text: 'is the whole range in this process’s own half?' },
        { where: 'kernel', text: 'no: -1 EFAULT (Bad address), nothing was read' },
        { where: 'user', text: 'the program goes on, none the wiser' },
      ],
    },
    caption:
      'A program hands write an address in kernel memory. The kernel checks the range first and answers EFAULT.',
    text: [
      'In kernel mode the core may read all memory. If the kernel copied from wherever a program points to, write(1, KERNEL, n) would print the kernel’s secrets: the program would use the kernel’s rights for its own ends.',
      'So every address that comes with a call is checked to be the caller’s own before a byte moves, and copied, so that the program can’t change it after the check.',
    ],
    wrong: [
      {
        said: 'The page table stops this too, so no check is needed.',
        so: 'The page table asks which mode the core is in, and during a call that is kernel mode. Whether the caller itself might read there is for the kernel to check.',
      },
    ],
    command: 'man 2 write',
    shows: 'EFAULT: “buf is outside your accessible address space”.',
    codes: ['OS-Protection', 'OS-Principles'],
    see: ['syscall', 'supervisor-bit', 'errno'],
    met: ['wall:user-copy'],
  },
  {
    id: 'monolithic',
    title: 'Monolithic kernel and microkernel',
    group: 'boundary',
    figure: {
      kind: 'layers',
      rows: [
        { tone: 'user', name: 'microkernel: in userspace', items: ['programs', 'file server', 'driver'] },
        {
          tone: 'wall',
          name: 'messages through a small kernel',
          items: ['IPC', 'scheduling', 'address spaces'],
        },
        {
          tone: 'kernel',
          name: 'monolithic: all in kernel mode',
          items: ['files', 'drivers', 'network', 'memory'],
        },
      ],
    },
    caption:
      'A microkernel leaves file systems and drivers in userspace and passes messages; a monolithic kernel has them all in kernel mode.',
    text: [
      'In a monolithic kernel such as Linux, file systems, drivers and network code run in kernel mode together: quick, but a bug in a driver may take everything down. A microkernel keeps only the least below the wall and runs the rest as processes.',
      'The trade: more switches and messages against smaller damage. QNX and seL4 are microkernels; Windows and macOS lie in between.',
    ],
    wrong: [
      {
        said: 'Microkernels are better, and Linux is old-fashioned.',
        so: 'They buy isolation with switches. Which is better depends on what fails more dearly: speed or safety.',
      },
    ],
    command: 'lsmod | head',
    shows: 'Drivers that were loaded into Linux’s kernel space at run time.',
    codes: ['OS-Principles', 'H446 1.2.1'],
    see: ['userspace-kernel', 'panic'],
    met: [],
  },
];
