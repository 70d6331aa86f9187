import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { DAILY_STATIONS, type DailyStation, dayOf } from '../../shared/daily/day.ts';
import { moveTab } from '../a11y/tablist.ts';
import { RoleIcon } from '../hud/icons.tsx';
import { Sign } from '../hud/sign.tsx';
import { type Text, t } from '../i18n/t.ts';
import { api, sentence } from '../net/api.ts';
import { dailyApi } from '../net/daily.ts';
import { preference } from '../net/keys.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/daily.css';
import { Brand } from './brand.tsx';
import { Board, STATION_TEXTS } from './daily-board.tsx';
import { NameField } from './name-field.tsx';

const ASKS: Record<DailyStation, Text> = {
  scheduler: 'dailySchedulerAsk',
  memory: 'dailyMemoryAsk',
  disk: 'dailyDiskAsk',
};
const PLAIN: Record<DailyStation, string> = { scheduler: 'Round robin', memory: 'FIFO', disk: 'FCFS' };
const ROLE = { scheduler: 'scheduler', memory: 'memory', disk: 'io' } as const;
const NAME = 'board-name';

function dayText(day: string, long = false): string {
  const form = { day: 'numeric', month: long ? 'long' : 'short', timeZone: 'UTC' } as const;
  const more = long ? ({ weekday: 'long', year: 'numeric' } as const) : {};
  return new Intl.DateTimeFormat(document.documentElement.lang, { ...form, ...more }).format(
    Date.parse(`${day}T00:00:00Z`),
  );
}

/** The name that this browser plays under, made up at the first visit. */
function useName(): [string, (name: string) => void] {
  const [name, setName] = useState(preference.get(NAME) ?? '');
  const set = (typed: string): void => {
    setName(typed);
    preference.set(NAME, typed);
  };
  useEffect(() => {
    if (name !== '') return;
    api.nickname().then(
      ({ nickname }) => setName((typed) => (typed === '' ? nickname : typed)),
      () => undefined,
    );
  }, []);
  return [name, set];
}

interface Props {
  station: DailyStation;
  day: string;
  today: boolean;
  busy: boolean;
  play(): void;
}

function Station({ station, day, today, busy, play }: Props) {
  const title = t(STATION_TEXTS[station]);
  return (
    <section class={`panel daystation ${station}`} aria-labelledby={`station-${station}`}>
      <header>
        <RoleIcon role={ROLE[station]} />
        <h2 id={`station-${station}`}>{title}</h2>
      </header>
      <p class="asks">{t(ASKS[station])}</p>
      {today && (
        <button
          type="button"
          class="primary"
          aria-label={t('dailyPlayStation', { station: title })}
          data-testid={`daily-${station}`}
          disabled={busy}
          onClick={play}
        >
          <Sign name="play" /> {busy ? t('starting') : t('dailyPlay')}
        </button>
      )}
      <Board station={station} day={day} today={today} />
      <p class="dim scale">{t('dailyScale', { name: PLAIN[station] })}</p>
    </section>
  );
}

function Days(props: { days: string[]; chosen: string; choose(day: string): void }) {
  const { days, chosen, choose } = props;
  return (
    <div class="days" role="tablist" aria-label={t('dailyDays')} onKeyDown={moveTab}>
      {days.map((day, index) => (
        <button
          key={day}
          type="button"
          role="tab"
          aria-selected={day === chosen}
          aria-controls="day"
          tabIndex={day === chosen ? 0 : -1}
          data-testid={`day-${day}`}
          onClick={() => choose(day)}
        >
          {index === 0 ? t('dailyToday') : dayText(day)}
        </button>
      ))}
    </div>
  );
}

/** The machines of the day: what they ask, a way in, and who did best. */
function DailyPage() {
  const [days, setDays] = useState([dayOf(Date.now())]);
  const [chosen, choose] = useState('');
  const [name, setName] = useName();
  const [busy, setBusy] = useState<DailyStation>();
  const [error, setError] = useState('');
  const form = useRef<HTMLDivElement>(null);
  const today = days[0] as string;
  const day = days.includes(chosen) ? chosen : today;
  useEffect(() => {
    dailyApi.days().then(
      (found) => setDays(found.days),
      () => undefined,
    );
  }, []);
  const play = (station: DailyStation): void => {
    setBusy(station);
    setError('');
    setName(name.trim());
    dailyApi.play(station, name).then(
      (code) => {
        window.location.href = `/play/${code}`;
      },
      (reason) => {
        setError(sentence(reason));
        setBusy(undefined);
        form.current?.querySelector('input')?.focus();
      },
    );
  };
  return (
    <main class="daily">
      <header>
        <Brand />
        <div class="grow">
          <h1>{t('daily')}</h1>
          <p class="dim">{t('dailyPitch')}</p>
        </div>
        <p class="date" data-testid="daily-date">
          {dayText(day, true)}
        </p>
      </header>
      <div class="who" ref={form}>
        <NameField value={name} set={setName} label={t('dailyName')} />
        <p class="error" role="alert" data-testid="daily-error">
          {error}
        </p>
        <Days days={days} chosen={day} choose={choose} />
      </div>
      <div class="stations" id="day" role="tabpanel" aria-label={dayText(day, true)}>
        {DAILY_STATIONS.map((station) => (
          <Station
            key={station}
            station={station}
            day={day}
            today={day === today}
            busy={busy === station}
            play={() => play(station)}
          />
        ))}
      </div>
      <p>
        <a href="/solo">{t('allLevels')}</a> · <a href="/">{t('home')}</a>
      </p>
    </main>
  );
}

render(<DailyPage />, document.getElementById('app') as HTMLElement);
