import type { CodexPage } from './schema.ts';

export const files: readonly CodexPage[] = [
  {
    id: 'descriptor',
    title: 'The file descriptor',
    group: 'files',
    figure: {
      kind: 'map',
      columns: [
        { name: 'descriptors', boxes: ['0', '1', '2', '3'] },
        { name: 'open files', boxes: ['terminal', 'essay, at 120'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 0],
        [0, 2, 0],
        [0, 3, 1],
      ],
    },
    caption:
      'Descriptors 0, 1 and 2 of a process lead to the terminal, 3 to an opened essay with its position.',
    text: [
      'open answers with a small number, the lowest that is free. It is an index in a table that the process has in the kernel; the process itself never holds the file. 0, 1 and 2 are input, output and errors by custom.',
      'The table is limited. Who opens and never closes gets EMFILE one day.',
    ],
    wrong: [
      {
        said: 'A file descriptor is the file.',
        so: 'It is a ticket to an open file. Several tickets may lead to the same one, and each process has numbers of its own.',
      },
    ],
    command: 'ls -l /proc/self/fd',
    shows: 'The descriptors of ls itself: 0, 1, 2 and the directory it reads, 3.',
    codes: ['OS-Files', 'H446 1.2.1', 'J277 1.5.1'],
    see: ['open-file', 'inode', 'pipe'],
    met: ['call:open', 'call:openat', 'wall:descriptor-limit'],
  },
  {
    id: 'open-file',
    title: 'The open file description',
    group: 'files',
    figure: {
      kind: 'map',
      columns: [
        { name: 'descriptors', boxes: ['parent 3', 'child 3', 'other 3'] },
        { name: 'open files', boxes: ['at byte 120', 'at byte 0'] },
        { name: 'inodes', boxes: ['essay.txt'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 0],
        [0, 2, 1],
        [1, 0, 0],
        [1, 1, 0],
      ],
    },
    caption:
      'Parent and child share one open file at byte 120. Another process opened the same file by itself and stands at byte 0. Both lead to one inode.',
    text: [
      'Between the descriptor and the file stands the open file description: where one is in the file, and whether one may read or write. Each open makes a new one. dup and fork make further descriptors for the same: they share the position.',
      'close gives back one descriptor. The open file ends with its last descriptor, the file’s data with its last name and its last open file.',
    ],
    wrong: [
      {
        said: 'Closing a descriptor closes the file for all.',
        so: 'It closes this one. Others that lead to the same open file, in a child for instance, go on.',
      },
    ],
    command: 'cat /proc/self/fdinfo/0',
    shows: 'pos: the position; flags: how it was opened.',
    codes: ['OS-Files', 'OS-Process'],
    see: ['descriptor', 'fork', 'inode'],
    met: ['call:dup', 'call:dup2', 'call:lseek'],
  },
  {
    id: 'inode',
    title: 'Inodes, names and paths',
    group: 'files',
    figure: {
      kind: 'map',
      columns: [
        { name: 'names', boxes: ['notes.txt', 'backup.txt', 'photo.png'] },
        { name: 'inodes', boxes: ['12: 2 names', '13: 1 name'] },
        { name: 'blocks', boxes: ['block 70', 'block 71', 'block 90'] },
      ],
      arrows: [
        [0, 0, 0],
        [0, 1, 0],
        [0, 2, 1],
        [1, 0, 0],
        [1, 0, 1],
        [1, 1, 2],
      ],
    },
    caption: 'Two names lead to inode 12, one to inode 13. The inodes lead to the blocks with the data.',
    text: [
      'The inode is the file: owner, mode, size, times and where its blocks are. Its name is not in it. A directory is a list of names with inode numbers; a file may have several names (links), or none any more.',
      'A path is walked name by name. In each directory on the way one needs the permission to search it (x).',
    ],
    wrong: [
      {
        said: 'rm deletes a file.',
        so: 'It removes a name: the call is unlink. The file goes when no name and no open file leads to it any more.',
      },
    ],
    command: 'ls -li; stat .',
    shows: 'Inode numbers in the first column; after the mode, the number of names.',
    codes: ['OS-Files', 'J277 1.5.1', '0478 4.1'],
    see: ['open-file', 'permissions', 'page-cache'],
    met: ['call:link', 'call:unlink', 'call:stat', 'call:mkdir', 'call:rename'],
  },
  {
    id: 'page-cache',
    title: 'The page cache and fsync',
    group: 'files',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'write 4,096 bytes' },
        { where: 'kernel', text: 'copy them into the page cache; the page is dirty; return' },
        { where: 'user', text: 'go on at once' },
        { where: 'kernel', text: 'some time later, or at fsync: to the disk' },
        { where: 'hardware', text: 'now it outlives a power cut' },
      ],
    },
    caption: 'write copies into memory and returns. The disk follows later, or when fsync asks for it.',
    text: [
      'What was read from disk stays in memory as long as there is room: the next read needs no disk. What is written goes there first too. So write is quick, and a file just written is not yet safe.',
      'fsync waits until it is. An editor calls it when it saves; a program that keeps money calls it before it says “done”.',
    ],
    wrong: [
      {
        said: 'When write returns, the data is on the disk.',
        so: 'It is in the kernel’s memory. Everybody can read it from there, but a power cut takes it away.',
      },
    ],
    command: 'grep -E "^(Cached|Dirty)" /proc/meminfo',
    shows: 'How much of memory is cache, and how much of that still has to go to disk.',
    codes: ['OS-Files', 'OS-Memory'],
    see: ['disk', 'inode', 'demand-paging'],
    met: ['call:fsync', 'job:edit'],
  },
  {
    id: 'permissions',
    title: 'Permission bits',
    group: 'files',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'owner ada: 6',
          cells: [
            { text: 'r', tone: 'good' },
            { text: 'w', tone: 'good' },
            { text: '-', tone: 'bad' },
          ],
        },
        {
          name: 'group: 4',
          cells: [
            { text: 'r', tone: 'good' },
            { text: '-', tone: 'bad' },
            { text: '-', tone: 'bad' },
          ],
        },
        {
          name: 'all others: 0',
          cells: [
            { text: '-', tone: 'bad' },
            { text: '-', tone: 'bad' },
            { text: '-', tone: 'bad' },
          ],
        },
      ],
    },
    caption: 'Mode 0640: the owner may read and write, the group may read, all others nothing.',
    text: [
      'Each file has an owner, a group and nine bits: read, write, execute for the owner, for the group and for all others. At open the kernel takes the one set of three that fits the process and refuses with EACCES what is not in it.',
      'On a directory w means making and removing names in it, x means walking through it. In /tmp the sticky bit adds: remove only what is your own. And a symbolic link that lies there leads only its own owner on.',
    ],
    wrong: [
      {
        said: 'To delete a file I need write permission on the file.',
        so: 'One needs it on the directory: the name is removed there.',
      },
      {
        said: 'The permission is checked at every read.',
        so: 'At open. Who has the descriptor may go on reading even when the mode is changed afterwards.',
      },
    ],
    command: 'ls -l /etc/passwd /etc/shadow; ls -ld /tmp',
    shows: 'rw-r--r-- beside rw-r-----, and the t of /tmp.',
    codes: ['OS-Files', 'OS-Protection', '0478 4.1', 'J277 1.5.1'],
    see: ['inode', 'credentials', 'errno'],
    met: ['wall:file-mode', 'wall:sticky-bit', 'wall:protected-symlinks', 'call:chmod'],
  },
  {
    id: 'pipe',
    title: 'Pipes',
    group: 'files',
    figure: {
      kind: 'cells',
      rows: [
        {
          name: 'writer → pipe → reader',
          cells: [
            { text: 'ls', tone: 'user' },
            { text: 'c', tone: 'kernel' },
            { text: 'b', tone: 'kernel' },
            { text: 'a', tone: 'kernel' },
            { text: '', tone: 'plain' },
            { text: 'wc', tone: 'user' },
          ],
        },
      ],
    },
    caption:
      'ls writes into one end of a pipe, wc reads from the other; three bytes are on the way and there is room for more.',
    text: [
      'A pipe is a small buffer in the kernel with two descriptors: one to write, one to read. If it is full the writer blocks, if it is empty the reader does. So two programs work at the same time, each at the pace of the other.',
      'When the last writing end is closed the reader gets end of file (0). Who writes where nobody reads any more gets SIGPIPE. So close the ends that you do not use.',
    ],
    wrong: [
      {
        said: 'In ls | wc the second program starts when the first has ended.',
        so: 'Both run at the same time. wc is blocked until something comes.',
      },
    ],
    command: 'yes | head -1',
    shows: 'yes would run for ever; it ends by SIGPIPE when head has gone.',
    codes: ['OS-Process', 'OS-Files', 'A1.3.5'],
    see: ['deadlock', 'descriptor', 'socket', 'fork'],
    met: ['call:pipe', 'call:pipe2'],
  },
  {
    id: 'socket',
    title: 'Sockets',
    group: 'files',
    figure: {
      kind: 'steps',
      steps: [
        { where: 'user', text: 'server: socket, bind to a port, listen, accept: sleeps' },
        { where: 'user', text: 'client: socket, connect' },
        { where: 'kernel', text: 'pairs the two; accept returns a new descriptor' },
        { where: 'user', text: 'client writes a request, server reads it and answers' },
        { where: 'user', text: 'both close' },
      ],
    },
    caption:
      'A server waits in accept; a client connects; the kernel pairs them; request and answer go through read and write.',
    text: [
      'A socket is a descriptor for talking to another process, on this machine or elsewhere. A server listens at a port and accepts; each client gives it a new descriptor. From then on it is read and write.',
      'The network card interrupts when a packet comes; the kernel finds the socket it belongs to and wakes the reader.',
    ],
    wrong: [
      {
        said: 'A web server has one connection at a time, as it has one port.',
        so: 'A connection is told by both addresses and both ports; at one port thousands can be open.',
      },
    ],
    command: 'ss -tlp',
    shows: 'Who listens at which port on this machine.',
    codes: ['OS-Process', 'OS-Devices'],
    see: ['pipe', 'descriptor', 'interrupts'],
    met: ['call:socket', 'call:accept', 'call:connect', 'job:httpd'],
  },
];
