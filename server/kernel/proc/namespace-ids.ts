import type { NamespaceKind } from '../types.ts';

/** Numbers of the machine's first namespaces, as Linux gives them (`include/uapi/linux/nsfs.h`). */
export const ROOT_NAMESPACES: Readonly<Record<NamespaceKind, number>> = {
  mnt: 4_026_531_832,
  cgroup: 4_026_531_835,
  pid: 4_026_531_836,
  user: 4_026_531_837,
  uts: 4_026_531_838,
};

/** Number of the first namespace that a process makes. */
export const FIRST_NAMESPACE = 4_026_532_000;
