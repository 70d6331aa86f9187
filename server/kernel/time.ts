/** Clock ticks a second, as `sysconf(_SC_CLK_TCK)` says and `/proc` counts: a tick of the machine is one of them. */
export const USER_HZ = 100;
/** Microseconds of a tick, for files that tell time in them. */
export const TICK_USEC = 1_000_000 / USER_HZ;
