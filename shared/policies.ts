/** Algorithms of the kernel's stations where nobody sits or who sits is silent; the names are those of the kernel. */
export const STATION_POLICIES = {
  scheduler: ['fcfs', 'sjf', 'stcf', 'rr', 'priority', 'lottery', 'stride', 'mlfq', 'cfs', 'eevdf'],
  /** Which page leaves memory. */
  memory: ['fifo', 'lru', 'clock', 'second-chance', 'random'],
  /** Which request the disk serves next. */
  disk: ['fcfs', 'sstf', 'scan', 'look', 'c-scan', 'c-look'],
  /** Which pending interrupt line a core takes first. */
  lines: ['priority', 'fifo'],
} as const;

export type PolicyStation = keyof typeof STATION_POLICIES;
/** Where people may choose: the auditor's stand-in is no algorithm but the limits that every group begins with. */
export type Chair = PolicyStation | 'auditor';
export const POLICY_STATIONS = Object.keys(STATION_POLICIES) as readonly PolicyStation[];

/** Name of the algorithm by station. */
export type StationPolicies = {
  [S in PolicyStation]: (typeof STATION_POLICIES)[S][number];
};
export type PolicyName = StationPolicies[PolicyStation];
