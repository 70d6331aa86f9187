import type { CodexPage } from './schema.ts';

export const devices: readonly CodexPage[] = [
  {
    id: 'trap',
    title: 'Traps: call, fault, interrupt',
    group: 'devices',
    figure: {
      kind: 'map',
      columns: [
        { name: 'cause', boxes: ['syscall', 'bad address', 'divide by 0', 'timer', 'disk ready'] },
        { name: 'into the kernel', boxes: ['call', 'fault', 'interrupt'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 1],
        [0, 3, 2],
        [0, 4, 2],
      ],
    },
    caption:
      'Five causes and three ways in: a syscall on purpose; a bad address or a division by zero as a fault; timer and disk as interrupts.',
    text: [
      'The kernel is entered in three ways only. A call: the program wants it. A fault: an instruction can’t be done. An interrupt: a device outside wants attention, whatever runs at the moment.',
      'In each case the core saves where it was, goes into kernel mode and jumps to an address that the kernel set up at the start. A program can’t choose where it comes out.',
    ],
    wrong: [
      {
        said: 'The kernel checks from time to time whether anything has happened.',
        so: 'It need not look. It is called by whoever wants it, and does nothing in between.',
      },
    ],
    command: 'cat /proc/interrupts | tail -20',
    shows: 'Interrupts and traps that the cores have taken, by kind.',
    codes: ['OS-Principles', '9618 4.1', '7517 4.7.3.7', '0478 4.1'],
    see: ['interrupts', 'syscall', 'page-fault', 'signals'],
    met: ['event:fault'],
  },
  {
    id: 'interrupts',
    title: 'Interrupts',
    group: 'devices',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'a program computes' },
        { where: 'hardware', text: 'a key is pressed: the keyboard raises its line' },
        { where: 'hardware', text: 'after the present instruction the core enters the kernel' },
        { where: 'kernel', text: 'the handler (ISR) takes the key and wakes who waits for it' },
        { where: 'user', text: 'the program goes on as if nothing had been' },
      ],
    },
    caption:
      'A key press interrupts a computing program: the handler takes the key, wakes the reader, and the program goes on.',
    text: [
      'A device that needs attention raises an interrupt. The core finishes its instruction, saves its place and runs the interrupt service routine; then it takes up what it did. It asks at the end of each fetch–execute cycle whether a line is raised.',
      'Lines have priorities. What is not served in time is lost where the device has no room: a key, a packet.',
    ],
    wrong: [
      {
        said: 'The interrupted program notices and has to handle it.',
        so: 'The kernel handles it, on the core that happened to be there. The program loses a little time.',
      },
    ],
    command: 'watch -n1 "head -1 /proc/interrupts; grep -iE \'i8042|xhci\' /proc/interrupts"',
    shows: 'The keyboard’s or USB’s counter: it moves when you type.',
    codes: ['OS-Devices', '9618 4.1', '9618 16.1', '0478 4.1', '7517 4.7.3.7', 'H446 1.2.1', 'A1.3.4'],
    see: ['halves', 'polling', 'timer', 'trap'],
    met: ['call:read'],
  },
  {
    id: 'halves',
    title: 'Top half and bottom half',
    group: 'devices',
    figure: {
      kind: 'gantt',
      length: 16,
      rows: [
        {
          name: 'core 0',
          slices: [
            ['cc', 0, 5],
            ['top', 5, 6],
            ['cc', 6, 9],
            ['bottom', 9, 13],
            ['cc', 13, 16],
          ],
        },
      ],
    },
    caption:
      'The top half takes one tick at once; the bottom half takes four ticks a little later, with interrupts open.',
    text: [
      'While a handler runs, other interrupts on its core wait. So it does the least at once: take the data from the device, note that there is work, return. That is the top half.',
      'The rest is done soon after with interrupts open: the bottom half. For a network packet that means headers, checks, finding the socket.',
    ],
    wrong: [
      {
        said: 'The handler should do everything at once, then it is done.',
        so: 'While it does, the next packet is lost. Short first, thorough later.',
      },
    ],
    command: 'cat /proc/softirqs',
    shows: 'Bottom halves by kind and core: NET_RX for received packets, TIMER, BLOCK.',
    codes: ['OS-Devices', '7517 4.7.3.7'],
    see: ['interrupts', 'trap'],
    met: [],
  },
  {
    id: 'polling',
    title: 'Polling, or being woken',
    group: 'devices',
    figure: {
      kind: 'gantt',
      length: 16,
      rows: [
        {
          name: 'polling',
          slices: [
            ['ask', 0, 2],
            ['ask', 3, 5],
            ['ask', 6, 8],
            ['ask', 9, 11],
            ['key!', 12, 14],
          ],
        },
        {
          name: 'blocking',
          slices: [
            ['read', 0, 1],
            ['others', 1, 12],
            ['key!', 12, 14],
          ],
        },
      ],
    },
    caption:
      'Who polls asks four times in vain and uses the core for it. Who blocks asks once; the core is others’ until the key comes.',
    text: [
      'Polling: ask again and again whether something has come. Blocking: ask once and sleep; the interrupt wakes you. Polling burns CPU and is late by up to one round.',
      'Still it has its place: where something comes nearly always, such as packets on a fast network, looking costs less than being interrupted each time.',
    ],
    wrong: [
      {
        said: 'Interrupts are always better than polling.',
        so: 'At a million packets a second the interrupts alone would fill the core. Linux then switches the line off and polls.',
      },
    ],
    command: 'strace -e read,poll cat',
    shows: 'One read that does not return until you press Enter: blocked, without CPU.',
    codes: ['OS-Devices', 'A1.3.4', '9618 16.1', '7517 4.6.1.4'],
    see: ['interrupts', 'process'],
    met: ['call:nanosleep'],
  },
  {
    id: 'dma',
    title: 'DMA',
    group: 'devices',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'kernel', text: 'tell the disk: these blocks, into that frame' },
        { where: 'hardware', text: 'the disk writes into memory by itself' },
        { where: 'user', text: 'meanwhile other processes compute' },
        { where: 'hardware', text: 'done: one interrupt' },
        { where: 'kernel', text: 'wake whoever waited' },
      ],
    },
    caption:
      'The kernel gives the disk an order, the disk writes to memory by itself while others compute, and one interrupt says that it is done.',
    text: [
      'With direct memory access a device moves data between itself and memory without a core. The kernel says what and where to, and is interrupted once at the end instead of once a byte.',
      'A device that may write anywhere is a danger to all walls; so modern machines have an IOMMU, a page table for devices.',
    ],
    wrong: [
      {
        said: 'The CPU copies every byte from the disk.',
        so: 'It gives the order and takes the message that it is done. In between it runs other processes.',
      },
    ],
    command: 'vmstat 1 3',
    shows: 'bi and bo, blocks read and written each second, beside in, the interrupts: far fewer.',
    codes: ['OS-Devices', '9618 16.1'],
    see: ['interrupts', 'disk', 'page-table'],
    met: [],
  },
  {
    id: 'disk',
    title: 'Disk scheduling',
    group: 'devices',
    figure: {
      kind: 'bars',
      unit: 'tracks moved: arm at 50; 10, 90, 20, 80 wanted',
      bars: [
        { name: 'FCFS', value: 250, tone: 'bad' },
        { name: 'SSTF', value: 120, tone: 'good' },
        { name: 'SCAN, upwards', value: 138, tone: 'user' },
        { name: 'C-LOOK, upwards', value: 130, tone: 'user' },
      ],
    },
    caption:
      'The arm stands at track 50; 10, 90, 20 and 80 are wanted. In order of coming it moves 250 tracks, to the nearest each time 120, sweeping to the end at 99 and back 138, by C-LOOK 130.',
    text: [
      'Moving the arm of a disk takes milliseconds, in which a core does millions of instructions. So requests are put in a better order: nearest first (SSTF), or in sweeps (SCAN, C-LOOK), like a lift.',
      'Nearest first moves least but may starve what is far away. Sweeps serve everybody within a round. A solid-state disk has no arm; there, what counts is doing many at once.',
    ],
    wrong: [
      {
        said: 'Requests should be served as they come; that is only fair.',
        so: 'It makes everybody wait longer, the first one too, since the arm is always far away.',
      },
    ],
    command: 'cat /sys/block/*/queue/scheduler',
    shows: 'The policies of each disk; the one in brackets is used.',
    codes: ['OS-Devices', '9618 16.1'],
    see: ['starvation', 'dma', 'page-cache'],
    met: ['call:fsync'],
  },
];
