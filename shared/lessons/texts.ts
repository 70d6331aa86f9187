/** What a lesson with a scenario is for, and what its teacher says when. */
export interface LessonTexts {
  /** Each completes "Students can …". */
  aims: readonly string[];
  /** Said before the round. */
  before: string;
  /** To look at, or to do, while the machine runs; each with when it comes up. */
  during: readonly { when: string; say: string }[];
  /** Asked after the round, before the questions. */
  after: string;
}

/** By the scenario's id. */
export const LESSONS: Readonly<Record<string, LessonTexts>> = {
  'first-boot': {
    aims: [
      'say why a program asks the kernel for files, memory and devices instead of taking them',
      'name the two modes of a processor and what a system call has to do with them',
      'follow one call down through the gate and back with its result',
    ],
    before:
      'You are programs. You can compute, and nothing else: for everything beyond that you ask the kernel.',
    during: [
      {
        when: 'first minute',
        say: 'Pause. Point at a process that waits: what did it ask for, and who works on it now?',
      },
      {
        when: 'middle',
        say: 'Step tick by tick through one call. Which ticks were in user mode, which in kernel mode?',
      },
      {
        when: 'when a call fails',
        say: 'Read its error aloud. The kernel refused, and the program went on: why is that good?',
      },
    ],
    after: 'Which of your lines needed the kernel, and which did not?',
  },
  'friendly-machine': {
    aims: [
      'tell turnaround time from response time and say who cares about which',
      'compare two scheduling policies by what they did to the same arrivals',
      'explain the states ready, running and waiting by an example',
    ],
    before: 'There are more programs than cores. Somebody decides who runs: today that is some of you.',
    during: [
      {
        when: 'first minute',
        say: 'Who is in the ready queue, and who only waits? Why does it matter to the scheduler?',
      },
      {
        when: 'middle',
        say: 'Pause. Ask the schedulers for their rule in one sentence; ask the others what it does to them.',
      },
      {
        when: 'last minute',
        say: 'Send in an interrupt storm. Who loses time, though nobody scheduled anything?',
      },
    ],
    after:
      'In the table of policies: where did the class beat the algorithms, and what did that cost others?',
  },
  'rush-hour': {
    aims: [
      'explain why a queue grows when more work arrives than the cores can do',
      'weigh a shorter time slice against the cost of switching',
      'say which order of jobs gives the shortest average wait, and what speaks against it',
    ],
    before: 'There is more to do than can be done. Decide now what you would let wait, and write it down.',
    during: [
      { when: 'first minute', say: 'Pause and count: how many are ready, how many cores are there?' },
      {
        when: 'middle',
        say: 'Let the scheduler halve the quantum. Watch the number of switches: what does each one cost?',
      },
      { when: 'near the end', say: 'Find who has waited longest. Is that fair, and by which rule?' },
    ],
    after: 'Would one more core have helped more than a better order? Look at the idle time of the cores.',
  },
  'real-time-music': {
    aims: [
      'say why being fast on average does not keep a deadline',
      'explain what a sleeping process costs, and what a busy loop costs',
      'give a process a priority for a reason',
    ],
    before:
      'The player needs hardly any time, but it needs it on the beat. The compilers need all they can get.',
    during: [
      {
        when: 'first minute',
        say: 'Watch one player: it sleeps, wakes, computes a tick and sleeps. In which state is it most of the time?',
      },
      { when: 'middle', say: 'When a beat is late, pause: who had the core in that tick, and for how long?' },
      {
        when: 'near the end',
        say: 'Let the quantum be long for a minute, then short. What happens to the music, what to the compilers?',
      },
    ],
    after:
      'Which policies in the table kept the beat? What do they know about a process that the others do not?',
  },
  'memory-pressure': {
    aims: [
      'explain a page fault and what the kernel does about it',
      'give reasons for evicting one page rather than another',
      'recognise thrashing and name two remedies',
    ],
    before:
      'Everybody believes to have memory of their own. There are fewer frames than pages: the kernel keeps up the belief.',
    during: [
      {
        when: 'first minute',
        say: 'Pause when memory is full. Which frames belong to one process, and which to the page cache?',
      },
      { when: 'middle', say: 'Find a page that left and came back at once. Could anybody have known?' },
      { when: 'near the end', say: 'Look at the cores: are they busy? With what?' },
    ],
    after: 'Who evicted better, people or the algorithm, and by which sign could they tell?',
  },
  'interrupt-storm': {
    aims: [
      'explain how a device gets the attention of a processor',
      'say why lines have priorities and what is lost when one is served too late',
      'compare two orders of serving the requests of a disk',
    ],
    before:
      'Devices do not wait to be asked: they ring. Whoever does not answer in time loses what they brought.',
    during: [
      { when: 'first minute', say: 'Follow one key: line, handler, buffer, the process that read it.' },
      { when: 'middle', say: 'Send in an interrupt storm. Which line do you let wait, and why that one?' },
      { when: 'near the end', say: 'Pause. How much of the cores’ time did handlers take, and from whom?' },
    ],
    after: 'What would polling have cost instead, in a quiet minute and in the storm?',
  },
  infected: {
    aims: [
      'name the walls between programs, and between programs and the kernel',
      'say which part of the machine enforces each of them: processor, memory unit or kernel',
      'explain why the kernel checks the pointers it is handed',
    ],
    before:
      'Some of you are malware, and nobody knows who. Everything you try is tried inside this simulated machine alone.',
    during: [
      {
        when: 'at the first wall',
        say: 'Pause. What was tried, what stopped it, and would it have been a mistake or an attack?',
      },
      {
        when: 'middle',
        say: 'Switch one protection off. What becomes possible that was not? Switch it on again.',
      },
      { when: 'near the end', say: 'Send in a fork bomb. Which limit does it run into?' },
    ],
    after: 'Which wall would you take down last, and why?',
  },
  'no-protection': {
    aims: [
      'describe what one wrong store can do to a machine without isolation',
      'explain user mode and kernel mode as a protection against mistakes, not only against attacks',
      'say what memory isolation costs and what it gives',
    ],
    before: 'This machine trusts everybody, as the first home computers did. Work carefully.',
    during: [
      {
        when: 'first minute',
        say: 'Let a process crash. Did anybody else notice? Would they always be so lucky?',
      },
      {
        when: 'at the first panic',
        say: 'Read the console together: which address, whose process, what was lost?',
      },
      { when: 'after the reboot', say: 'Switch rings and isolation on and let the same be tried again.' },
    ],
    after: 'How often did the machine stop before and after? Who lost work that had made no mistake?',
  },
  'fork-bomb': {
    aims: [
      'compute how many processes a loop of forks makes',
      'explain why a machine that counts nothing can be stopped by anybody',
      'name a limit for processes, for memory and for open files',
    ],
    before: 'Nothing is counted here: not processes, not memory, not files. Guess how long that goes well.',
    during: [
      {
        when: 'first minute',
        say: 'Let everybody write down the number of processes after six forks. Then send in a fork bomb.',
      },
      { when: 'while it grows', say: 'Pause. Who still gets a core? Look at the ready queue.' },
      {
        when: 'middle',
        say: 'Switch the limits on and send in another one. What does fork answer now, and to whom?',
      },
    ],
    after: 'Whom did the limits hinder besides the bomb?',
  },
  containers: {
    aims: [
      'say what a container has of its own (pids, files, users, limits) and what it shares (the kernel)',
      'tell a container from a virtual machine by what a kernel panic does to it',
      'judge what a container may do by how it was started, and name two careless ways to start one',
    ],
    before:
      'Each of you lives on a machine of your own, or so it looks from inside. How could you find out that you don’t?',
    during: [
      {
        when: 'first minute',
        say: 'Let somebody in “shop” list /proc, then somebody on the machine itself. Who sees whom, and by which number?',
      },
      {
        when: 'middle',
        say: 'Pause. The auditor reads out the processes: where are the containers? Which kernel serves their calls?',
      },
      {
        when: 'when the passwords are out',
        say: 'Which container did that come from, and what was different about it? No wall was broken: it was never built.',
      },
      {
        when: 'last minute',
        say: 'Switch isolation off and let one process write into the kernel. Count the containers that are left.',
      },
    ],
    after: 'What would you ask before you run somebody else’s container on your machine?',
  },
};
