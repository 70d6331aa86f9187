/** Algorithms of the kernel that a player's own choices are held against. */
export const RIVAL_POLICIES = ['fcfs', 'rr', 'sjf', 'stcf', 'mlfq'] as const;

/** What they reach on the same programs: level → measure → algorithm → value. Less is better. */
export type Rivals = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;
