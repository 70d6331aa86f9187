import { ROOT_CGROUP } from '../proc/cgroup.ts';

/** Numbers of cgroupfs' inodes: each group has so many for itself and its files. */
export const CGROUP_FIRST = 2 ** 40;
export const CGROUP_STRIDE = 64;

/** `index` 0: the group's directory; else its n-th file. */
export const cgroupIno = (group: number, index = 0): number => CGROUP_FIRST + group * CGROUP_STRIDE + index;
export const groupOf = (ino: number): number => Math.floor((ino - CGROUP_FIRST) / CGROUP_STRIDE);

/** Inode of the hierarchy's root. */
export const CGROUP_ROOT = cgroupIno(ROOT_CGROUP);
