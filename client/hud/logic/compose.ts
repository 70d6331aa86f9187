import type { Card, CardArgKind } from '../../../shared/lang/cards.ts';
import type { SelfView } from '../../../shared/protocol/view.ts';

/** What a tapped argument becomes in the line, and what is said about it. */
export interface Choice {
  text: string;
  hint: string;
}

type Known = Pick<SelfView, 'variables' | 'buffers' | 'descriptors' | 'files' | 'lines'>;

const plain = (text: string, hint = ''): Choice => ({ text, hint });

/** Variables that queued lines will set, besides those that are set already. */
export function knownVariables({ variables, lines }: Pick<Known, 'variables' | 'lines'>): string[] {
  const names = variables.map(({ name }) => name);
  for (const { text, state } of lines) {
    const target = /^\s*([A-Za-z_]\w*)\s*=[^=]/.exec(text)?.[1];
    if (target !== undefined && state !== 'failed') names.push(target);
  }
  return [...new Set(names)];
}

function looksLikeDescriptor(name: string): boolean {
  return /^(?:[cs]|(fd|in|out|src|dst|from|to|file|dir|sock|log)\w*)$/.test(name);
}

const OFFERS: Partial<Record<CardArgKind, (known: Known) => Choice[]>> = {
  path: ({ files }) => files.map((path) => plain(`"${path}"`)),
  fd(known) {
    const named = knownVariables(known)
      .filter(looksLikeDescriptor)
      .map((name) => plain(name));
    const open = known.descriptors.map(({ fd, what }) => plain(String(fd), what));
    return [...named, ...open];
  },
  buffer: ({ buffers }) => buffers.map(({ name, size }) => plain(name, `${size} B`)),
};

/** What makes sense for one argument of a card, most likely first, each text once. */
export function choicesFor(card: Card, index: number, known: Known): Choice[] {
  const arg = card.args[index];
  if (arg === undefined) return [];
  const fixed = (arg.choices ?? []).map((text) => plain(text));
  const offered = OFFERS[arg.kind]?.(known) ?? [];
  const seen = new Set<string>();
  return [...fixed, ...offered].filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The line so far: arguments not chosen yet stand as their names in ‹›. */
export function preview(card: Card, args: readonly string[]): string {
  const shown = card.args.map(({ name }, index) => args[index] ?? `‹${name}›`);
  const target = card.target === '' ? '' : `${card.target} = `;
  if (card.call === 'work') return `work ${shown[0] ?? ''}`;
  // A file that open() makes needs its mode, or nobody may read it.
  const mode = card.call === 'open' && args[1]?.includes('O_CREAT') === true ? ', 0644' : '';
  return `${target}${card.call}(${shown.join(', ')}${mode})`;
}

/** Arguments chosen so far, filled up where there is only one choice left anyway. */
export function settle(card: Card, args: readonly string[], known: Known): string[] {
  const settled = [...args];
  while (settled.length < card.args.length) {
    const choices = choicesFor(card, settled.length, known);
    const only = choices[0];
    if (choices.length !== 1 || only === undefined) break;
    settled.push(only.text);
  }
  return settled;
}
