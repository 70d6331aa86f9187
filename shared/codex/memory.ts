import type { CodexPage } from './schema.ts';

const CODES = ['OS-Memory', '9618 16.1', 'H446 1.2.1'];

export const memory: readonly CodexPage[] = [
  {
    id: 'page-table',
    title: 'The page table',
    group: 'memory',
    figure: {
      kind: 'map',
      columns: [
        { name: 'pages of ls', boxes: ['0x1000', '0x2000', '0x3000'] },
        { name: 'frames in RAM', boxes: ['frame 4', 'frame 5', 'frame 6', 'frame 7'] },
      ],
      arrows: [
        [0, 0, 2],
        [0, 1, 0],
        [0, 2, 3],
      ],
    },
    caption:
      'Three pages of ls lie in frames 6, 4 and 7, in no particular order. Frame 5 is not in its table: it can’t even name it.',
    text: [
      'A program’s addresses are virtual. Memory is cut into pages of 4,096 bytes, RAM into frames of the same size, and each process has a table that says which page lies in which frame. The core looks every address up in it.',
      'Each entry also says what is allowed: present, writable, executable, for user mode or for the kernel alone. What is not in the table does not exist for the process.',
    ],
    wrong: [
      {
        said: 'Address 0x1000 is the same byte in every process.',
        so: 'Each process has a table of its own, which leads to frames of its own. The same number means different bytes.',
      },
      {
        said: 'Virtual memory is memory on the disk.',
        so: 'It is the mapping of addresses. Pages on disk (swap) are one thing one can do with it, and most machines do it seldom.',
      },
    ],
    command: 'cat /proc/self/maps',
    shows: 'What is mapped where, with rights: r read, w write, x execute, p private.',
    codes: [...CODES, 'OS-Protection'],
    see: ['page-fault', 'tlb', 'segmentation', 'supervisor-bit'],
    met: ['wall:page-table'],
  },
  {
    id: 'segmentation',
    title: 'Segmentation beside paging',
    group: 'memory',
    figure: { kind: 'segmentation' },
    caption:
      'One program in two memories of 32 KiB, a cell a KiB. Move the address to see both translate it. Then start C, end A and start D: segments have enough free, and no room.',
    text: [
      'Segmentation divides a program as its writer thinks of it: code, heap, stack. Each segment has a base and a length of its own; an address is a segment and an offset, and an offset beyond the length faults. Segments differ in size, so free memory breaks up into holes: external fragmentation.',
      'Paging divides memory into equal pieces, which any free frame fits. Nothing is left between them; only the last page of a thing may be part empty: internal fragmentation. The program does not see the division. Modern processors page; Linux uses segments hardly at all.',
    ],
    wrong: [
      {
        said: 'Pages and segments are two words for the same.',
        so: 'Segments are logical parts of different length, which the program knows. Pages are equal physical pieces, which it does not see.',
      },
    ],
    command: 'size /bin/ls',
    shows: 'The parts of a program (text, data, bss) and their lengths: segments in the old sense.',
    codes: CODES,
    see: ['page-table', 'page-fault', 'tlb'],
    met: ['call:mmap'],
  },
  {
    id: 'page-fault',
    title: 'The page fault',
    group: 'memory',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'read an address whose page is not present' },
        { where: 'hardware', text: 'the core faults into the kernel' },
        { where: 'kernel', text: 'does the address belong to the process? If not: SIGSEGV' },
        { where: 'kernel', text: 'find a frame; fetch the page from disk if it is there' },
        { where: 'kernel', text: 'enter it in the page table' },
        { where: 'user', text: 'the same instruction again, and now it works' },
      ],
    },
    caption:
      'A read faults, the kernel finds a frame, fills it, enters it in the table, and the instruction is repeated. Only an address that is not the process’s own ends in SIGSEGV.',
    text: [
      'When a page is not present the core can’t go on and enters the kernel. If the address is the process’s own, the kernel brings the page and repeats the instruction: the program notices nothing but the time.',
      'A minor fault needs no disk; a major one does, and takes a thousand times longer.',
    ],
    wrong: [
      {
        said: 'A page fault is an error.',
        so: 'Most are the normal way in which a page comes to be there. Only a fault on an address that is not yours, or not in that way, is an error: SIGSEGV.',
      },
    ],
    command: '/usr/bin/time -v ls 2>&1 | grep faults',
    shows: 'Minor and major faults of one ls: dozens of the first, hardly any of the second.',
    codes: CODES,
    see: ['demand-paging', 'page-table', 'trap', 'replacement'],
    met: ['event:fault'],
  },
  {
    id: 'demand-paging',
    title: 'Demand paging',
    group: 'memory',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'mapped: 8 pages',
          cells: ['1', '2', '3', '4', '5', '6', '7', '8'].map((text) => ({ text, tone: 'user' as const })),
        },
        {
          name: 'in memory: 3',
          cells: ['1', '2', '', '', '', '6', '', ''].map((text) => ({
            text,
            tone: text === '' ? ('plain' as const) : ('good' as const),
          })),
        },
      ],
    },
    caption: 'Eight pages are mapped; only pages 1, 2 and 6 were touched and are in memory.',
    text: [
      'mmap gives addresses, not memory. A frame is found only when a page is first touched. So programs start quickly, large tables that are hardly used cost little, and the same file page serves many processes.',
      'It also means that a machine can promise more than it has. If all promises are called in at once, somebody has to go: see the OOM killer.',
    ],
    wrong: [
      {
        said: 'A program that maps a gigabyte uses a gigabyte.',
        so: 'It uses what it touches. VSZ is what is mapped, RSS what is in memory.',
      },
    ],
    command: 'ps -eo vsz,rss,comm --sort=-vsz | head',
    shows: 'Mapped (VSZ) and resident (RSS) sizes in KiB: far apart.',
    codes: CODES,
    see: ['page-fault', 'oom', 'page-cache'],
    met: ['call:mmap'],
  },
  {
    id: 'copy-on-write',
    title: 'Copy on write',
    group: 'memory',
    figure: {
      kind: 'map',
      columns: [
        { name: 'parent', boxes: ['page 1', 'page 2', 'page 3'] },
        { name: 'frames', boxes: ['frame 4', 'frame 5', 'frame 6', 'copy in 9'] },
        { name: 'child', boxes: ['page 1', 'page 2', 'page 3'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 1],
        [0, 2, 2],
        [1, 0, 0],
        [1, 1, 1],
        [1, 3, 2],
      ],
    },
    caption:
      'Parent and child share frames 4 and 5. Page 3 was written by the child, which has a copy in frame 9 now; the parent still has frame 6.',
    text: [
      'After fork both processes point to the same frames, marked read-only. Whoever writes first faults; the kernel copies that one page and lets the write go on. What nobody writes is never copied.',
      'So fork is cheap even for a large program, and an execve right after it throws hardly anything away.',
    ],
    wrong: [
      {
        said: 'After fork the two share memory, so the child can change the parent’s variables.',
        so: 'They share only while nobody writes. With the first write each has its own.',
      },
    ],
    command: 'grep -E "Shared|Private" /proc/self/smaps_rollup',
    shows: 'How much of this process’s memory is shared with others, and how much its own.',
    codes: ['OS-Memory', 'OS-Process'],
    see: ['fork', 'page-fault', 'page-table'],
    met: ['call:fork'],
  },
  {
    id: 'tlb',
    title: 'The TLB',
    group: 'memory',
    figure: {
      kind: 'bars',
      unit: 'nanoseconds, roughly',
      bars: [
        { name: 'in the TLB', value: 1, tone: 'good' },
        { name: 'walk the page table', value: 30, tone: 'hardware' },
        { name: 'minor page fault', value: 500, tone: 'bad' },
      ],
    },
    caption:
      'A translation found in the TLB takes about a nanosecond, a walk of the table 30, a page fault 500.',
    text: [
      'The page table lies in memory, so each access would need several more to find its frame. The core remembers the last translations in a small, quick table: the translation lookaside buffer.',
      'After a switch to another process they are someone else’s and useless or, without care, dangerous. That is part of what a context switch costs.',
    ],
    wrong: [
      {
        said: 'The TLB keeps the data of the pages.',
        so: 'It keeps translations, page to frame. Data is kept in the caches.',
      },
    ],
    command: 'perf stat -e dTLB-load-misses ls',
    shows: 'How often a translation was not in the TLB (needs the tool perf).',
    codes: ['OS-Memory'],
    see: ['page-table', 'context-switch'],
    met: [],
  },
  {
    id: 'replacement',
    title: 'Page replacement',
    group: 'memory',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'wanted, in order',
          cells: ['1', '2', '3', '1', '4', '1', '2'].map((text) => ({ text, tone: 'user' as const })),
        },
        {
          name: 'FIFO, 3 frames: 6 faults',
          cells: [
            ['1', 'bad'],
            ['2', 'bad'],
            ['3', 'bad'],
            ['1', 'good'],
            ['4', 'bad'],
            ['1', 'bad'],
            ['2', 'bad'],
          ].map(([text, tone]) => ({ text: text as string, tone: tone as 'bad' | 'good' })),
        },
        {
          name: 'LRU, 3 frames: 5 faults',
          cells: [
            ['1', 'bad'],
            ['2', 'bad'],
            ['3', 'bad'],
            ['1', 'good'],
            ['4', 'bad'],
            ['1', 'good'],
            ['2', 'bad'],
          ].map(([text, tone]) => ({ text: text as string, tone: tone as 'bad' | 'good' })),
        },
      ],
    },
    caption:
      'Seven accesses with three frames. FIFO throws page 1 out although it is in use and has six faults; LRU throws out what was unused longest and has five.',
    text: [
      'When memory is full, a page must go before another can come. FIFO takes the oldest, LRU the one unused for longest, clock comes near LRU with one bit. The best, OPT, takes what will be needed last, and would have to know the future.',
      'A dirty page must be written to disk before its frame is free; a clean one can simply be dropped.',
    ],
    wrong: [
      {
        said: 'More frames always mean fewer faults.',
        so: 'With FIFO there are cases in which more frames mean more faults (Belady’s anomaly). With LRU and OPT there are none.',
      },
    ],
    command: 'vmstat 1 5',
    shows: 'si and so: pages that come from swap and go to it, each second.',
    codes: CODES,
    see: ['thrashing', 'page-fault', 'demand-paging'],
    met: [],
  },
  {
    id: 'thrashing',
    title: 'Thrashing',
    group: 'memory',
    figure: {
      kind: 'bars',
      unit: 'per cent of the time spent on real work',
      bars: [
        { name: '4 processes', value: 60, tone: 'good' },
        { name: '8 processes', value: 88, tone: 'good' },
        { name: '12 processes', value: 70, tone: 'hardware' },
        { name: '16 processes', value: 12, tone: 'bad' },
      ],
    },
    caption:
      'Useful work rises from 4 to 8 processes and then falls: with 16 hardly any is left, since all wait for pages.',
    text: [
      'Each process uses a set of pages again and again: its working set. If all sets together are larger than memory, each page that comes drives out one that is needed next. The machine is busy with moving pages, and nobody gets on.',
      'Adding processes makes it worse. What helps is more memory, fewer processes at a time, or programs that use memory in order.',
    ],
    wrong: [
      {
        said: 'The CPU is idle while it thrashes, so more programs should be started.',
        so: 'Just so one makes it worse. It idles because everybody waits for the disk.',
      },
    ],
    command: 'cat /proc/pressure/memory',
    shows: 'Share of time in which some or all processes stood still for want of memory.',
    codes: CODES,
    see: ['replacement', 'oom', 'page-fault'],
    met: [],
  },
  {
    id: 'oom',
    title: 'Out of memory',
    group: 'memory',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'touch a page that was promised' },
        { where: 'kernel', text: 'no frame is free, nothing can be evicted' },
        { where: 'kernel', text: 'score every process by its memory' },
        { where: 'kernel', text: 'SIGKILL to the largest' },
        { where: 'user', text: 'everybody else goes on' },
      ],
    },
    caption: 'When no frame can be found the kernel scores all processes and kills the one that frees most.',
    text: [
      'Since mapping is only a promise, memory can run out when it is touched. There is no call then that could be refused with ENOMEM. Linux chooses a process and kills it, so that the rest may live.',
      'Limits stop it earlier: a group of processes with memory.max runs out of its own, and its neighbours keep theirs.',
    ],
    wrong: [
      {
        said: 'The OOM killer kills whoever asked last.',
        so: 'It kills who holds most, by a score that can be adjusted.',
      },
    ],
    command: 'cat /proc/self/oom_score; sudo dmesg | grep -i "out of memory"',
    shows: 'The score of this process, and whether anybody was killed since the start.',
    codes: ['OS-Memory', 'OS-Protection', 'J277 1.5.1'],
    see: ['cgroups', 'demand-paging', 'thrashing'],
    met: ['wall:memory-limit', 'end:SIGKILL'],
  },
];
