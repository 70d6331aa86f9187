import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SYSCALLS } from '../../shared/abi/syscalls.ts';
import { type Expr, PRIVILEGED, type Statement } from '../../shared/lang/ast.ts';
import { CARDS } from '../../shared/lang/cards.ts';
import { complete } from '../../shared/lang/complete.ts';
import { formatStatement } from '../../shared/lang/format.ts';
import { parseLine } from '../../shared/lang/parse.ts';
import { example } from '../../shared/lang/signatures.ts';

const name = fc.constantFrom('fd', 'n', 'buf', 'pid', 'O_RDONLY', 'KERNEL', 'x1');
const term: fc.Arbitrary<Expr> = fc.oneof(
  fc.nat(100_000).map<Expr>((value) => ({ kind: 'number', value })),
  name.map<Expr>((text) => ({ kind: 'name', name: text })),
  fc.nat(9).map<Expr>((index) => ({ kind: 'index', name: 'fds', index })),
);
const text: fc.Arbitrary<Expr> = fc.string().map<Expr>((value) => ({ kind: 'string', value }));
const value: fc.Arbitrary<Expr> = fc.oneof(
  term,
  fc.integer({ min: -500, max: -1 }).map<Expr>((value) => ({ kind: 'number', value })),
  fc
    .tuple(term, fc.constantFrom('+', '-', '|'), term)
    .map<Expr>(([left, op, right]) => ({ kind: 'sum', op: op as '+', left, right })),
);
const call: fc.Arbitrary<Statement> = fc
  .constantFrom(...SYSCALLS)
  .chain((entry) =>
    fc
      .tuple(
        fc.constantFrom('', 'r'),
        fc.tuple(
          ...entry.args.map((kind) =>
            kind === 'path' ? text : kind === 'text' ? fc.oneof(text, value) : value,
          ),
        ),
      )
      .map<Statement>(([target, args]) => ({ kind: 'call', target, call: entry.name, args })),
  );
const simple: fc.Arbitrary<Statement> = fc.oneof(
  call,
  fc.integer({ min: 1, max: 999 }).map<Statement>((ticks) => ({ kind: 'work', ticks })),
  fc.constant<Statement>({ kind: 'spin' }),
  term.map<Statement>((address) => ({ kind: 'load', target: 'x', address })),
  fc.tuple(term, term).map<Statement>(([address, value]) => ({ kind: 'store', address, value })),
  term.map<Statement>((address) => ({ kind: 'jump', address })),
  fc.tuple(term, term).map<Statement>(([buffer, count]) => ({ kind: 'names', target: 'n', buffer, count })),
  fc.constantFrom(...PRIVILEGED).map<Statement>((what) => ({ kind: 'privileged', what })),
);
const statement: fc.Arbitrary<Statement> = fc.oneof(
  simple,
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.array(simple, { minLength: 1, maxLength: 3 }))
    .map<Statement>(([times, body]) => ({ kind: 'repeat', times, body })),
  fc
    .tuple(
      term,
      fc.constantFrom('==', '!=', '<', '>'),
      term,
      fc.array(simple, { minLength: 1, maxLength: 2 }),
    )
    .map<Statement>(([left, op, right, body]) => ({ kind: 'if', left, op: op as '==', right, body })),
);

describe('a program line', () => {
  it('means the same after it was written out and read again', () => {
    fc.assert(
      fc.property(statement, (given) => {
        const text = formatStatement(given);
        fc.pre(text.length <= 200);
        expect(parseLine(text)).toEqual({ ok: true, statement: given });
      }),
      { numRuns: 1000 },
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 250 }), (text) => {
        const parsed = parseLine(text);
        if (!parsed.ok) expect(parsed.message.length).toBeGreaterThan(5);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['', 'write a call', 1],
    ['open(5, O_RDONLY)', 'open needs a path in quotes first, for instance "/etc/motd"', 6],
    ['open(/etc/motd, O_RDONLY)', 'put the path in quotes', 6],
    ['read("fd", buf, 10)', 'read needs a descriptor first, for instance fd', 6],
    ['read(3, "buf", 10)', 'read needs a buffer second, for instance buf', 9],
    ['open("/etc/motd)', 'close the text with a quote', 6],
    ['open()', 'open takes 2 to 3 arguments: open("/etc/motd", O_RDONLY)', 1],
    ['fd = opne("/x", 0)', 'opne is no call of this machine', 6],
    ['work', 'say how many ticks', 5],
    ['work 0', 'use 1 to 1000 ticks', 6],
    ['repeat 3 work 1', 'put a colon', 10],
    ['close(3', 'close the parenthesis', 8],
    ['close(3) close(4)', 'the line should end here', 10],
    ['getpid() §', 'remove §', 10],
    ['if pid: exit(0)', 'compare two values', 7],
  ])('%j is refused with what to do instead', (text, message, column) => {
    const parsed = parseLine(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.message).toContain(message);
    expect(parsed.column).toBe(column);
  });

  it('has an example for every call, and each example is a line', () => {
    for (const entry of SYSCALLS)
      expect(parseLine(example(entry.name)), entry.name).toMatchObject({ ok: true });
  });
});

describe('completion', () => {
  const context = {
    files: ['/etc/motd', '/etc/shadow', '/home/ada/essay.txt'],
    variables: ['fd'],
    buffers: ['buf', 'buf2'],
  };
  it('offers calls at the start, paths inside quotes and names among arguments', () => {
    expect(complete('op', context)).toContain('open(');
    expect(complete('fd = getd', context)).toEqual(['fd = getdents64(']);
    expect(complete('open("/etc/', context)).toEqual(['open("/etc/motd"', 'open("/etc/shadow"']);
    expect(complete('read(fd, bu', context)).toEqual(['read(fd, buf', 'read(fd, buf2']);
    expect(complete('open("/etc/motd", O_RDO', context)).toEqual(['open("/etc/motd", O_RDONLY']);
  });
});

describe('cards', () => {
  it('name calls that exist', () => {
    for (const card of CARDS) {
      if (card.call !== 'work' && card.call !== 'names')
        expect(SYSCALLS.map((entry) => entry.name)).toContain(card.call);
    }
  });
});
