import type { MachineState } from './types.ts';

/** A copy of the whole machine, on which nothing of the original depends. */
export function snapshot(state: MachineState): MachineState {
  return structuredClone(state);
}

/** Two 32-bit lanes of a non-cryptographic hash: equal states give equal text, different ones hardly ever do. */
class Hasher {
  #a = 0x811c9dc5;
  #b = 0x9e3779b9;

  word(value: number): void {
    this.#a = Math.imul(this.#a ^ value, 0x01000193);
    this.#b = Math.imul(this.#b ^ (value + 0x7f4a7c15), 0x85ebca6b);
    this.#b ^= this.#b >>> 13;
  }

  number(value: number): void {
    this.word(value | 0);
    if (!Number.isInteger(value) || value > 0x7fffffff || value < -0x80000000) {
      this.word(Math.floor(value / 0x100000000) | 0);
      this.word(Math.round((value % 1) * 0x40000000) | 0);
    }
  }

  text(value: string): void {
    this.word(value.length);
    for (let index = 0; index < value.length; index += 1) this.word(value.charCodeAt(index));
  }

  bytes(value: Uint8Array): void {
    this.word(value.length);
    const words = value.length >> 2;
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    for (let index = 0; index < words; index += 1) this.word(view.getInt32(index * 4, true));
    for (let index = words * 4; index < value.length; index += 1) this.word(value[index] as number);
  }

  digest(): string {
    const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
    return hex(this.#a) + hex(this.#b);
  }
}

/** Contents of frames and files with the version they had; only what changed is read again. */
const digests = new WeakMap<object, { version: number; digest: string }>();

function isVersioned(value: object): value is { data: Uint8Array; version: number } {
  return 'version' in value && 'data' in value;
}

function contentDigest(value: { data: Uint8Array; version: number }): string {
  const known = digests.get(value);
  if (known?.version === value.version) return known.digest;
  const hasher = new Hasher();
  hasher.bytes(value.data);
  const digest = hasher.digest();
  digests.set(value, { version: value.version, digest });
  return digest;
}

function walk(hasher: Hasher, value: unknown): void {
  if (typeof value === 'number') hasher.number(value);
  else if (typeof value === 'string') hasher.text(value);
  else if (typeof value === 'boolean') hasher.word(value ? 2 : 3);
  else if (value === null || value === undefined) hasher.word(5);
  else if (value instanceof Uint8Array) hasher.bytes(value);
  else if (Array.isArray(value)) {
    hasher.word(value.length);
    for (const item of value) walk(hasher, item);
  } else if (value instanceof Map) {
    hasher.word(value.size);
    for (const [key, item] of value) {
      walk(hasher, key);
      walk(hasher, item);
    }
  } else if (typeof value === 'object') walkObject(hasher, value);
  else throw new TypeError(`a ${typeof value} is no plain data and can't be part of a machine's state`);
}

function walkObject(hasher: Hasher, value: object): void {
  const versioned = isVersioned(value);
  for (const [key, item] of Object.entries(value)) {
    // A version counts writes within one life of the machine; the contents say what counts.
    if (versioned && key === 'version') continue;
    if (versioned && key === 'data') hasher.text(contentDigest(value));
    else walk(hasher, item);
  }
}

/** Hash of everything that the state holds, 16 hexadecimal digits. */
export function hashState(state: unknown): string {
  const hasher = new Hasher();
  walk(hasher, state);
  return hasher.digest();
}
