import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_ALPHABET, newCode, newSecret, normaliseCode, sameSecret } from '../../server/rooms/codes.ts';
import { checkNickname, checkRoomName, generateNickname, nameKey } from '../../server/rooms/names.ts';

describe('nicknames', () => {
  it.each(['Ada', 'Zoë', 'Łukasz K.', 'O’Neill', '李雷', 'Anne-Marie 2', 'Scunthorpe', 'José'])(
    '“%s” is one',
    (name) => {
      expect(checkNickname(name)).toEqual({ ok: true, name });
    },
  );

  it.each([
    '',
    ' ',
    'A',
    '1234',
    '...',
    'x'.repeat(21),
    '<b>Ada</b>',
    'Ada\u202Ead',
    'a\u0300\u0301\u0302\u0303da',
    'sh1t',
    'f u c k',
  ])('“%s” is none', (name) => {
    const checked = checkNickname(name);
    expect(checked.ok).toBe(false);
    if (!checked.ok) expect(checked.message).toMatch(/^[^\n]+\.$/);
  });

  it('are the same to a reader where only case, spaces and accents differ', () => {
    expect(nameKey('Zoë  B.')).toBe(nameKey('zoe b'));
    expect(nameKey('Ada')).not.toBe(nameKey('Ida'));
  });

  it('that are made up pass the check and are not taken', () => {
    const taken = new Set<string>();
    for (let made = 0; made < 400; made++) {
      const name = generateNickname(taken);
      expect(checkNickname(name)).toEqual({ ok: true, name });
      expect(taken.has(nameKey(name))).toBe(false);
      taken.add(nameKey(name));
    }
  });

  it('never throw, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        checkNickname(typed);
        checkRoomName(typed);
      }),
    );
  });
});

describe('codes and secrets', () => {
  it('a code has six characters that are not mistaken for others', () => {
    for (const lookalike of '01258BILOSUVZ') expect(CODE_ALPHABET).not.toContain(lookalike);
    expect(newCode()).toMatch(new RegExp(`^[${CODE_ALPHABET}]{6}$`));
  });

  it('a code is read as typed', () => {
    expect(normaliseCode(' acd-efg ')).toBe('ACDEFG');
    expect(normaliseCode('ACDEF')).toBeUndefined();
    expect(normaliseCode('ACDEF0')).toBeUndefined();
  });

  it('a secret has 128 bits and equals itself only', () => {
    const secret = newSecret();
    expect(Buffer.from(secret, 'base64url')).toHaveLength(16);
    expect(sameSecret(secret, secret)).toBe(true);
    expect(sameSecret(newSecret(), secret)).toBe(false);
    expect(sameSecret('', secret)).toBe(false);
  });
});
