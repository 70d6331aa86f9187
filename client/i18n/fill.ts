export type Values = Record<string, string | number>;

/** The text with each `{name}` that has a value filled in. */
export function fill(text: string, values: Values): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));
}
