import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { snippetCompletion } from '@codemirror/autocomplete';
import { typescriptLanguage } from '@codemirror/lang-javascript';
import type { SyntaxNode } from '@lezer/common';
import { t } from '../../i18n/t.ts';
import { namesAt, typeOf } from './infer.ts';
import { type Member, membersOf, type Type, typeText } from './types.ts';

/** A member as it stands in the list: name, type, and what it is in one line. */
function memberOption(on: Type, member: Member, rank: number): Completion {
  const { name, gives } = member;
  const option: Completion = {
    label: name,
    type: gives === undefined ? 'property' : 'method',
    detail: gives === undefined ? `: ${member.type(on)}` : member.type(on),
    info: t(member.doc),
    boost: -rank,
  };
  if (gives === undefined) return option;
  // What takes a function is written as one, with the places to fill in.
  const takes = /^\(\(a:/.test(member.type(on))
    ? '(a, b) => #{}'
    : /^\(\(e:/.test(member.type(on))
      ? '(p) => #{}'
      : '#{}';
  return snippetCompletion(`${name}(${takes})`, option);
}

const WORDS: readonly Completion[] = [
  snippetCompletion('return #{};', { label: 'return', type: 'keyword' }),
  snippetCompletion('const #{name} = #{};', { label: 'const', type: 'keyword' }),
  snippetCompletion('let #{name} = #{};', { label: 'let', type: 'keyword' }),
  snippetCompletion('if (#{}) {\n\t#{}\n}', { label: 'if', type: 'keyword' }),
  snippetCompletion('for (const #{entry} of #{ready}) {\n\t#{}\n}', { label: 'for', type: 'keyword' }),
];

/** Names at a place: one's own, those of pickNext, and the words of the language. */
function names(code: string, at: SyntaxNode, from: number): Completion[] {
  return [
    ...namesAt(code, at, from).map(
      ({ name, type, doc }, index): Completion => ({
        label: name,
        type: 'variable',
        detail: type.is === 'unknown' ? '' : `: ${typeText(type)}`,
        boost: 20 - index,
        ...(doc === '' ? {} : { info: doc }),
      }),
    ),
    ...WORDS,
  ];
}

/** Nothing is suggested inside of these. */
const SILENT =
  /^(LineComment|BlockComment|String|TemplateString|Number|VariableDefinition|PropertyDefinition|TypeName)$/;

/** Completion for pickNext: members by the type of what stands before the dot, else the names that are known there. */
export function complete(context: CompletionContext): CompletionResult | null {
  const { state, pos, explicit } = context;
  const code = state.doc.toString();
  // Parsed as a whole: the editor's own tree may still be under way, and a scheduler is short.
  const at = typescriptLanguage.parser.parse(code).resolveInner(pos, -1);
  if (SILENT.test(at.name)) return null;
  const dot = at.name === '.' || at.name === '?.' ? at : at.prevSibling;
  const isMember =
    at.parent?.name === 'MemberExpression' &&
    (at === dot || (at.name === 'PropertyName' && (dot?.name === '.' || dot?.name === '?.')));
  if (isMember) {
    const on = at.parent?.firstChild;
    if (on === null || on === undefined) return null;
    const type = typeOf(code, on);
    const options = membersOf(type).map((member, rank) => memberOption(type, member, rank));
    const from = at === dot ? pos : at.from;
    return options.length === 0 ? null : { from, options, validFor: /^\w*$/ };
  }
  const word = context.matchBefore(/\w+/);
  if (word === null && !explicit) return null;
  const from = word?.from ?? pos;
  return { from, options: names(code, at, from), validFor: /^\w*$/ };
}
