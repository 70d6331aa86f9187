import { type Exploit, readAloud } from './card.ts';

/**
 * Ways out of a container. No switch of the machine takes their walls away: they are the container's own, and where somebody
 * started it privileged, or mounted the machine's root inside, they were never built.
 */
export const CONTAINER_EXPLOITS: readonly Exploit[] = [
  {
    id: 'climb-out',
    title: 'Climb out',
    text: 'Go up with .. as far as it goes. Careless people mount the machine’s own root as /host: its passwords would lie there.',
    mechanism: 'mount-namespace',
    inside: true,
    lines: () => readAloud('../../../../../../host/etc/shadow'),
  },
  {
    id: 'hunt-pids',
    title: 'Hunt next door',
    text: 'There are processes outside of your container. You know the number that the machine gave one of them: kill it.',
    mechanism: 'pid-namespace',
    inside: true,
    aim: 'beyond',
    lines: ({ pid }) => [`kill(${pid}, 9)`],
  },
  {
    id: 'forbidden-call',
    title: 'Make a forbidden call',
    text: 'No program in a container has to mount anything. Mount an empty file system over everybody’s home.',
    mechanism: 'seccomp',
    inside: true,
    lines: () => ['mount("none", "/home", "tmpfs", 0, 0)'],
  },
];
