import { least, type Replacement } from './policy.ts';

/** Least recently used: the page that has been left alone longest goes (OSTEP chapter 22.5). */
export const lru: Replacement = ({ residents }) => least(residents, (resident) => resident.usedAt);
