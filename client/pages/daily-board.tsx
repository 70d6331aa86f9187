import { useEffect, useRef, useState } from 'preact/hooks';
import type { DailyStation } from '../../shared/daily/day.ts';
import type { BoardRow, BoardView, DailyHow } from '../../shared/protocol/daily.ts';
import { Sign } from '../hud/sign.tsx';
import { type Text, t } from '../i18n/t.ts';
import { sentence } from '../net/api.ts';
import { dailyApi } from '../net/daily.ts';

export const STATION_TEXTS: Record<DailyStation, Text> = {
  scheduler: 'dailyScheduler',
  memory: 'dailyMemory',
  disk: 'dailyDisk',
};

type Row = BoardRow | { name: string; score: number };

/** People and algorithms together, best first; people before algorithms with the same score. */
function rowsOf({ board, rivals }: BoardView): Row[] {
  return [...board, ...rivals].sort(
    (a, b) => b.score - a.score || Number('place' in b) - Number('place' in a),
  );
}

/** How a score was reached, at the station that may be played by code. */
const HOW: Record<DailyHow, Text> = { hand: 'byHand', code: 'byCode', both: 'byBoth' };

function Line({ row, most, station }: { row: Row; most: number; station: DailyStation }) {
  const person = 'place' in row;
  const own = person && row.own;
  return (
    <li
      class={`${person ? 'person' : 'algorithm'} ${own ? 'own' : ''}`}
      aria-current={own ? 'true' : undefined}
      style={{ '--part': `${(100 * row.score) / most}%` }}
    >
      <span class="place">{person ? `${row.place}.` : <Sign name="gear" />}</span>
      <span class="name">
        {row.name}
        {own && <small>{t('dailyYou')}</small>}
        {station === 'scheduler' && person && row.how !== '' && (
          <small data-testid="how">{t(HOW[row.how])}</small>
        )}
        {!person && <small>{t('dailyAlgorithm')}</small>}
      </span>
      <b>{row.score}</b>
    </li>
  );
}

function Rows({ view, today }: { view: BoardView; today: boolean }) {
  const rows = rowsOf(view);
  const most = Math.max(1, ...rows.map(({ score }) => score));
  const { own } = view;
  const below = own !== null && !view.board.some((row) => row.own);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // A long board opens at one's own row, without moving the page.
    const row = list.current?.querySelector<HTMLElement>('.own');
    if (list.current !== null && row !== null && row !== undefined)
      list.current.scrollTop = row.offsetTop - list.current.clientHeight / 2;
  }, [view]);
  return (
    <>
      {view.board.length === 0 && <p class="dim">{t(today ? 'dailyNobody' : 'dailyNobodyThen')}</p>}
      {rows.length > 0 && (
        <ol
          class="board"
          ref={list}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
          tabIndex={0}
          aria-label={t('dailyBoard', { station: t(STATION_TEXTS[view.station]) })}
        >
          {rows.map((row) => (
            <Line
              key={'round' in row ? row.round + row.name : row.name}
              row={row}
              most={most}
              station={view.station}
            />
          ))}
          {below && own !== null && (
            <>
              <li class="gap" aria-hidden="true">
                ⋯
              </li>
              <Line row={own} most={most} station={view.station} />
            </>
          )}
        </ol>
      )}
      {own !== null && (
        <p class="mine" data-testid={`place-${view.station}`}>
          <Sign name="star" /> {t('dailyPlace', { place: own.place })} ·{' '}
          {t('dailyPoints', { score: own.score })}
        </p>
      )}
    </>
  );
}

/** A station's board of a day. */
export function Board({ station, day, today }: { station: DailyStation; day: string; today: boolean }) {
  const [view, setView] = useState<BoardView>();
  const [error, setError] = useState('');
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    setError('');
    dailyApi.board(day, station).then(
      (found) => wanted && setView(found),
      (reason) => wanted && setError(sentence(reason)),
    );
    return () => {
      wanted = false;
    };
  }, [day, station, turn]);
  if (error !== '')
    return (
      <div class="boardwrap">
        <p class="error" role="alert">
          {error}
        </p>
        <button type="button" onClick={() => setTurn(turn + 1)}>
          {t('dailyAgain')}
        </button>
      </div>
    );
  if (view === undefined || view.day !== day)
    return (
      <div class="boardwrap" aria-busy="true">
        <p class="dim">{t('dailyLoading')}</p>
      </div>
    );
  return (
    <div class="boardwrap" data-testid={`board-${station}`}>
      <Rows view={view} today={today} />
    </div>
  );
}
