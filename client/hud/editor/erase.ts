import { typescriptLanguage } from '@codemirror/lang-javascript';
import type { SyntaxNode } from '@lezer/common';

/** What TypeScript adds to JavaScript, by the names of its syntax tree. */
const TYPES = new Set([
  'TypeAnnotation',
  'TypeParamList',
  'TypeArgList',
  'InterfaceDeclaration',
  'TypeAliasDeclaration',
  'AmbientDeclaration',
  'Optional',
  'Privacy',
]);

/** Where types stand in a node's place: `as T`, `satisfies T`, and the `!` behind a value. */
function erasedIn(node: SyntaxNode, code: string): [number, number] | undefined {
  if (TYPES.has(node.name)) return [node.from, node.to];
  const parent = node.parent;
  if (node.name === 'as' || node.name === 'satisfies')
    return parent?.name === 'BinaryExpression' ? [node.from, parent.to] : undefined;
  const isBang = node.name === 'LogicOp' && code.slice(node.from, node.to) === '!';
  return isBang && parent?.name === 'PostfixExpression' ? [node.from, node.to] : undefined;
}

/**
 * The same code without its types: they become blanks, so that every line and column stays where it was, and plain JavaScript
 * stays as it is.
 */
export function eraseTypes(code: string): string {
  let left = code;
  typescriptLanguage.parser.parse(code).iterate({
    enter({ node }) {
      const range = erasedIn(node, code);
      if (range === undefined) return true;
      const [from, to] = range;
      left = left.slice(0, from) + code.slice(from, to).replace(/\S/g, ' ') + left.slice(to);
      return false;
    },
  });
  return left;
}

/** The line, from 1, at which the code stops being a program; 0: it is one. */
export function faultyLine(code: string): number {
  let at = -1;
  typescriptLanguage.parser.parse(code).iterate({
    enter({ type, from }) {
      if (at < 0 && type.isError) at = from;
      return at < 0;
    },
  });
  return at < 0 ? 0 : code.slice(0, at).split('\n').length;
}

/** Whether the text ends before everything is closed that was opened. */
export function isOpen(code: string): boolean {
  let open = false;
  const end = code.trimEnd().length;
  typescriptLanguage.parser.parse(code).iterate({
    enter({ type, from }) {
      if (type.isError && from >= end) open = true;
      return !open;
    },
  });
  return open;
}

/** The line, from 1, of what TypeScript does not only check but turns into code of its own (`enum`, `namespace`); 0: none. */
export function emitsCode(code: string): number {
  let at = -1;
  typescriptLanguage.parser.parse(code).iterate({
    enter({ name, from }) {
      if (at < 0 && (name === 'EnumDeclaration' || name === 'NamespaceDeclaration')) at = from;
      return at < 0;
    },
  });
  return at < 0 ? 0 : code.slice(0, at).split('\n').length;
}
