import type { MachineState } from './types.ts';

/** A copy of the whole machine, on which nothing of the original depends. */
export function snapshot(state: MachineState): MachineState {
  return structuredClone(state);
}

/**
 * Two 32-bit lanes of a non-cryptographic hash: equal states give equal text, different ones hardly ever do. The lanes stand
 * outside of any object, since a machine's state has tens of thousands of values and is hashed at every tick of a test.
 */
let laneA = 0;
let laneB = 0;

function begin(): void {
  laneA = 0x811c9dc5;
  laneB = 0x9e3779b9;
}

function word(value: number): void {
  laneA = Math.imul(laneA ^ value, 0x01000193);
  laneB = Math.imul(laneB ^ (value + 0x7f4a7c15), 0x85ebca6b);
  laneB ^= laneB >>> 13;
}

function number(value: number): void {
  const low = value | 0;
  word(low);
  if (low === value) return;
  word(Math.floor(value / 0x100000000) | 0);
  word(Math.round((value % 1) * 0x40000000) | 0);
}

function text(value: string): void {
  word(value.length);
  for (let index = 0; index < value.length; index += 1) word(value.charCodeAt(index));
}

function bytes(value: Uint8Array): void {
  word(value.length);
  if (value.length === 0) return;
  const words = value.length >> 2;
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  for (let index = 0; index < words; index += 1) word(view.getInt32(index * 4, true));
  for (let index = words * 4; index < value.length; index += 1) word(value[index] as number);
}

function digest(): string {
  const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
  return hex(laneA) + hex(laneB);
}

/** Contents of frames and files with the version they had; only what changed is read again. */
interface Versioned {
  data: Uint8Array;
  version: number;
}

const digests = new WeakMap<object, { version: number; a: number; b: number }>();

function isVersioned(value: object): value is Versioned {
  return 'version' in value && 'data' in value;
}

function content(value: Versioned): void {
  if (value.data.length === 0) {
    word(0);
    return;
  }
  let known = digests.get(value);
  if (known?.version !== value.version) {
    const [a, b] = [laneA, laneB];
    begin();
    bytes(value.data);
    known = { version: value.version, a: laneA, b: laneB };
    digests.set(value, known);
    laneA = a;
    laneB = b;
  }
  word(known.a);
  word(known.b);
}

function walk(value: unknown): void {
  if (typeof value === 'number') number(value);
  else if (typeof value === 'string') text(value);
  else if (typeof value === 'boolean') word(value ? 2 : 3);
  else if (value === null || value === undefined) word(5);
  else if (Array.isArray(value)) {
    word(value.length);
    for (const item of value) walk(item);
  } else if (value instanceof Map) {
    word(value.size);
    for (const [key, item] of value) {
      walk(key);
      walk(item);
    }
  } else if (value instanceof Uint8Array) bytes(value);
  else if (typeof value === 'object') walkObject(value);
  else throw new TypeError(`a ${typeof value} is no plain data and can't be part of a machine's state`);
}

/** The files that a machine was made with never change: they are read once in the life of their list. */
const lists = new WeakMap<object, { a: number; b: number }>();

function constant(value: object): void {
  let known = lists.get(value);
  if (known === undefined) {
    const [a, b] = [laneA, laneB];
    begin();
    walk(value);
    known = { a: laneA, b: laneB };
    lists.set(value, known);
    laneA = a;
    laneB = b;
  }
  word(known.a);
  word(known.b);
}

function walkObject(value: object): void {
  const versioned = isVersioned(value);
  for (const key of Object.keys(value)) {
    // A version counts writes within one life of the machine; the contents say what counts.
    if (versioned && key === 'version') continue;
    const item = (value as Record<string, unknown>)[key];
    if (versioned && key === 'data') content(value);
    else if (key === 'files' && Array.isArray(item)) constant(item);
    else walk(item);
  }
}

/** Hash of everything that the state holds, 16 hexadecimal digits. */
export function hashState(state: unknown): string {
  begin();
  walk(state);
  return digest();
}
