import type { DiskRequest } from '../irq/state.ts';
import { INIT } from '../proc/exit.ts';
import { isListed } from '../proc/sleep.ts';
import { readyIn, readyPids } from '../sched/lists.ts';
import { mayRunOn } from '../sched/queue.ts';
import type { MachineState, Task } from '../types.ts';

function familyFaults(state: MachineState): string[] {
  const faults: string[] = [];
  for (const task of state.tasks.values()) {
    const { pid, ppid } = task;
    for (const child of task.children)
      if (state.tasks.get(child)?.ppid !== pid)
        faults.push(`process ${child} is no child of ${pid}, which lists it`);
    if (pid === INIT) continue;
    const parent = state.tasks.get(ppid);
    if (parent === undefined || parent.state === 'Z') {
      faults.push(`process ${pid} has no parent that could wait for it`);
      continue;
    }
    const listed = parent.children.filter((child) => child === pid).length;
    if (listed !== 1) faults.push(`process ${pid} is ${listed} times among the children of ${ppid}`);
  }
  return faults;
}

function zombieFaults(state: MachineState): string[] {
  return [...state.tasks.values()].flatMap((task) => {
    if (task.state !== 'Z') return [];
    const holds = task.mm !== null || task.fds.some((entry) => entry !== null) || task.core >= 0;
    return holds ? [`zombie ${task.pid} holds memory, descriptors or a core`] : [];
  });
}

const onDisk = ({ disk }: MachineState): DiskRequest[] => [
  ...disk.queue,
  ...disk.done,
  ...(disk.active === null ? [] : [disk.active]),
];

/** Whether something can still wake a sleeper on that channel. */
function hasWaker(state: MachineState, task: Task): boolean {
  const [kind, of = ''] = task.channel.split(':');
  switch (kind) {
    case 'pipe':
      return state.pipes.has(Number(of));
    case 'socket':
      return state.net.sockets.has(Number(of));
    case 'child':
      return Number(of) === task.pid && task.children.length > 0;
    case 'tty':
      return state.ttys.has(of);
    case 'disk':
      return onDisk(state).some(({ pid }) => pid === task.pid);
    case 'page':
      return onDisk(state).some(({ frame }) => frame === Number(of));
    default:
      // A timer, a signal or its user.
      return task.channel !== '';
  }
}

function sleepFaults(state: MachineState): string[] {
  const faults: string[] = [];
  for (const task of state.tasks.values()) {
    if ((task.state !== 'S' && task.state !== 'D') || task.pid === INIT) continue;
    if (!hasWaker(state, task))
      faults.push(`process ${task.pid} sleeps on "${task.channel}", and nobody wakes it`);
    const queue = state.waiters.get(task.channel) ?? [];
    const places = queue.filter((pid) => pid === task.pid).length;
    if (places !== (isListed(task.channel) ? 1 : 0))
      faults.push(`process ${task.pid} waits ${places} times on "${task.channel}"`);
  }
  for (const [channel, queue] of state.waiters) {
    if (queue.length === 0) faults.push(`nobody waits on "${channel}", which is kept`);
    for (const pid of queue) {
      const task = state.tasks.get(pid);
      if (task?.channel !== channel || (task.state !== 'S' && task.state !== 'D' && task.state !== 'T'))
        faults.push(`process ${pid} is listed on "${channel}" and does not sleep there`);
    }
  }
  return faults;
}

function coreFaults(state: MachineState): string[] {
  const faults: string[] = [];
  for (const core of state.cores) {
    if ((core.pid === 0) !== (core.phase === 'idle'))
      faults.push(`core ${core.id} is in phase ${core.phase} with process ${core.pid}`);
    if (core.pid === 0) continue;
    const task = state.tasks.get(core.pid);
    if (task === undefined || task.core !== core.id || task.state !== 'R')
      faults.push(`core ${core.id} runs process ${core.pid}, which is not running there`);
  }
  const lined = state.cores.flatMap((core) => core.lined);
  const ready = new Set(readyPids(state.sched));
  for (const pid of lined) {
    if (!ready.has(pid)) faults.push(`process ${pid} is lined up and not ready`);
    if (lined.filter((other) => other === pid).length > 1) faults.push(`process ${pid} is lined up twice`);
  }
  return faults;
}

/** Every ready process stands once in the queues, runs on one core, or is kept from both by its control group; nobody else does. */
function readyFaults(state: MachineState): string[] {
  const faults: string[] = [];
  const places = new Map<number, number>();
  for (const pid of readyPids(state.sched)) places.set(pid, (places.get(pid) ?? 0) + 1);
  for (const task of state.tasks.values()) {
    const queued = places.get(task.pid) ?? 0;
    const running = state.cores.filter((core) => core.pid === task.pid).length;
    const parked = [...state.cgroups.values()].filter((group) => group.parked.includes(task.pid)).length;
    const wanted = task.state === 'R' ? 1 : 0;
    if (queued + running + parked !== wanted)
      faults.push(
        `process ${task.pid} in state ${task.state} is ${queued} times ready, ${parked} times parked and on ${running} cores`,
      );
    places.delete(task.pid);
  }
  for (const pid of places.keys()) faults.push(`process ${pid} is ready and does not exist`);
  return faults;
}

/** Every core belongs to one queue, every ready process to the queue of a core, and nobody runs where they must not. */
function queueFaults(state: MachineState): string[] {
  const faults: string[] = [];
  for (const core of state.cores) {
    const queue = state.sched.queues[core.queue];
    if (queue?.cores.includes(core.id) !== true || queue.owner !== core.owner)
      faults.push(`core ${core.id} is not among the cores of its run queue`);
    const task = state.tasks.get(core.pid);
    if (task !== undefined && !mayRunOn(task, core.id))
      faults.push(`process ${core.pid} runs on core ${core.id} against its affinity`);
  }
  for (const queue of state.sched.queues) {
    for (const pid of readyIn(queue)) {
      if (!queue.cores.includes(state.tasks.get(pid)?.sched.home ?? -1))
        faults.push(
          `process ${pid} is ready in the queue of cores ${queue.cores.join(', ')}, and not at home there`,
        );
    }
  }
  return faults;
}

/** What is wrong with processes: sleepers without a waker, cores shared, queues that lie, families that don't fit. */
export function processFaults(state: MachineState): string[] {
  // Where no core is, nobody keeps a run queue: calls are made from outside.
  const scheduled =
    state.cores.length > 0 ? [...coreFaults(state), ...readyFaults(state), ...queueFaults(state)] : [];
  return [...familyFaults(state), ...zombieFaults(state), ...sleepFaults(state), ...scheduled];
}
