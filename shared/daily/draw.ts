/** Draws whole numbers for a day's workload: the same day and station give the same everywhere. */
export interface Draw {
  /** From `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** One of them. */
  of<T>(list: readonly T[]): T;
  /** All of them in another order (Fisher and Yates). */
  shuffled<T>(list: readonly T[]): T[];
}

/** 32-bit FNV-1a: close texts give far numbers. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** A generator for the text (mulberry32). */
export function drawFor(text: string): Draw {
  let state = hashOf(text);
  const next = (n: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
  return {
    between: (least, most) => least + next(most - least + 1),
    of: <T>(list: readonly T[]) => list[next(list.length)] as T,
    shuffled<T>(list: readonly T[]) {
      const left = [...list];
      for (let at = left.length - 1; at > 0; at -= 1) {
        const other = next(at + 1);
        [left[at], left[other]] = [left[other] as T, left[at] as T];
      }
      return left;
    },
  };
}
