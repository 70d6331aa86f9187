import { signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { level } from '../../shared/levels/index.ts';
import type { Role } from '../../shared/roles.ts';
import { type Text, t } from '../i18n/t.ts';
import { self } from '../net/store.ts';
import { Sign, type SignName } from './sign.tsx';

/** What a phone shows one at a time under the world; a larger screen shows all of it at once. */
export type Tab =
  | 'job'
  | 'program'
  | 'ask'
  | 'exploits'
  | 'record'
  | 'queue'
  | 'figures'
  | 'walls'
  | 'frames'
  | 'faults'
  | 'lines'
  | 'disk'
  | 'counters'
  | 'audit';

export const TABS: Readonly<Record<Role, readonly Tab[]>> = {
  process: ['job', 'program', 'ask', 'record'],
  malware: ['job', 'program', 'ask', 'exploits', 'record'],
  scheduler: ['queue', 'figures', 'walls'],
  memory: ['frames', 'faults', 'figures', 'walls'],
  io: ['lines', 'disk', 'figures', 'walls'],
  auditor: ['counters', 'audit'],
};

/** The same in a level, where it differs: the level's text instead of the walls. */
const LEVEL_TABS: Readonly<Partial<Record<Role, readonly Tab[]>>> = {
  scheduler: ['job', 'queue', 'figures'],
  memory: ['job', 'frames', 'faults', 'figures'],
  io: ['job', 'lines', 'disk'],
  auditor: ['job', 'counters', 'audit'],
};

/** Where a station chooses. */
export const WORKPLACE: Readonly<Partial<Record<Role, Tab>>> = {
  scheduler: 'queue',
  memory: 'frames',
  io: 'lines',
  auditor: 'counters',
};

const SIGNS: Readonly<Record<Tab, SignName>> = {
  job: 'pencil',
  program: 'lines',
  ask: 'keyboard',
  exploits: 'bolt',
  record: 'prompt',
  queue: 'queue',
  figures: 'chart',
  walls: 'wall',
  frames: 'grid',
  faults: 'warning',
  lines: 'bell',
  disk: 'disc',
  counters: 'chart',
  audit: 'lines',
};

const NAMES: Readonly<Record<Tab, Text>> = {
  job: 'tabJob',
  program: 'tabProgram',
  ask: 'tabAsk',
  exploits: 'tabExploits',
  record: 'tabRecord',
  queue: 'tabQueue',
  figures: 'tabFigures',
  walls: 'tabWalls',
  frames: 'tabFrames',
  faults: 'tabFaults',
  lines: 'tabLines',
  disk: 'tabDisk',
  counters: 'tabCounters',
  audit: 'tabAudit',
};

export const tab = signal<Tab>('job');

/** A part of the interface that belongs to one or more tabs of a phone. */
export function Slot(props: { of: readonly Tab[]; class?: string; children: ComponentChildren }) {
  const shown = props.of.includes(tab.value);
  return <div class={`slot ${props.class ?? ''} ${shown ? '' : 'elsewhere'}`}>{props.children}</div>;
}

/** What a tab is called: in a level its task, and the code where the scheduler is written. */
function named(name: Tab): Text {
  const { course } = self.value;
  if (course === null) return NAMES[name];
  if (name === 'queue' && (level(course.id)?.editor ?? '') !== '') return 'tabCode';
  return name === 'job' ? 'tabLevel' : NAMES[name];
}

/** The tabs of a phone, within the thumb's reach. */
export function PhoneTabs({ role }: { role: Role }) {
  const inLevel = self.value.course !== null;
  const tabs = (inLevel ? LEVEL_TABS[role] : undefined) ?? TABS[role];
  return (
    <nav class="phonetabs" aria-label={t('parts')}>
      {tabs.map((name) => (
        <button
          key={name}
          type="button"
          data-testid={`tab-${name}`}
          aria-pressed={tab.value === name}
          onClick={() => {
            tab.value = name;
          }}
        >
          <Sign name={SIGNS[name]} />
          {t(named(name))}
        </button>
      ))}
    </nav>
  );
}
