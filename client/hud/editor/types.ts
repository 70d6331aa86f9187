import { type Text, t } from '../../i18n/t.ts';

/** A core as pickNext sees it. */
export interface Core {
  id: number;
  /** 0: idle. */
  pid: number;
  quantumLeft: number;
}

/** Who is ready, as pickNext sees it. Times in ticks; a burst of 0: it never ran. */
export interface Ready {
  pid: number;
  program: string;
  waited: number;
  lastBurst: number;
  nice: number;
}

/** A type that completion knows; `unknown` has no members. */
export type Type =
  | { is: 'number' | 'string' | 'boolean' | 'unknown' | 'Core' | 'Ready' | 'Math' }
  | { is: 'array'; of: Type };

export const UNKNOWN: Type = { is: 'unknown' };
export const NUMBER: Type = { is: 'number' };
export const STRING: Type = { is: 'string' };
export const BOOLEAN: Type = { is: 'boolean' };
export const CORE: Type = { is: 'Core' };
export const READY: Type = { is: 'Ready' };
export const arrayOf = (of: Type): Type => ({ is: 'array', of });

/** What the parameters of pickNext are, by their places. */
export const PARAMETERS: readonly Type[] = [arrayOf(CORE), arrayOf(READY), NUMBER];

/** As TypeScript writes it. */
export function typeText(type: Type): string {
  return type.is === 'array' ? `${typeText(type.of)}[]` : type.is;
}

/** What a method gives: of the value it is called on, and of what its first function and its second argument give. */
export type Gives = (on: Type, callback: () => Type, second: () => Type | undefined) => Type;

export interface Member {
  name: string;
  doc: Text;
  /** Undefined: a value, not a method. */
  gives?: Gives;
  type(on: Type): string;
  /** The value's type; for methods see `gives`. */
  value: Type;
}

const field = (name: string, value: Type, doc: Text): Member => ({
  name,
  doc,
  value,
  type: () => typeText(value),
});

/** A method: `E` in its signature stands for the entries of the array. */
const method = (name: string, signature: string, doc: Text, gives: Gives): Member => ({
  name,
  doc,
  gives,
  value: UNKNOWN,
  type: (on) => signature.replaceAll('E', typeText(entryOf(on))),
});

/** What the entries of an array are; letters of a text are texts. */
export function entryOf(type: Type): Type {
  if (type.is === 'array') return type.of;
  return type.is === 'string' ? STRING : UNKNOWN;
}

const same: Gives = (on) => on;
const entry: Gives = (on) => entryOf(on);
const always =
  (type: Type): Gives =>
  () =>
    type;

const CORE_MEMBERS: readonly Member[] = [
  field('id', NUMBER, 'editorCoreId'),
  field('pid', NUMBER, 'editorCorePid'),
  field('quantumLeft', NUMBER, 'editorCoreQuantum'),
];

const READY_MEMBERS: readonly Member[] = [
  field('pid', NUMBER, 'editorReadyPid'),
  field('program', STRING, 'editorReadyProgram'),
  field('waited', NUMBER, 'editorReadyWaited'),
  field('lastBurst', NUMBER, 'editorReadyBurst'),
  field('nice', NUMBER, 'editorReadyNice'),
];

const ARRAY_MEMBERS: readonly Member[] = [
  method('find', '((e: E) => boolean): E | undefined', 'editorFind', entry),
  method('filter', '((e: E) => boolean): E[]', 'editorFilter', same),
  method('reduce', '((a: E, b: E) => E): E', 'editorReduce', (on, _, start) => start() ?? entryOf(on)),
  method('sort', '((a: E, b: E) => number): E[]', 'editorSort', same),
  method('toSorted', '((a: E, b: E) => number): E[]', 'editorToSorted', same),
  method('map', '((e: E) => T): T[]', 'editorMap', (_, callback) => arrayOf(callback())),
  method('some', '((e: E) => boolean): boolean', 'editorSome', always(BOOLEAN)),
  method('every', '((e: E) => boolean): boolean', 'editorEvery', always(BOOLEAN)),
  method('findIndex', '((e: E) => boolean): number', 'editorFindIndex', always(NUMBER)),
  method('findLast', '((e: E) => boolean): E | undefined', 'editorFindLast', entry),
  method('at', '(index: number): E | undefined', 'editorAt', entry),
  method('slice', '(from: number, to?: number): E[]', 'editorSlice', same),
  method('includes', '(entry: E): boolean', 'editorIncludes', always(BOOLEAN)),
  method('indexOf', '(entry: E): number', 'editorIndexOf', always(NUMBER)),
  field('length', NUMBER, 'editorLength'),
  method('forEach', '((e: E) => void): void', 'editorForEach', always(UNKNOWN)),
];

const STRING_MEMBERS: readonly Member[] = [
  field('length', NUMBER, 'editorLetters'),
  method('startsWith', '(text: string): boolean', 'editorStartsWith', always(BOOLEAN)),
  method('includes', '(text: string): boolean', 'editorHolds', always(BOOLEAN)),
];

const MATH_MEMBERS: readonly Member[] = [
  method('max', '(...values: number[]): number', 'editorMax', always(NUMBER)),
  method('min', '(...values: number[]): number', 'editorMin', always(NUMBER)),
  method('floor', '(value: number): number', 'editorFloor', always(NUMBER)),
  method('abs', '(value: number): number', 'editorAbs', always(NUMBER)),
];

const MEMBERS: Readonly<Record<Type['is'], readonly Member[]>> = {
  Core: CORE_MEMBERS,
  Ready: READY_MEMBERS,
  array: ARRAY_MEMBERS,
  string: STRING_MEMBERS,
  Math: MATH_MEMBERS,
  number: [],
  boolean: [],
  unknown: [],
};

export function membersOf(type: Type): readonly Member[] {
  return MEMBERS[type.is];
}

export function memberOf(type: Type, name: string): Member | undefined {
  return MEMBERS[type.is].find((member) => member.name === name);
}

/** Names that code may use anywhere, beside its own. */
export const GLOBALS: readonly { name: string; type: Type; doc: Text }[] = [
  { name: 'Math', type: { is: 'Math' }, doc: 'editorMath' },
];

/** What is known of pickNext's own parameters, by their places. */
const PARAMETER_DOCS: readonly Text[] = ['editorCores', 'editorReady', 'editorNow'];

export function parameterDoc(place: number): string {
  const doc = PARAMETER_DOCS[place];
  return doc === undefined ? '' : t(doc);
}
