import { en } from './en.ts';

export type Text = keyof typeof en;

/** The text of that name in the page's language, `{name}` filled in. */
export function t(name: Text, values: Record<string, string | number> = {}): string {
  return en[name].replace(/\{(\w+)\}/g, (whole, key: string) =>
    key in values ? String(values[key]) : whole,
  );
}
