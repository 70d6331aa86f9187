import { linesOf } from '../../../shared/levels/offer.ts';
import type { Level } from '../../../shared/levels/schema.ts';

/** What a program's lines are made of, besides calls. */
const WORDS = ['work', 'names', 'load', 'store', 'repeat', 'if', 'hlt', 'cli', 'out'] as const;

/** The words of a line that a card or an explanation exists for, in their order. */
export function wordsOf(line: string): string[] {
  const found = line.matchAll(/"[^"]*"|([a-z_][a-z0-9_]*)/g);
  return [...found].flatMap(([, word]) =>
    word !== undefined && (line.includes(`${word}(`) || (WORDS as readonly string[]).includes(word))
      ? [word]
      : [],
  );
}

/** The calls that a level has spoken of, up to a step of it. */
export function callsUpTo(level: Level, step: number): ReadonlySet<string> {
  const lines = level.steps.slice(0, step + 1).flatMap((each) => each.lines.flatMap(linesOf));
  return new Set(lines.flatMap(wordsOf));
}
