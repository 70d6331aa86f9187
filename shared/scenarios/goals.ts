import { z } from 'zod';

/**
 * What the machine as a whole is measured by, on the kernel, at the end of a round. `least`: the goal is to reach the target;
 * otherwise it is to stay within it.
 */
export const TEAM_MEASURES = {
  /** Jobs done, a process. */
  throughput: { least: true },
  /** Mean ticks from a job's coming to its end, of jobs done. */
  turnaround: { least: false },
  /** Ticks of waiting in the ready queue below which 95 of 100 waits lie. */
  wait: { least: false },
  /** Of 100 jobs that ended, those that were too late. */
  late: { least: false },
  /** Keys and packets that found no room because their line was not served. */
  lost: { least: false },
  /** Pages that had to be fetched back from swap or disk, a job done. */
  faults: { least: false },
  /** What malware got at or brought about. */
  breaches: { least: false },
  /** Times that the machine stopped. */
  panics: { least: false },
} as const;

export type TeamMeasure = keyof typeof TEAM_MEASURES;

export const TEAM_GOAL = z.object({
  measure: z.enum(Object.keys(TEAM_MEASURES) as [TeamMeasure, ...TeamMeasure[]]),
  /** What to reach, or to stay within, on a machine whose cores have half of the processes that they can have. */
  target: z.number().min(0).max(10_000),
  /** The same where they have all of them; absent: as `target`. In between it lies in between. */
  crowded: z.number().min(0).max(10_000).optional(),
});
export type TeamGoal = z.infer<typeof TEAM_GOAL>;

/** What a goal asks of a machine with so many processes on so many cores, to a hundredth. */
export function targetFor(
  { target, crowded = target }: TeamGoal,
  { processes, cores, perCore }: { processes: number; cores: number; perCore: number },
): number {
  const load = processes / Math.max(1, cores * perCore);
  const share = Math.min(1, Math.max(0, 2 * load - 1));
  return Math.round((target + (crowded - target) * share) * 100) / 100;
}
