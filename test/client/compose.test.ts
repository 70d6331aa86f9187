import { describe, expect, test } from 'vitest';
import { choicesFor, knownVariables, preview, settle } from '../../client/hud/logic/compose.ts';
import { en } from '../../client/i18n/en.ts';
import { CARDS, type Card, cardsOf } from '../../shared/lang/cards.ts';
import { parseLine } from '../../shared/lang/parse.ts';
import type { Program } from '../../shared/roles.ts';

const known = {
  variables: [{ name: 'n', value: 3, text: '3' }],
  buffers: [{ name: 'buf', address: 0x601000, size: 4096 }],
  descriptors: [{ fd: 1, what: '/dev/tty' }],
  files: ['/etc/motd'],
  lines: [{ id: 1, text: 'fd = open("/etc/motd", O_RDONLY)', state: 'queued' as const, result: '' }],
};
const card = (call: string): Card => CARDS.find((candidate) => candidate.call === call)!;

describe('composing a line from cards', () => {
  test('every card has its words', () => {
    expect(CARDS.map(({ call }) => `card_${call}`).filter((name) => !(name in en))).toEqual([]);
  });

  test('a variable that a queued line will set can be chosen already', () => {
    expect(knownVariables(known)).toEqual(['n', 'fd']);
    expect(choicesFor(card('read'), 0, known).map(({ text }) => text)).toEqual(['fd', '1']);
  });

  test('a path is offered in quotes', () => {
    expect(choicesFor(card('open'), 0, known)[0]?.text).toBe('"/etc/motd"');
  });

  test('what is not chosen yet stands as its name', () => {
    expect(preview(card('open'), [])).toBe('fd = open(‹path›, ‹flags›)');
    expect(preview(card('work'), ['3'])).toBe('work 3');
  });

  test('a file to be made gets a mode', () => {
    expect(preview(card('open'), ['"/tmp/a"', 'O_WRONLY|O_CREAT|O_TRUNC'])).toBe(
      'fd = open("/tmp/a", O_WRONLY|O_CREAT|O_TRUNC, 0644)',
    );
  });

  test('an argument with one choice only is filled in', () => {
    expect(settle(card('mmap'), ['NULL', '8192', 'PROT_READ'], known)).toEqual([
      'NULL',
      '8192',
      'PROT_READ',
      'MAP_PRIVATE|MAP_ANONYMOUS',
      '-1',
      '0',
    ]);
  });

  test('cards of the network are for programs that use it, behind those that everybody has', () => {
    const names = (program: Program) => cardsOf(program).map(({ call }) => call);
    expect(names('httpd')).toEqual([...names('ls'), 'accept']);
    expect(names('browser')).toEqual([...names('ls'), 'socket', 'connect']);
  });

  test.each(CARDS.map((each) => [each.call, each] as const))(
    '%s with the first choices is a line of the language',
    (_, each) => {
      const args: string[] = [];
      for (let index = 0; index < each.args.length; index++) {
        const first = choicesFor(each, index, known)[0];
        expect(first, `${each.call} offers something for ${each.args[index]?.name}`).toBeDefined();
        args.push(first!.text);
      }
      expect(parseLine(preview(each, args))).toMatchObject({ ok: true });
    },
  );
});
