import { resultTexts } from './en-results.ts';
import { fill, type Values } from './fill.ts';

export type ResultText = keyof typeof resultTexts;

/** A text of the results or the report. They have a catalogue of their own, so that the start pages need not load it. */
export function r(name: ResultText, values: Values = {}): string {
  return fill(resultTexts[name], values);
}
