import { randomBytes, timingSafeEqual } from 'node:crypto';
import { customAlphabet } from 'nanoid';

/** Letters and digits of a join code: none that looks like another when read from a projector (0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V). */
export const CODE_ALPHABET = 'ACDEFGHJKMNPQRTWXY34679';
export const CODE_LENGTH = 6;

/** A new join code. 23⁶ ≈ 148 million: the caller makes sure no room has it. */
export const newCode = customAlphabet(CODE_ALPHABET, CODE_LENGTH);

/** A code as typed (lower case, spaces, dashes) in the form rooms have, or undefined if it can't be one. */
export function normaliseCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  if (code.length !== CODE_LENGTH) return undefined;
  for (const letter of code) if (!CODE_ALPHABET.includes(letter)) return undefined;
  return code;
}

/** 128 random bits as 22 characters of base64url: seat secrets and host keys. */
export function newSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** Whether two secrets are the same, in a time that does not depend on where they differ. */
export function sameSecret(given: string, kept: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(kept);
  if (a.length !== b.length) {
    timingSafeEqual(b, b);
    return false;
  }
  return timingSafeEqual(a, b);
}
