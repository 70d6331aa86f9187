import { errno } from '../../../shared/abi/errno.ts';
import type { IdRange, Kernel, Task } from '../types.ts';
import { namespaceOf } from './namespaces.ts';
import { capableIn, inwards, mapsOf, outwards } from './userns.ts';

type Which = 'uidMap' | 'gidMap';

/** Most lines of a map. */
const MAX_LINES = 340;

/** `inside outside count` a line; undefined: malformed, overlapping or empty. */
function parse(text: string): IdRange[] | undefined {
  const ranges: IdRange[] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s*$/.exec(line);
    if (match === null) return undefined;
    const [inside = 0, outside = 0, count = 0] = match.slice(1).map(Number);
    if (count === 0 || inside + count > 0xffff_ffff || outside + count > 0xffff_ffff) return undefined;
    const meets = (at: number, other: number, length: number): boolean =>
      at < other + length && other < at + count;
    const overlaps = ranges.some(
      (range) => meets(inside, range.inside, range.count) || meets(outside, range.outside, range.count),
    );
    if (overlaps) return undefined;
    ranges.push({ inside, outside, count });
  }
  return ranges.length === 0 || ranges.length > MAX_LINES ? undefined : ranges;
}

/**
 * Writes `/proc/<pid>/uid_map` or `gid_map` of the target's user namespace, once (`man 7 user_namespaces`): by root of the parent
 * namespace, or by whoever made it for nothing but its own id. A group map without privilege takes `deny` in `setgroups` first.
 */
export function writeIdMap(k: Kernel, task: Task, target: Task, which: Which, text: string): number {
  const ns = namespaceOf(k, target.ns.user);
  const user = ns.user;
  if (user === null || ns.owner === 0 || user[which].length > 0) return -errno.EPERM;
  if (!capableIn(k, task, ns.id)) return -errno.EPERM;
  const ranges = parse(text);
  if (ranges === undefined) return -errno.EINVAL;
  // Whoever writes names outer ids as they are in the parent namespace, and must be in it or in the new one.
  if (task.ns.user !== ns.id && task.ns.user !== ns.owner) return -errno.EPERM;
  const parent = mapsOf(k, ns.owner)[which];
  const [first] = ranges as [IdRange];
  const own = which === 'uidMap' ? task.cred.euid : task.cred.egid;
  const onlyOwn = ranges.length === 1 && first.count === 1 && outwards(parent, first.outside) === own;
  const modest =
    onlyOwn && user.ownerUid === task.cred.euid && (which === 'uidMap' || user.setgroups === 'deny');
  if (!modest && !capableIn(k, task, ns.owner)) return -errno.EPERM;
  const mapped = ranges.map((range) => ({ ...range, outside: outwards(parent, range.outside) }));
  if (mapped.some(({ outside }) => outside < 0)) return -errno.EPERM;
  user[which] = mapped;
  return 0;
}

/** The map as the reader sees it: outer ids are those of the reader's namespace, or of the parent's where it stands inside. */
export function showIdMap(k: Kernel, task: Task, target: Task, which: Which): string {
  const ns = namespaceOf(k, target.ns.user);
  const from = task.ns.user === ns.id && ns.owner !== 0 ? ns.owner : task.ns.user;
  const outer = mapsOf(k, from)[which];
  const column = (value: number): string => String(value).padStart(10);
  return mapsOf(k, ns.id)
    [which].map(({ inside, outside, count }) => {
      const seen = inwards(outer, outside);
      return `${column(inside)} ${column(seen < 0 ? 0xffff_ffff : seen)} ${column(count)}\n`;
    })
    .join('');
}

/** `/proc/<pid>/setgroups`: `deny` only before the group map is written, and never back. */
export function writeSetgroups(k: Kernel, task: Task, target: Task, text: string): number {
  const ns = namespaceOf(k, target.ns.user);
  const word = text.trim();
  if (ns.user === null || (word !== 'allow' && word !== 'deny')) return -errno.EINVAL;
  if (!capableIn(k, task, ns.id)) return -errno.EPERM;
  if (word === 'allow') return ns.user.setgroups === 'deny' ? -errno.EPERM : 0;
  if (ns.user.gidMap.length > 0) return -errno.EPERM;
  ns.user.setgroups = 'deny';
  return 0;
}
