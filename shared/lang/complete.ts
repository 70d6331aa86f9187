import { CONSTANTS } from '../abi/flags.ts';
import { SYSCALLS } from '../abi/syscalls.ts';
import { PRIVILEGED } from './ast.ts';

export interface CompletionContext {
  files: readonly string[];
  variables: readonly string[];
  buffers: readonly string[];
}

const WORDS = ['work', 'spin', 'repeat', 'if', 'load', 'store', 'jump', 'names(', ...PRIVILEGED];
const CALLS = SYSCALLS.map(({ name }) => `${name}(`);

/** Whole lines that begin with `text` and end its last word or path, at most eight. */
export function complete(text: string, context: CompletionContext): string[] {
  const quoted = /^[^"]*(?:"[^"]*"[^"]*)*"([^"]*)$/.exec(text);
  if (quoted !== null) {
    const begun = quoted[1] as string;
    const head = text.slice(0, text.length - begun.length);
    return context.files
      .filter((path) => path.startsWith(begun))
      .slice(0, 8)
      .map((path) => `${head}${path}"`);
  }
  const begun = /[A-Za-z_]\w*$/.exec(text)?.[0] ?? '';
  if (begun === '') return [];
  const head = text.slice(0, text.length - begun.length);
  const first = /^\s*(\w+\s*=\s*)?$/.test(head) || /[:;]\s*(\w+\s*=\s*)?$/.test(head);
  const candidates = first
    ? [...CALLS, ...WORDS]
    : [...context.variables, ...context.buffers, ...Object.keys(CONSTANTS), 'KERNEL', 'NEIGHBOUR', 'CODE'];
  return candidates
    .filter((word) => word.startsWith(begun) && word !== begun)
    .slice(0, 8)
    .map((word) => head + word);
}
