import { least, type Replacement } from './policy.ts';

/** First in, first out: the page that was loaded first goes, however much it is used (OSTEP chapter 22.3). */
export const fifo: Replacement = ({ residents }) => least(residents, (resident) => resident.loadedAt);
