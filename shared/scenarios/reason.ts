import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

const number = (count: number | bigint, one: string, many: string): string =>
  `${count} ${Number(count) === 1 ? one : many}`;

/** A bound in what is counted of the value: characters of a text, entries of a list, or itself. */
function counted(origin: string, bound: number | bigint): string {
  if (origin === 'string') return number(bound, 'character', 'characters');
  if (origin === 'array') return number(bound, 'entry', 'entries');
  return String(bound);
}

const TYPES: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

/** What is wrong with a field, in words for whoever opened the file; without a full stop. */
export function reasonOf(issue: Issue | undefined): string {
  if (issue === undefined) return 'it can’t be read';
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'there is no such field';
    case 'too_small':
      return `it must be at least ${counted(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `it must be at most ${counted(issue.origin, issue.maximum)}`;
    case 'invalid_type':
      return `it is missing, or not ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}`;
    default:
      return issue.message.replace(/\.$/, '');
  }
}
