/** The concept inventory as a class's own before and after: the same items, answered alone, nothing shown until the report. */
export const SURVEY_RUNS = ['before', 'after'] as const;
export type SurveyRun = (typeof SURVEY_RUNS)[number];

/** What everybody sees of it. */
export interface SurveyView {
  run: SurveyRun;
  /** Players who have answered every item. */
  finished: number;
}

/** What the host alone sees: how many have begun and finished each run. */
export type SurveyCounts = Record<SurveyRun, { begun: number; finished: number }>;
