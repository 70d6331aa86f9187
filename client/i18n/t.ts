import { en } from './en.ts';
import { fill, type Values } from './fill.ts';

export type Text = keyof typeof en;

/** The text of that name in the page's language, `{name}` filled in. */
export function t(name: Text, values: Values = {}): string {
  return fill(en[name], values);
}
