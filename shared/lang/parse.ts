import { syscall } from '../abi/syscalls.ts';
import {
  COMPARISONS,
  type Comparison,
  type Expr,
  MAX_LINE_LENGTH,
  PRIVILEGED,
  type Privileged,
  type Statement,
} from './ast.ts';
import { arity, example, misfit } from './signatures.ts';
import { LineError, type Token, tokenize, unquote } from './tokens.ts';

export type Parsed = { ok: true; statement: Statement } | { ok: false; message: string; column: number };

/** Most repetitions and most ticks of one `work`. */
const MOST = 1000;
/** How deep `repeat` and `if` may lie in each other. */
const DEPTH = 3;

/** Reads one line, token after token. */
class Reader {
  readonly #tokens: Token[];
  readonly #end: number;
  #at = 0;

  constructor(line: string) {
    this.#tokens = tokenize(line);
    this.#end = line.length + 1;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  get column(): number {
    return this.peek()?.column ?? this.#end;
  }

  /** Takes the sign if it stands here. */
  take(sign: string): boolean {
    const here = this.peek();
    if (here === undefined || here.kind === 'string' || here.text !== sign) return false;
    this.#at += 1;
    return true;
  }

  expect(sign: string, message: string): void {
    if (!this.take(sign)) this.fail(message);
  }

  next(kind: Token['kind'], message: string): Token {
    const here = this.peek();
    if (here?.kind !== kind) this.fail(message);
    this.#at += 1;
    return here as Token;
  }

  fail(message: string): never {
    throw new LineError(message, this.column);
  }
}

/** As C reads numbers: 0x1f is hexadecimal, 0644 octal. */
function numberOf(text: string): number {
  return /^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text);
}

function number(reader: Reader, message: string): number {
  const column = reader.column;
  const value = numberOf(reader.next('number', message).text);
  if (!Number.isSafeInteger(value)) throw new LineError('use a smaller number', column);
  return value;
}

function term(reader: Reader): Expr {
  const here = reader.peek();
  if (here?.kind === 'number') return { kind: 'number', value: number(reader, '') };
  if (here?.kind === 'string') return { kind: 'string', value: unquote(reader.next('string', '').text) };
  if (here?.kind !== 'name')
    return reader.fail('a value is missing here: a number, a text in quotes, or a name');
  const { text } = reader.next('name', '');
  if (!reader.take('[')) return { kind: 'name', name: text };
  const index = number(reader, `say which integer of ${text}: ${text}[0]`);
  reader.expect(']', `close the bracket: ${text}[${index}]`);
  return { kind: 'index', name: text, index };
}

function expression(reader: Reader): Expr {
  let left: Expr = reader.take('-')
    ? { kind: 'number', value: -number(reader, 'a number must follow the minus') }
    : term(reader);
  for (;;) {
    const op = (['+', '-', '|'] as const).find((sign) => reader.take(sign));
    if (op === undefined) return left;
    left = { kind: 'sum', op, left, right: term(reader) };
  }
}

function argumentList(reader: Reader, name: string): Expr[] {
  reader.expect('(', `open a parenthesis after ${name}: ${example(name)}`);
  const args: Expr[] = [];
  if (reader.take(')')) return args;
  do {
    const column = reader.column;
    const arg = expression(reader);
    const fault = misfit(name, args.length, arg.kind);
    if (fault !== '') throw new LineError(fault, column);
    args.push(arg);
  } while (reader.take(','));
  reader.expect(')', 'close the parenthesis with )');
  return args;
}

function count(reader: Reader, what: string): number {
  const column = reader.column;
  const value = number(reader, `say how many ${what}, for instance 3`);
  if (value < 1 || value > MOST) throw new LineError(`use 1 to ${MOST} ${what}`, column);
  return value;
}

function call(reader: Reader, target: string): Statement {
  const column = reader.column;
  const { text } = reader.next('name', 'name a call, for instance getpid()');
  if (text === 'load') return { kind: 'load', target, address: expression(reader) };
  if (text === 'names') return names(reader, target);
  const known = syscall(text);
  if (known === undefined) throw new LineError(unknownWord(text), column);
  const args = argumentList(reader, text);
  const { least, most } = arity(text);
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    throw new LineError(`${text} takes ${wanted} argument${most === 1 ? '' : 's'}: ${example(text)}`, column);
  }
  return { kind: 'call', target, call: known.name, args };
}

function names(reader: Reader, target: string): Statement {
  const column = reader.column;
  const [buffer, count, more] = argumentList(reader, 'names');
  if (buffer === undefined || count === undefined || more !== undefined) {
    throw new LineError('names takes a buffer and a length: n = names(buf, n)', column);
  }
  return { kind: 'names', target, buffer, count };
}

function unknownWord(text: string): string {
  return `${text} is no call of this machine; write a call such as open("/etc/motd", O_RDONLY), work 3, load or store`;
}

function body(reader: Reader, depth: number): Statement[] {
  if (depth >= DEPTH) reader.fail(`put at most ${DEPTH} repeat and if into each other`);
  const statements: Statement[] = [];
  do statements.push(statement(reader, depth + 1));
  while (reader.take(';'));
  return statements;
}

const WORDS: Record<string, (reader: Reader, depth: number) => Statement> = {
  work: (reader) => ({ kind: 'work', ticks: count(reader, 'ticks') }),
  spin: () => ({ kind: 'spin' }),
  jump: (reader) => ({ kind: 'jump', address: expression(reader) }),
  store(reader) {
    const address = expression(reader);
    reader.take(',');
    return { kind: 'store', address, value: expression(reader) };
  },
  repeat(reader, depth) {
    const times = count(reader, 'times');
    reader.expect(':', 'put a colon after the number: repeat 3: work 1');
    return { kind: 'repeat', times, body: body(reader, depth) };
  },
  if(reader, depth) {
    const left = expression(reader);
    const op: Comparison =
      COMPARISONS.find((sign) => reader.take(sign)) ??
      reader.fail('compare two values: if pid == 0: exit(0)');
    const right = expression(reader);
    reader.expect(':', 'put a colon after the comparison: if pid == 0: exit(0)');
    return { kind: 'if', left, op, right, body: body(reader, depth) };
  },
};

function statement(reader: Reader, depth: number): Statement {
  const first = reader.peek();
  if (first?.kind !== 'name') return reader.fail('begin with a call, a variable or a word such as work');
  const word = first.text;
  if (reader.peek(1)?.text === '=') {
    reader.next('name', '');
    reader.take('=');
    return call(reader, word);
  }
  const special = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (special !== undefined) {
    reader.next('name', '');
    return special(reader, depth);
  }
  if ((PRIVILEGED as readonly string[]).includes(word)) {
    reader.next('name', '');
    return { kind: 'privileged', what: word as Privileged };
  }
  return call(reader, '');
}

/** Parses one line of a program. A fault is one sentence that says what to write, with its column from 1. */
export function parseLine(text: string): Parsed {
  if (text.length > MAX_LINE_LENGTH) {
    return {
      ok: false,
      message: `keep a line within ${MAX_LINE_LENGTH} characters`,
      column: MAX_LINE_LENGTH + 1,
    };
  }
  try {
    const reader = new Reader(text);
    if (reader.peek() === undefined)
      return { ok: false, message: 'write a call, for instance getpid()', column: 1 };
    const parsed = statement(reader, 0);
    if (reader.peek() !== undefined)
      reader.fail('the line should end here; put the rest on a line of its own');
    return { ok: true, statement: parsed };
  } catch (error) {
    if (!(error instanceof LineError)) throw error;
    return { ok: false, message: error.message, column: error.column };
  }
}
