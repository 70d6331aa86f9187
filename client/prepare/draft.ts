import { computed, signal } from '@preact/signals';
import { firstBoot } from '../../shared/scenarios/first-boot.ts';
import { packScenario, unpackScenario } from '../../shared/scenarios/link.ts';
import { type ReadScenario, readScenario, type Scenario } from '../../shared/scenarios/schema.ts';
import { tp } from '../i18n/prepare.ts';
import { preference } from '../net/keys.ts';

/** An id for a teacher's scenario of that name: none of Userland's own begins so. */
export function ownId(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return `own-${
    plain
      .replace(/^-+|-+$/g, '')
      .slice(0, 26)
      .replace(/-+$/, '') || 'lesson'
  }`;
}

const own = (scenario: Scenario): Scenario => ({ ...structuredClone(scenario), id: ownId(scenario.name) });

/** What a reload, or a browser that was closed, left in the form. */
function kept(): Scenario | undefined {
  try {
    const read = readScenario(JSON.parse(preference.get('lesson') ?? ''));
    return read.ok ? read.scenario : undefined;
  } catch {
    return undefined;
  }
}

/** What is in the form: a scenario whose fields may be wrong for a while. */
export const draft = signal<Scenario>(kept() ?? own(firstBoot));
/** What was in the form before something else was opened. */
export const before = signal<Scenario | undefined>(undefined);
/** One sentence about what was opened, saved or refused. */
export const said = signal<{ text: string; bad: boolean } | undefined>(undefined);

/** The draft as it would be hosted or saved, or what is wrong with it. */
export const checked = computed<ReadScenario>(() =>
  readScenario({ ...draft.value, id: ownId(draft.value.name) }),
);

type Json = Record<string, unknown>;

export function valueAt(path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Json | undefined)?.[key], draft.value);
}

/** Puts a value into the form; undefined takes it out. */
export function set(path: string, value: unknown): void {
  const next = structuredClone(draft.peek()) as unknown as Json;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<Json>((inner, key) => inner[key] as Json, next);
  if (value === undefined) delete place[last];
  else place[last] = value;
  keep(next as unknown as Scenario);
}

function keep(next: Scenario): void {
  draft.value = next;
  preference.set('lesson', JSON.stringify(next));
}

/** Changes several fields at once. */
export function apply(changes: Partial<Scenario>): void {
  keep({ ...draft.peek(), ...structuredClone(changes) });
}

/** Brings another scenario into the form; what was there can be brought back. */
export function open(scenario: Scenario): void {
  before.value = draft.peek();
  keep(own(scenario));
}

/** Checks what came from outside; the form stays as it is where that is no scenario. */
function take(value: unknown, otherwise: string): void {
  const read = typeof value === 'object' && value !== null ? readScenario(value) : undefined;
  if (read === undefined) said.value = { text: otherwise, bad: true };
  else if (!read.ok) said.value = { text: tp('refusedKept', { reason: read.message }), bad: true };
  else {
    open(read.scenario);
    said.value = { text: tp('opened', { name: read.scenario.name }), bad: false };
  }
}

export async function openFile(file: Blob): Promise<void> {
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    value = undefined;
  }
  take(value, tp('fileNotJson'));
}

export async function openLink(fragment: string): Promise<void> {
  take(await unpackScenario(fragment), tp('linkBroken'));
}

export async function linkOf(scenario: Scenario): Promise<string> {
  return `${window.location.origin}/prepare#${await packScenario(scenario)}`;
}
