import { clock } from './clock.ts';
import { fifo } from './fifo.ts';
import { lru } from './lru.ts';
import { opt } from './opt.ts';
import type { Replacement } from './policy.ts';
import { random } from './random.ts';
import { secondChance } from './second-chance.ts';

/** Every replacement algorithm by its name. */
export const replacements = {
  fifo,
  lru,
  clock,
  'second-chance': secondChance,
  random,
  opt,
} as const satisfies Record<string, Replacement>;

export type ReplacementName = keyof typeof replacements;
/** What a machine can run by itself: it does not know the future. */
export type LiveReplacement = Exclude<ReplacementName, 'opt'>;
/** `human`: a memory manager evicts; the fallback does where they don't. */
export type ReplacementPolicy = LiveReplacement | 'human';
