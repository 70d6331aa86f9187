import { classGain, gainText } from '../../shared/report/gain.ts';
import { goOverAgain } from '../../shared/report/ideas.ts';
import { openErrors } from '../../shared/report/students.ts';
import type { ReportView } from '../../shared/report/view.ts';
import { r } from '../i18n/r.ts';
import { t } from '../i18n/t.ts';
import { PageLink } from './ideas.tsx';

/** What to teach once more: ideas with the weakest evidence, each with its page and a question; then open errors. */
export function Again({ report }: { report: ReportView }) {
  const ideas = goOverAgain(report);
  const errors = openErrors(report);
  return (
    <section class="panel" data-testid="again">
      <h2>{t('reportClass')}</h2>
      {ideas.length + errors.length === 0 && <p class="dim">{t('reportClassNone')}</p>}
      <ol class="again">
        {ideas.map(({ idea, counts, question }) => (
          <li key={idea.id}>
            <b>{idea.text}.</b>{' '}
            {counts.wrong > 0
              ? r('againWrong', { wrong: counts.wrong, belief: idea.wrong })
              : r(counts.met > 0 ? 'againMet' : 'againUnmet', { met: counts.met })}{' '}
            {r('againRead')} <PageLink page={idea.page} />.
            {question !== '' && (
              <>
                {' '}
                {r('againAsk')} <q>{question}</q>
              </>
            )}
          </li>
        ))}
      </ol>
      {errors.length > 0 && (
        <ul>
          {errors.map(({ error, who }) => (
            <li key={error}>{t('reportOpenError', { error, who: who.join(', ') })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The class's learning gain, and how many answers it rests on. */
export function ClassGain({ report }: { report: ReportView }) {
  const gain = classGain(report);
  return (
    <section class="panel" data-testid="gain">
      <h2>{r('gainTitle')}</h2>
      {gain === undefined ? (
        <p class="dim">{r('gainNone')}</p>
      ) : (
        <>
          <p class="bignumber">{gainText(gain)}</p>
          <p>
            {r('gainText', {
              before: Math.round(gain.before),
              after: Math.round(gain.after),
              students: gain.students,
              items: gain.items,
            })}
          </p>
          <p class="dim">{r(gain.gain === null ? 'gainFull' : 'gainExplained')}</p>
          {gain.students < 10 && <p class="dim">{r('gainFew')}</p>}
        </>
      )}
    </section>
  );
}
