import type { SyntaxNode } from '@lezer/common';
import {
  arrayOf,
  BOOLEAN,
  CORE,
  entryOf,
  GLOBALS,
  memberOf,
  NUMBER,
  PARAMETERS,
  parameterDoc,
  READY,
  STRING,
  type Type,
  UNKNOWN,
} from './types.ts';

/**
 * Types of a player's expressions, as far as completion needs them: from the syntax tree alone, without a compiler. Whatever is
 * not plain is `unknown`. Depth is bounded: code that defines itself by itself must not hang its editor.
 */
const DEEPEST = 24;

/** A name that is known at some place of the code. */
export interface Known {
  name: string;
  type: Type;
  doc: string;
}

interface Definition {
  name: string;
  doc: string;
  type(depth: number): Type;
}

const textOf = (code: string, node: SyntaxNode): string => code.slice(node.from, node.to);
const known = (name: string, type: Type): Definition => ({ name, doc: '', type: () => type });

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** Values of a list: without its brackets, commas and comments. */
const valuesOf = (list: SyntaxNode): SyntaxNode[] =>
  childrenOf(list).filter(({ name, type }) => /^[A-Z]/.test(name) && !type.isError && !/Comment$/.test(name));

/** A type that is written down: `Ready`, `Core[]`, `number`. */
function written(code: string, annotation: SyntaxNode): Type {
  const text = textOf(code, annotation).replace(/[:\s]/g, '');
  if (text.endsWith('[]')) return arrayOf(named(text.slice(0, -2)));
  return named(text);
}

function named(name: string): Type {
  const plain: Record<string, Type> = {
    Core: CORE,
    Ready: READY,
    number: NUMBER,
    string: STRING,
    boolean: BOOLEAN,
  };
  return plain[name] ?? UNKNOWN;
}

/** The parameters of a function with the types written beside them. */
function parametersOf(fn: SyntaxNode): { node: SyntaxNode; annotation: SyntaxNode | null }[] {
  const list = fn.getChild('ParamList');
  if (list === null) return [];
  return list.getChildren('VariableDefinition').map((node) => {
    let next = node.nextSibling;
    if (next?.name === 'Optional') next = next.nextSibling;
    return { node, annotation: next?.name === 'TypeAnnotation' ? next : null };
  });
}

/** The method call that a function is an argument of: what it is called on, and the method's name. */
function callAround(
  code: string,
  fn: SyntaxNode,
): { on: SyntaxNode; method: string; call: SyntaxNode } | undefined {
  const call = fn.parent?.name === 'ArgList' ? fn.parent.parent : null;
  const callee = call?.firstChild;
  const on = callee?.firstChild;
  const method = callee?.getChild('PropertyName');
  if (call === null || call === undefined || callee?.name !== 'MemberExpression') return undefined;
  return on === null || on === undefined || !method ? undefined : { on, method: textOf(code, method), call };
}

/** What a function is given at that place of its parameters, where nothing is written. */
function given(code: string, fn: SyntaxNode, place: number, depth: number): Type {
  const definition = fn.getChild('VariableDefinition');
  if (fn.name === 'FunctionDeclaration' && definition !== null && textOf(code, definition) === 'pickNext')
    return PARAMETERS[place] ?? UNKNOWN;
  const around = callAround(code, fn);
  if (around === undefined) return UNKNOWN;
  const list = typeOf(code, around.on, depth + 1);
  const twice = ['sort', 'toSorted'].includes(around.method);
  if (around.method === 'reduce' || twice) {
    const start = twice ? undefined : valuesOf(around.call.getChild('ArgList') as SyntaxNode)[1];
    if (place === 0 && start !== undefined) return typeOf(code, start, depth + 1);
    return place < 2 ? entryOf(list) : place === 2 ? NUMBER : UNKNOWN;
  }
  return place === 0 ? entryOf(list) : place === 1 ? NUMBER : list;
}

