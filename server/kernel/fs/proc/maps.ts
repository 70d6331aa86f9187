import { PROT } from '../../../../shared/abi/flags.ts';
import type { Kernel, Task, Vma } from '../../types.ts';
import { fileName } from './names.ts';

/** Column at which the name begins (`show_map_vma`). */
const NAME_AT = 73;

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');

function nameOf(k: Kernel, target: Task, area: Vma): string {
  if (area.inode >= 0) return fileName(k, area.inode) ?? '';
  if (area.shm >= 0) return '/dev/zero (deleted)';
  if (area.name === 'text' || area.name === 'data') return target.comm;
  return area.name === 'stack' || area.name === 'heap' ? `[${area.name}]` : '';
}

/** `/proc/<pid>/maps`: an area a line, in order of address (`man 5 proc_pid_maps`). */
export function mapsTable(k: Kernel, target: Task): string {
  const areas = [...(target.mm?.vmas ?? [])].sort((a, b) => a.start - b.start);
  return areas
    .map((area) => {
      const has = (bit: number, letter: string): string => ((area.prot & bit) !== 0 ? letter : '-');
      const perms = `${has(PROT.PROT_READ, 'r')}${has(PROT.PROT_WRITE, 'w')}${has(PROT.PROT_EXEC, 'x')}`;
      const inode = Math.max(0, area.inode);
      const device = inode === 0 ? '00:00' : '00:01';
      const head =
        `${hex(area.start, 8)}-${hex(area.end, 8)} ${perms}${area.shared ? 's' : 'p'} ` +
        `${hex(area.offset, 8)} ${device} ${inode} `;
      const name = nameOf(k, target, area);
      return name === '' ? `${head}\n` : `${head.padEnd(NAME_AT)}${name}\n`;
    })
    .join('');
}
