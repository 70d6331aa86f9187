/** Offset of the kernel's text in its half. */
export const TEXT = 0x4000_0000;
const STRIDE = 0x100;

/** Functions of the kernel that have an address: where the vector points to, what a call trace names, what may be jumped to. */
export const SYMBOLS = [
  'asm_sysvec_apic_timer_interrupt',
  'asm_common_interrupt',
  'asm_exc_page_fault',
  'asm_exc_general_protection',
  'entry_SYSCALL_64_after_hwframe',
  'do_syscall_64',
  '__schedule',
  'pick_next_task',
  'enqueue_task',
  'try_to_wake_up',
  'wake_up_new_task',
  'inode_permission',
  'link_path_walk',
  'generic_file_read_iter',
  'vfs_read',
  'vfs_write',
  'handle_mm_fault',
  'exc_page_fault',
  'exc_general_protection',
  'free_unref_page',
  'unmap_page_range',
  'exit_mmap',
  'common_interrupt',
  'commit_creds',
  'panic',
  'do_idle',
  'watchdog_overflow_callback',
  'nmi_panic',
  'ret_from_fork_asm',
] as const;
export type KernelSymbol = (typeof SYMBOLS)[number];

/** Offset of a function in the kernel's half. */
export function symbolOffset(name: KernelSymbol): number {
  return TEXT + SYMBOLS.indexOf(name) * STRIDE;
}

/** The function that begins at this offset, or undefined. */
export function symbolAt(offset: number): KernelSymbol | undefined {
  const index = (offset - TEXT) / STRIDE;
  return Number.isInteger(index) ? SYMBOLS[index] : undefined;
}