/** Definitions of a declaration, `of` what it runs over (`for … of`), taken apart where it does so. */
function declared(code: string, declaration: SyntaxNode): Definition[] {
  const children = childrenOf(declaration);
  const found: Definition[] = [];
  for (const [index, child] of children.entries()) {
    const rest = children.slice(index + 1, index + 4);
    const annotation = rest[0]?.name === 'TypeAnnotation' ? rest[0] : undefined;
    const sign = rest.findIndex(({ name }) => name === 'Equals' || name === 'of');
    const value = sign < 0 ? undefined : rest[sign + 1];
    const runsOver = rest[sign]?.name === 'of';
    const type = (depth: number): Type => {
      if (annotation !== undefined) return written(code, annotation);
      if (value === undefined) return UNKNOWN;
      const whole = typeOf(code, value, depth + 1);
      return runsOver ? entryOf(whole) : whole;
    };
    if (child.name === 'VariableDefinition') found.push({ name: textOf(code, child), doc: '', type });
    if (child.name === 'ArrayPattern') {
      const parts = child.getChildren('VariableDefinition');
      for (const part of parts)
        found.push({ name: textOf(code, part), doc: '', type: (depth) => entryOf(type(depth)) });
    }
    if (child.name === 'ObjectPattern')
      for (const part of child.getChildren('PatternProperty')) {
        const name = textOf(code, part);
        found.push({ name, doc: '', type: (depth) => memberOf(type(depth), name)?.value ?? UNKNOWN });
      }
  }
  return found;
}

/** What one place around an expression defines, before the expression. */
function definedBy(code: string, scope: SyntaxNode, before: number): Definition[] {
  if (/^(FunctionDeclaration|FunctionExpression|ArrowFunction)$/.test(scope.name)) {
    const own = scope.getChild('VariableDefinition');
    const isPick = own !== null && textOf(code, own) === 'pickNext';
    return parametersOf(scope).map(({ node, annotation }, place) => ({
      name: textOf(code, node),
      doc: isPick ? parameterDoc(place) : '',
      type: (depth) =>
        annotation === null ? given(code, scope, place, depth + 1) : written(code, annotation),
    }));
  }
  if (scope.name === 'ForStatement') {
    const spec = scope.getChild('ForOfSpec');
    const counted = scope.getChild('ForSpec')?.getChild('VariableDeclaration');
    return [...(spec ? declared(code, spec) : []), ...(counted ? declared(code, counted) : [])];
  }
  if (scope.name !== 'Block' && scope.name !== 'Script') return [];
  return [
    ...scope
      .getChildren('VariableDeclaration')
      .filter(({ to }) => to <= before)
      .flatMap((declaration) => declared(code, declaration)),
    ...scope.getChildren('FunctionDeclaration').flatMap((fn) => {
      const name = fn.getChild('VariableDefinition');
      return name === null ? [] : [known(textOf(code, name), UNKNOWN)];
    }),
  ];
}

/** Everything defined around a place, the nearest first. */
function definitionsAt(code: string, at: SyntaxNode, before = at.from): Definition[] {
  const found: Definition[] = [];
  for (let scope: SyntaxNode | null = at; scope !== null; scope = scope.parent)
    found.push(...definedBy(code, scope, before));
  return [...found, ...GLOBALS.map(({ name, type }) => known(name, type))];
}

/** Names that may be used at a place, the nearest of each name, with their types. */
export function namesAt(code: string, at: SyntaxNode, before: number): Known[] {
  const seen = new Map<string, Known>();
  for (const { name, doc, type } of definitionsAt(code, at, before))
    if (!seen.has(name)) seen.set(name, { name, doc, type: type(0) });
  return [...seen.values()];
}

