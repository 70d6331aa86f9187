import { least, type Replacement } from './policy.ts';

/** Belady's optimum: the page that is needed again last goes. It needs the future, so no machine runs it (OSTEP chapter 22.2). */
export const opt: Replacement = ({ residents, nextUse }) =>
  least(residents, (resident) => -nextUse(resident.page));
