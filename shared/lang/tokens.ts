export interface Token {
  kind: 'name' | 'number' | 'string' | 'sign';
  text: string;
  /** Column, from 1. */
  column: number;
}

/** A fault in a line: one sentence that says what to do, and where. */
export class LineError extends Error {
  readonly column: number;
  constructor(message: string, column: number) {
    super(message);
    this.column = column;
  }
}

const PATTERN = /\s+|([A-Za-z_]\w*)|(0x[0-9a-fA-F]+|\d+)|("(?:[^"\\]|\\.)*")|(==|!=|[=(),|+\-[\]:;<>{}])/y;
const KINDS = ['name', 'number', 'string', 'sign'] as const;

/** Signs that begin something else than what was meant. */
const HINTS: Record<string, string> = {
  '"': 'close the text with a quote: "..."',
  "'": 'put texts in double quotes: "..."',
  '/': 'put the path in quotes, for instance "/etc/motd"',
  '~': 'write the path in full and in quotes, for instance "/home/ada"',
};

/** Splits a line into tokens. Throws `LineError` at what is no part of the language. */
export function tokenize(line: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let at = 0; at < line.length; at = PATTERN.lastIndex) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(line);
    if (match === null) {
      const sign = line[at] as string;
      throw new LineError(HINTS[sign] ?? `remove ${sign}, it means nothing here`, at + 1);
    }
    const group = match.slice(1).findIndex((part) => part !== undefined);
    if (group >= 0) tokens.push({ kind: KINDS[group] as Token['kind'], text: match[0], column: at + 1 });
  }
  return tokens;
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', '0': '\0' };

/** The text inside quotes, its escapes resolved. */
export function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

export function quote(text: string): string {
  const escaped = text.replace(/["\\]/g, (sign) => `\\${sign}`);
  return `"${escaped.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\0', '\\0')}"`;
}
