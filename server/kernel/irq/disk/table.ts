import { cLook } from './c-look.ts';
import { cScan } from './c-scan.ts';
import { fcfs } from './fcfs.ts';
import { look } from './look.ts';
import type { DiskPolicy } from './policy.ts';
import { scan } from './scan.ts';
import { sstf } from './sstf.ts';

/** Every disk scheduling algorithm by its name. */
export const diskPolicies = {
  fcfs,
  sstf,
  scan,
  look,
  'c-scan': cScan,
  'c-look': cLook,
} as const satisfies Record<string, DiskPolicy>;

export type DiskAlgorithm = keyof typeof diskPolicies;
/** `human`: whoever has the I/O station serves; the fallback does where they don't. */
export type DiskPolicyName = DiskAlgorithm | 'human';