/** What a function's body gives. */
function resultOf(code: string, fn: SyntaxNode | undefined, depth: number): Type {
  if (fn === undefined || !/Function/.test(fn.name)) return UNKNOWN;
  const body = fn.lastChild;
  if (body === null) return UNKNOWN;
  if (body.name !== 'Block') return typeOf(code, body, depth + 1);
  const value = body.getChild('ReturnStatement')?.firstChild?.nextSibling;
  return value === null || value === undefined ? UNKNOWN : typeOf(code, value, depth + 1);
}

/** What a call of a method gives. */
function calledType(code: string, call: SyntaxNode, depth: number): Type {
  const callee = call.firstChild;
  const on = callee?.firstChild;
  const property = callee?.getChild('PropertyName');
  if (callee?.name !== 'MemberExpression' || !on || !property) return UNKNOWN;
  const type = typeOf(code, on, depth + 1);
  const list = call.getChild('ArgList');
  const args = list === null ? [] : valuesOf(list);
  return (
    memberOf(type, textOf(code, property))?.gives?.(
      type,
      () => resultOf(code, args[0], depth),
      () => (args[1] === undefined ? undefined : typeOf(code, args[1], depth + 1)),
    ) ?? UNKNOWN
  );
}

/** A member by its name, or an entry by its index. */
function memberType(code: string, node: SyntaxNode, depth: number): Type {
  const on = node.firstChild;
  if (on === null) return UNKNOWN;
  const type = typeOf(code, on, depth + 1);
  const property = node.getChild('PropertyName');
  if (property !== null) return memberOf(type, textOf(code, property))?.value ?? UNKNOWN;
  return node.getChild('[') === null ? UNKNOWN : entryOf(type);
}

/** The first that says something. */
function firstKnown(types: (() => Type)[]): Type {
  for (const type of types) {
    const found = type();
    if (found.is !== 'unknown') return found;
  }
  return UNKNOWN;
}

function binaryType(code: string, node: SyntaxNode, depth: number): Type {
  if (node.getChild('CompareOp') !== null) return BOOLEAN;
  if (node.getChild('ArithOp') !== null) return NUMBER;
  const annotation = node.getChild('as')?.nextSibling;
  if (annotation !== null && annotation !== undefined) return written(code, annotation);
  return firstKnown(
    valuesOf(node)
      .filter(({ name }) => name !== 'LogicOp')
      .map((part) => () => typeOf(code, part, depth + 1)),
  );
}

/** The type of an expression. */
export function typeOf(code: string, node: SyntaxNode, depth = 0): Type {
  if (depth > DEEPEST) return UNKNOWN;
  const parts = (): SyntaxNode[] => valuesOf(node);
  switch (node.name) {
    case 'VariableName': {
      const name = textOf(code, node);
      const found = definitionsAt(code, node).find((definition) => definition.name === name);
      return found?.type(depth + 1) ?? UNKNOWN;
    }
    case 'Number':
      return NUMBER;
    case 'String':
    case 'TemplateString':
      return STRING;
    case 'BooleanLiteral':
      return BOOLEAN;
    case 'MemberExpression':
      return memberType(code, node, depth);
    case 'CallExpression':
      return calledType(code, node, depth);
    case 'ParenthesizedExpression':
    case 'PostfixExpression':
      return typeOf(code, parts()[0] ?? node, depth + 1);
    case 'UnaryExpression':
      return node.getChild('ArithOp') === null ? BOOLEAN : NUMBER;
    case 'ConditionalExpression':
      return firstKnown(
        parts()
          .filter(({ name }) => name !== 'LogicOp')
          .slice(1)
          .map((part) => () => typeOf(code, part, depth + 1)),
      );
    case 'BinaryExpression':
      return binaryType(code, node, depth);
    case 'ArrayExpression': {
      const [first, second] = parts();
      if (first === undefined) return arrayOf(UNKNOWN);
      return first.name === 'Spread' && second !== undefined
        ? typeOf(code, second, depth + 1)
        : arrayOf(typeOf(code, first, depth + 1));
    }
    default:
      return UNKNOWN;
  }
}
