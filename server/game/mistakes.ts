import { draw } from './prng.ts';

/** One home in so many stands open, where people are careless. */
const ONE_IN = 4;
/** Among the first homes, which are lived in on every machine, there is one at least. */
const FIRST_HOMES = 8;

/** Homes whose owner let everybody in, and left the diary readable, drawn from a seed. */
export function openHomes(seed: number, users: number): ReadonlySet<number> {
  const open = new Set<number>();
  let random = (seed ^ 0x0d1a_4517) >>> 0;
  const next = (n: number): number => {
    const drawn = draw(random, n);
    random = drawn.state;
    return drawn.value;
  };
  open.add(next(FIRST_HOMES));
  for (let index = 0; index < users; index += 1) if (next(ONE_IN) === 0) open.add(index);
  return open;
}
