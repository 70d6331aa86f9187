import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import { moveTab } from '../../a11y/tablist.ts';
import { type ResultText, r } from '../../i18n/r.ts';
import { t } from '../../i18n/t.ts';
import { replayTick, watchAgain } from '../../net/replay.ts';
import { ownSeat, postMortem, results, room } from '../../net/store.ts';
import { Sign } from '../sign.tsx';
import { Calls } from './calls.tsx';
import { Gantt, Legend } from './gantt.tsx';
import { Overview, Verdict } from './overview.tsx';
import { Paging } from './paging.tsx';
import { Processes } from './processes.tsx';
import { Questions, unanswered } from './questions.tsx';
import { Scrubber } from './scrubber.tsx';
import { Walls } from './walls.tsx';
import { WhatIf } from './what-if.tsx';

function Cores({ view }: { view: ResultsView }) {
  return (
    <>
      <section class="panel">
        <header>
          <h2>{t('gantt')}</h2>
        </header>
        <Legend results={view} />
        <Gantt results={view} onWatch={watchAgain} />
      </section>
      <Processes view={view} />
    </>
  );
}

function Memory({ view }: { view: ResultsView }) {
  const own = view.ranks.find(({ seat }) => seat === ownSeat.value);
  return view.paging === null ? null : <Paging view={view.paging} mine={own?.role === 'memory'} />;
}

/** What there is to read about a round, a tab each: to add one is to add a row. */
const TABS = {
  overview: ['tabOverview', (view) => <Overview view={view} />],
  questions: ['tabQuestions', () => <Questions onWatch={watchAgain} />],
  cores: ['tabCores', (view) => <Cores view={view} />],
  calls: ['tabCalls', () => <Calls onWatch={watchAgain} />],
  whatif: ['tabWhatIf', () => <WhatIf />],
  memory: ['tabMemory', (view) => <Memory view={view} />],
  walls: ['tabWalls', (view) => <Walls view={view} />],
} as const satisfies Record<string, readonly [ResultText, (view: ResultsView) => JSX.Element]>;
type Tab = keyof typeof TABS;

/** Tabs with something in them: memory had a manager, or there is nothing to compare. */
const tabsOf = (view: ResultsView): Tab[] =>
  (Object.keys(TABS) as Tab[]).filter((tab) => tab !== 'memory' || view.paging !== null);

/** The open tab, by round: a new round opens on the first. */
const open = signal<{ round: number; tab: Tab }>({ round: 0, tab: 'overview' });

function TabList({ tabs, current, choose }: { tabs: Tab[]; current: Tab; choose: (tab: Tab) => void }) {
  const left = unanswered();
  return (
    <div class="resulttabs" role="tablist" aria-label={r('tabs')} onKeyDown={moveTab}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`results-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === current}
          aria-controls="results-panel"
          tabIndex={tab === current ? 0 : -1}
          data-testid={`results-tab-${tab}`}
          onClick={() => choose(tab)}
        >
          {r(TABS[tab][0])}
          {tab === 'questions' && left > 0 && (
            <span class="count" role="img" aria-label={r('questionsLeft', { left })}>
              {left}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** After the round: how it ended, then what one wants to know more about; or the round once more in the world behind. */
export function Results({ solo }: { solo: boolean }) {
  const view = results.value;
  if (view === null) return null;
  if (replayTick.value !== null) return <Scrubber />;
  const round = room.value?.round ?? 0;
  const tabs = tabsOf(view);
  const chosen = open.value.round === round ? open.value.tab : 'overview';
  const current: Tab = tabs.includes(chosen) ? chosen : 'overview';
  const ready = postMortem.value?.round === round;
  return (
    <div class="overlay top">
      <div class="results" data-testid="results">
        <Verdict view={view} solo={solo} />
        <div class="row wrap resultbar">
          <TabList
            tabs={tabs}
            current={current}
            choose={(tab) => {
              open.value = { round, tab };
            }}
          />
          <button
            type="button"
            class="again"
            data-testid="watch-again"
            disabled={!ready}
            onClick={() => watchAgain(0)}
          >
            <Sign name="play" /> {r(ready ? 'watchAgain' : 'computing')}
          </button>
        </div>
        <div class="stack" id="results-panel" role="tabpanel" aria-labelledby={`results-${current}`}>
          {TABS[current][1](view)}
        </div>
      </div>
    </div>
  );
}
