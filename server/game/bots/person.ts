import type { Skill } from '../../../shared/skills.ts';
import { draw } from '../prng.ts';

/** A bot as a person would be: a skill, a pace of its own, and luck. All that it may use beside its view and what it has in mind. */
export interface Person {
  readonly skill: Skill;
  /** A whole number below `n`, from a generator that is this person's alone. */
  pick(n: number): number;
  /** Whether something happens that happens so often, from 0 to 1. */
  chance(share: number): boolean;
  /** Ticks that something takes this person, which takes others from `least` to `most`. */
  takes(span: readonly [least: number, most: number]): number;
}

/** Slowest and quickest pace of a whole class, and of each in it, in percent: nobody is the average, and no class is like another. */
const CLASS = [72, 138] as const;
const OWN = [75, 133] as const;

/** FNV-1a over a seat's id. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const sign of text) hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

export function newPerson(skill: Skill, seed: number, seat: string): Person {
  const between = ([least, most]: readonly [number, number], drawn: number): number =>
    (least + (drawn % (most - least + 1))) / 100;
  const together = between(CLASS, draw(seed >>> 0, 0x1_0000).value);
  let random = (seed ^ hashOf(seat)) >>> 0;
  const pick = (n: number): number => {
    const drawn = draw(random, n);
    random = drawn.state;
    return drawn.value;
  };
  const pace = together * between(OWN, pick(0x1_0000));
  return {
    skill,
    pick,
    chance: (share) => pick(10_000) < share * 10_000,
    takes: ([least, most]) => Math.max(1, Math.round((least + pick(most - least + 1)) * pace)),
  };
}
