import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { moveTab } from '../../a11y/tablist.ts';
import { td } from '../../i18n/desk.ts';
import { room } from '../../net/store.ts';
import { AskDesk } from './ask.tsx';
import { Door } from './door.tsx';
import { Inject } from './inject.tsx';
import { Invitation } from './invitation.tsx';
import { Policies } from './policies.tsx';
import { Protections } from './protections.tsx';
import { RolePanel } from './roles.tsx';
import { Roster } from './roster.tsx';
import { Spot } from './spot.tsx';
import { SurveyDesk } from './survey.tsx';
import { Takeover } from './takeover.tsx';

/** What there is to do at the desk beside the course of the round, a tab each: to add one is to add a row. */
const TABS = {
  class: [
    'tabClass',
    (code) => (
      <>
        <Invitation code={code} />
        <Roster />
        <Door />
        <Takeover code={code} />
      </>
    ),
  ],
  roles: ['tabRoles', () => <RolePanel />],
  machine: [
    'tabMachine',
    () => (
      <>
        <Protections />
        <Inject />
        <Policies />
      </>
    ),
  ],
  ask: [
    'tabAsk',
    () => (
      <>
        <AskDesk />
        <SurveyDesk />
      </>
    ),
  ],
  show: ['tabShow', () => <Spot />],
} as const satisfies Record<string, readonly [Parameters<typeof td>[0], (code: string) => JSX.Element]>;

export type DeskTab = keyof typeof TABS;
const NAMES = Object.keys(TABS) as DeskTab[];

/** The open tab of the desk. */
export const deskTab = signal<DeskTab>('class');

/** A round begins or ends: the machine's switches come forward, or the class, unless the host is busy elsewhere. */
function useFittingTab(): void {
  const phase = room.value?.phase;
  useEffect(() => {
    if (phase === 'run' && deskTab.peek() === 'class') deskTab.value = 'machine';
    if (phase === 'lobby' && deskTab.peek() === 'machine') deskTab.value = 'class';
  }, [phase]);
}

/** Each tab opens at its top; where the desk is one column, as on a phone, it comes up into sight. */
function useTop(open: DeskTab) {
  const list = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (panel.current !== null) panel.current.scrollTop = 0;
  }, [open]);
  const show = (): void => {
    const below = panel.current?.getBoundingClientRect().top ?? 0;
    if (below > window.innerHeight / 2) list.current?.scrollIntoView({ block: 'start' });
  };
  return { list, panel, show };
}

export function DeskTabs({ code }: { code: string }) {
  useFittingTab();
  const open = deskTab.value;
  const { list, panel, show } = useTop(open);
  return (
    <>
      <div class="desktabs" ref={list} role="tablist" aria-label={td('tabs')} onKeyDown={moveTab}>
        {NAMES.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`desk-tab-${name}`}
            aria-selected={open === name}
            aria-controls="desk-tab"
            tabIndex={open === name ? 0 : -1}
            data-testid={`desk-${name}`}
            onClick={() => {
              deskTab.value = name;
              show();
            }}
          >
            {td(TABS[name][0])}
            {name === 'ask' && room.value?.poll != null && <span class="dot" aria-hidden="true" />}
          </button>
        ))}
      </div>
      <div class="desktab" ref={panel} role="tabpanel" id="desk-tab" aria-labelledby={`desk-tab-${open}`}>
        {TABS[open][1](code)}
      </div>
    </>
  );
}
