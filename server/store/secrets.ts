import { createHash, randomBytes } from 'node:crypto';
import { customAlphabet } from 'nanoid';

/** 128 random bits as 22 characters of base64url. */
export function newKey(): string {
  return randomBytes(16).toString('base64url');
}

export const KEY = /^[\w-]{22}$/;

/** Letters and digits of a transfer code: none that looks like another. 23⁸ ≈ 7.8·10¹⁰ codes, each alive for minutes. */
const CODE_ALPHABET = 'ACDEFGHJKMNPQRTWXY34679';
const CODE_LENGTH = 8;
export const newTransferCode = customAlphabet(CODE_ALPHABET, CODE_LENGTH);

/** A transfer code as typed, in the form it was given out, or undefined if it can't be one. */
export function normaliseTransferCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  return code.length === CODE_LENGTH && [...code].every((sign) => CODE_ALPHABET.includes(sign))
    ? code
    : undefined;
}

/** What is kept of a secret: whoever reads the database can't use it. The secrets are random, so no salt is needed. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}
