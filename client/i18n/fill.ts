export type Values = Record<string, string | number>;

/**
 * The text with each `{name}` that has a value filled in; `{name|tick|ticks}` is the number with the word that goes with it.
 */
export function fill(text: string, values: Values): string {
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, key: string, one?: string, many?: string) => {
      const value = values[key];
      if (value === undefined) return whole;
      return one === undefined ? String(value) : `${value} ${Number(value) === 1 ? one : many}`;
    },
  );
}
