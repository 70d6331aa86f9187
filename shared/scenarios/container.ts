import { z } from 'zod';
import { errno } from '../abi/errno.ts';
import { syscall } from '../abi/syscalls.ts';

/** What a seccomp filter does with a call: the error that it answers, or `kill`: the process ends by SIGSYS. */
const action = z.string().refine((word) => word === 'kill' || Object.hasOwn(errno, word), {
  message: 'write kill, or an error as EPERM',
});
const call = z.string().refine((name) => syscall(name) !== undefined, { message: 'name a system call' });

/**
 * A container: processes in namespaces and a control group on the machine's one kernel, with a file tree of their own. What it
 * has of its own always: mounts, host name, control group. Sizes in pages.
 */
export const CONTAINER = z
  .object({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,14}$/),
    /** No user namespace: its root is the machine's root, and so are all its processes. The bad example. */
    privileged: z.boolean(),
    /** Numbers of its own for processes, or the machine's, with everybody in sight. */
    pids: z.enum(['own', 'host']),
    /** Where it sees the machine's root directory; absent: nowhere. The other bad example. */
    hostRoot: z
      .string()
      .regex(/^\/[a-z]{1,12}$/)
      .optional(),
    limits: z.object({
      pids: z.number().int().min(2).max(64),
      memoryPages: z.number().int().min(8).max(4096),
      /** Hundredths of one core; absent: no limit. */
      cpu: z.number().int().min(5).max(1600).optional(),
    }),
    /** Calls that its processes may not make; every other passes. */
    seccomp: z.record(call, action),
  })
  .strict()
  .refine(({ privileged, pids }) => privileged || pids === 'own', {
    message: 'only a privileged container can have the machine’s process numbers',
  });

export type Container = z.infer<typeof CONTAINER>;

/** The containers of a machine, and which seat's process lives in which. */
export const CONTAINERS = z
  .object({
    list: z.array(CONTAINER).min(1).max(6),
    /** Dealt out to seats in turn, as programs are; `''`: on the machine itself. */
    deal: z.array(z.string()).min(1).max(48),
  })
  .strict()
  .refine(({ list }) => new Set(list.map(({ name }) => name)).size === list.length, {
    message: 'give every container a name of its own',
  })
  .refine(({ list, deal }) => deal.every((name) => name === '' || list.some((one) => one.name === name)), {
    message: 'deal out only containers of the list',
  });

export type Containers = z.infer<typeof CONTAINERS>;

/** The container of the seat with that number, from 0; undefined: it plays on the machine itself. */
export function containerOfSeat(containers: Containers | undefined, index: number): Container | undefined {
  const name = containers?.deal[index % containers.deal.length];
  return containers?.list.find((one) => one.name === name);
}
