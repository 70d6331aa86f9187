/** What `/proc/version` says and the log begins with. */
export const VERSION =
  'Linux version 6.12.0-userland (userland@machine) (gcc (GCC) 15.2.0) #1 SMP PREEMPT_DYNAMIC';

/** Frames at the bottom of memory that the kernel keeps for itself. */
export const KERNEL_FRAMES = 4;
