import type { Replacement } from './policy.ts';

/** Any page, drawn from the machine's generator: no worst case that a program could run into on purpose (OSTEP chapter 22.4). */
export const random: Replacement = ({ residents, random: draw }) => draw(residents.length);
