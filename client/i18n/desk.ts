import { deskTexts } from './en-desk.ts';
import { fill, type Values } from './fill.ts';

export type DeskText = keyof typeof deskTexts;

/** A text of the desk in the page's language, `{name}` filled in. */
export function td(name: DeskText, values: Values = {}): string {
  return fill(deskTexts[name], values);
}
