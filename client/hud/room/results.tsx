import { useState } from 'preact/hooks';
import type { ResultsView } from '../../../shared/protocol/view.ts';
import { scenario as scenarioOf } from '../../../shared/scenarios/index.ts';
import { wall } from '../../../shared/walls.ts';
import { t } from '../../i18n/t.ts';
import { ownSeat, results, room } from '../../net/store.ts';
import { useSend } from '../send.ts';
import { Gantt } from './gantt.tsx';
import { Wishes } from './lobby.tsx';

function Ranks({ view }: { view: ResultsView }) {
  return (
    <section class="panel" data-testid="ranks">
      <h2>{t('ranks')}</h2>
      <div style={{ overflow: 'auto', maxHeight: '17rem' }}>
        <table>
          <tbody>
            {view.ranks.map((rank, index) => (
              <tr key={rank.seat} class={rank.seat === ownSeat.value ? 'own' : ''} data-role={rank.role}>
                <td class="number">{index + 1}</td>
                <td>
                  {rank.nickname}
                  {rank.bot && <span class="dim"> {t('bot')}</span>}
                </td>
                <td>{t(rank.role)}</td>
                <td class="dim">{rank.note}</td>
                <td class="number">★ {rank.points}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Walls({ view }: { view: ResultsView }) {
  return (
    <section class="panel">
      <h2>{t('wallsHit')}</h2>
      <div style={{ overflow: 'auto', maxHeight: '17rem' }}>
        {view.walls.length === 0 && <p class="dim">{t('wallsNone')}</p>}
        {view.walls.map((hit) => (
          <div key={hit.id} class="wallcard">
            <strong>{wall(hit.id).name}</strong>{' '}
            <span class="dim">{t('wallHits', { hits: hit.hits, by: hit.by })}</span>
            <p>{wall(hit.id).explanation}</p>
          </div>
        ))}
      </div>
    </section>
  );
}

function Times({ view }: { view: ResultsView }) {
  return (
    <details>
      <summary>{t('ganttTable')}</summary>
      <table>
        <thead>
          <tr>
            <th>{t('process')}</th>
            <th />
            <th class="number">{t('waiting')}</th>
            <th class="number">{t('turnaround')}</th>
            <th class="number">{t('response')}</th>
            <th class="number">{t('cpu')}</th>
          </tr>
        </thead>
        <tbody>
          {view.processes.map((process) => (
            <tr key={`${process.nickname}${process.pid}`}>
              <td>{process.nickname}</td>
              <td class="dim">{process.program}</td>
              <td class="number">{process.waiting}</td>
              <td class="number">{process.turnaround}</td>
              <td class="number">{process.response}</td>
              <td class="number">{process.cpu}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Questions of the scenario: one answers for oneself, then sees why. */
function Questions({ id }: { id: string }) {
  const [given, setGiven] = useState<Record<number, number>>({});
  const questions = scenarioOf(id)?.questions ?? [];
  if (questions.length === 0) return null;
  return (
    <section class="panel">
      <h2>{t('questions')}</h2>
      {questions.map((question, index) => (
        <fieldset key={question.text} style={{ border: 0, padding: 0, margin: '0.5rem 0 0' }}>
          <legend>{question.text}</legend>
          <div class="choices">
            {question.answers.map((answer, choice) => (
              <button
                key={answer}
                type="button"
                style={{ fontFamily: 'var(--font)' }}
                aria-pressed={given[index] === choice}
                class={given[index] !== undefined && choice === question.right ? 'primary' : ''}
                onClick={() => setGiven({ ...given, [index]: choice })}
              >
                {given[index] === choice && choice !== question.right ? '✗ ' : ''}
                {answer}
              </button>
            ))}
          </div>
          {given[index] !== undefined && <p class="dim">{question.why}</p>}
        </fieldset>
      ))}
    </section>
  );
}

/** After the round: how it ended, who did what, which walls stood, who had the cores. */
export function Results({ solo }: { solo: boolean }) {
  const view = results.value;
  const send = useSend();
  const round = room.value?.round ?? 0;
  if (view === null) return null;
  return (
    <div class="overlay" style={{ placeItems: 'start center' }}>
      <div class="results" data-testid="results">
        <section class="panel">
          <p class="dim">{t('results', { round })}</p>
          <h1>{view.won ? t('resultsWon') : t('resultsLost')}</h1>
          <p>{view.verdict}</p>
          <div class="row wrap" style={{ marginTop: '0.6rem' }}>
            {solo ? (
              <button
                type="button"
                class="primary"
                data-testid="next-round"
                onClick={() => send('ready', {})}
              >
                {t('nextRound')}
              </button>
            ) : (
              <p class="dim">{t('nextRoundWait')}</p>
            )}
          </div>
        </section>
        <div class="columns">
          <Ranks view={view} />
          <Walls view={view} />
        </div>
        <section class="panel">
          <h2>{t('gantt')}</h2>
          <div style={{ overflow: 'auto' }}>
            <Gantt results={view} />
          </div>
          <Times view={view} />
        </section>
        <Questions id={room.value?.scenario ?? ''} />
        {ownSeat.value !== '' && ownSeat.value !== 'host' && (
          <section class="panel">
            <Wishes />
          </section>
        )}
      </div>
    </div>
  );
}
