import { prepareTexts } from './en-prepare.ts';
import { fill, type Values } from './fill.ts';

export type PrepareText = keyof typeof prepareTexts;

/** A text of the page on which a lesson is prepared. */
export function tp(name: PrepareText, values: Values = {}): string {
  return fill(prepareTexts[name], values);
}
