// Written by `npm run levels -- --stars`: measured, not thought up. Change the level or the rule, then measure anew.
import type { Thresholds } from './bounds.ts';

export const THRESHOLDS: Thresholds = {
  'userspace-1': {
    failed: { two: 2, three: 1 },
    mistakes: { two: 1, three: 0 },
    lines: { one: 12, two: 12, three: 12 },
  },
  'userspace-2': {
    mistakes: { two: 1, three: 0 },
    killed: { two: 5, three: 3 },
    lines: { one: 12, two: 12, three: 12 },
  },
  'userspace-3': {
    mistakes: { two: 2, three: 0 },
    lines: { one: 20, two: 20, three: 20 },
  },
  'userspace-4': {
    calls: { two: 10, three: 8 },
    mistakes: { two: 2, three: 1 },
    lines: { one: 8, two: 8, three: 8 },
  },
  'files-1': {
    failed: { two: 2, three: 0 },
    mistakes: { two: 1, three: 0 },
    lines: { one: 20, two: 20, three: 20 },
  },
  'files-2': {
    failed: { two: 6, three: 2 },
    mistakes: { two: 1, three: 0 },
    lines: { one: 8, two: 8, three: 8 },
  },
  'files-3': {
    mistakes: { two: 1, three: 0 },
    failed: { two: 4, three: 2 },
    lines: { one: 14, two: 14, three: 14 },
  },
  'files-4': {
    stuck: { two: 68, three: 52 },
    mistakes: { two: 1, three: 0 },
    lines: { one: 20, two: 20, three: 20 },
  },
  'processes-1': {
    mistakes: { two: 1, three: 0 },
    failed: { two: 2, three: 0 },
    lines: { one: 14, two: 14, three: 14 },
  },
  'processes-2': {
    mistakes: { two: 1, three: 0 },
    'calls.kill': { two: 7, three: 4 },
    lines: { one: 20, two: 20, three: 20 },
  },
  'processes-3': {
    mistakes: { two: 1, three: 0 },
    failed: { two: 2, three: 1 },
    lines: { one: 26, two: 26, three: 26 },
  },
  'processes-4': {
    mistakes: { two: 1, three: 0 },
    forks: { two: 12, three: 8 },
    lines: { one: 6, two: 6, three: 6 },
  },
  'cpu-1': {
    turnaround: { one: 47.6, two: 46.1, three: 44.8 },
  },
  'cpu-2': {
    response: { one: 19.3, two: 14.4, three: 10.3 },
    switches: { one: 48, two: 35, three: 24 },
  },
  'cpu-3': {
    musicWait: { one: 4.7, two: 3.9, three: 3.2 },
  },
  'cpu-4': {
    makespan: { one: 45, two: 43, three: 42 },
  },
  'memory-1': {
    mistakes: { two: 1, three: 0 },
    killed: { two: 2, three: 1 },
    lines: { one: 16, two: 16, three: 16 },
  },
  'memory-2': {
    major: { one: 2, two: 1, three: 1 },
    mistakes: { two: 1, three: 0 },
  },
  'memory-3': {
    major: { two: 20, three: 10 },
    mistakes: { two: 1, three: 0 },
  },
  'memory-4': {
    mistakes: { two: 1, three: 0 },
    failed: { two: 2, three: 0 },
    lines: { one: 14, two: 14, three: 14 },
  },
  'interrupts-1': {
    mistakes: { two: 1, three: 0 },
    killed: { two: 2, three: 1 },
    lines: { one: 8, two: 8, three: 8 },
  },
  'interrupts-2': {
    keysLost: { two: 6, three: 0 },
    packetsLost: { two: 1, three: 0 },
    served: { one: 37, two: 34, three: 31 },
    mistakes: { two: 1, three: 0 },
  },
  'interrupts-3': {
    seek: { one: 363, two: 286, three: 221 },
    mistakes: { two: 1, three: 0 },
  },
  'interrupts-4': {
    'calls.wait4': { two: 16, three: 12 },
    mistakes: { two: 1, three: 0 },
    lines: { one: 16, two: 16, three: 16 },
  },
  'separation-1': {
    killed: { two: 8, three: 6 },
    mistakes: { two: 1, three: 0 },
  },
  'separation-2': {
    failed: { two: 1, three: 0 },
    mistakes: { two: 1, three: 0 },
    lines: { one: 12, two: 12, three: 12 },
  },
  'separation-3': {
    innocents: { two: 0, three: 0 },
    harm: { two: 60, three: 0 },
    mistakes: { two: 1, three: 0 },
  },
  'separation-4': {
    mistakes: { two: 1, three: 0 },
    failed: { two: 23, three: 17 },
    lines: { one: 30, two: 30, three: 30 },
  },
  'scheduler-1': {
    slowest: { one: 74, two: 63, three: 54 },
  },
  'scheduler-2': {
    musicWait: { one: 8.2, two: 7.1, three: 6 },
  },
  'scheduler-3': {
    turnaround: { one: 202.8, two: 192.6, three: 184 },
  },
  'scheduler-4': {
    service: { one: 322.9, two: 295.2, three: 271.6 },
  },
};
