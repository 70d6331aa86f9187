import type { SurveyCounts, SurveyRun, SurveyView } from '../../shared/protocol/survey.ts';
import { INVENTORY } from '../../shared/questions/inventory.ts';

/** Everything that there is to keep of a room's before and after, as plain data. */
export interface SurveyData {
  /** The run that is open; '' none. */
  open: SurveyRun | '';
  /** Answers by run, seat and item. */
  given: Record<SurveyRun, Record<string, Record<string, number>>>;
}

export type ItemAnswer = 'ok' | 'closed' | 'noItem' | 'answered';

/** The concept inventory, put to a class before and after its lessons: each item once a run, the first answer counts. */
export class Survey {
  readonly #data: SurveyData;

  constructor(data: SurveyData = { open: '', given: { before: {}, after: {} } }) {
    this.#data = data;
  }

  get data(): Readonly<SurveyData> {
    return this.#data;
  }

  /** Opens a run, or closes the open one (''). A run that is opened again goes on where it was. */
  open(run: SurveyRun | ''): void {
    this.#data.open = run;
  }

  answer(seat: string, item: string, choice: number): ItemAnswer {
    const { open, given } = this.#data;
    if (open === '') return 'closed';
    const question = INVENTORY.find(({ id }) => id === item);
    if (question === undefined || choice >= question.answers.length) return 'noItem';
    given[open][seat] ??= {};
    const own = given[open][seat];
    if (Object.hasOwn(own, item)) return 'answered';
    own[item] = choice;
    return 'ok';
  }

  #counts(run: SurveyRun): { begun: number; finished: number } {
    const all = Object.values(this.#data.given[run]);
    const finished = all.filter((own) => Object.keys(own).length === INVENTORY.length).length;
    return { begun: all.length, finished };
  }

  /** What everybody sees; null while no run is open. */
  view(): SurveyView | null {
    const { open } = this.#data;
    return open === '' ? null : { run: open, finished: this.#counts(open).finished };
  }

  counts(): SurveyCounts {
    return { before: this.#counts('before'), after: this.#counts('after') };
  }

  /** Items of the open run that a seat has answered; null while none is open. */
  own(seat: string): string[] | null {
    const { open, given } = this.#data;
    return open === '' ? null : Object.keys(given[open][seat] ?? {});
  }
}
