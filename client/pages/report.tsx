import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { HOST_HEADER } from '../../shared/protocol/headers.ts';
import { openPoints, type ReportView, reportCsv, studentRows } from '../../shared/report.ts';
import { scenario } from '../../shared/scenarios/index.ts';
import { type MechanismId, wall } from '../../shared/walls.ts';
import { t } from '../i18n/t.ts';
import { ask, sentence } from '../net/api.ts';
import { hostKey } from '../net/keys.ts';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/codex.css';
import { Brand } from './brand.tsx';
import { lastPathPart } from './path.ts';

const code = lastPathPart('report');

/** Text of a question without the number of its round: `scenario/place`, or what was asked on the spot. */
function questionText(report: ReportView, question: string): string {
  const asked = report.questions.find((one) => one.question.replace(/^\d+\//, '') === question);
  if (asked !== undefined) return asked.text;
  const [id = '', place] = question.split('/');
  return scenario(id)?.questions[Number(place)]?.text ?? question;
}

function download(report: ReportView): void {
  const url = URL.createObjectURL(new Blob([reportCsv(report)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `userland-${report.room}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

function Students({ report }: { report: ReportView }) {
  const heads = [
    t('reportStudent'),
    t('reportRoles'),
    t('reportJobs'),
    t('reportLate'),
    t('reportPoints'),
    t('reportCalls'),
    t('reportErrors'),
    t('reportWalls'),
    t('reportAnswers'),
  ];
  return (
    <section class="panel reporttable">
      <h2>{t('reportStudents')}</h2>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {studentRows(report).map((row) => (
            <tr key={row.seat}>
              <th scope="row">{row.nickname}</th>
              <td data-label={t('reportRoles')}>{row.roles.join(', ')}</td>
              <td class="number" data-label={t('reportJobs')}>
                {row.jobsDone}
              </td>
              <td class="number" data-label={t('reportLate')}>
                {row.jobsLate}
              </td>
              <td class="number" data-label={t('reportPoints')}>
                {row.points}
              </td>
              <td data-label={t('reportCalls')}>
                {row.calls.map(([name, count]) => `${name} ${count}`).join(', ') || '–'}
              </td>
              <td data-label={t('reportErrors')}>
                {row.errors
                  .map(({ error, met, overcome }) => `${error} ${met}× ${overcome ? '✔' : '…'}`)
                  .join(', ') || '–'}
              </td>
              <td data-label={t('reportWalls')}>
                {row.walls.map((id) => wall(id as MechanismId).name).join(', ') || '–'}
              </td>
              <td class="number" data-label={t('reportAnswers')}>
                {row.answered === 0 ? '–' : `${row.right} / ${row.answered}`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ClassPoints({ report }: { report: ReportView }) {
  const { errors, questions } = openPoints(report);
  return (
    <section class="panel">
      <h2>{t('reportClass')}</h2>
      {errors.length + questions.length === 0 && <p class="dim">{t('reportClassNone')}</p>}
      <ul>
        {questions.map(({ question, wrong, all }) => (
          <li key={question}>{t('reportWrong', { question: questionText(report, question), wrong, all })}</li>
        ))}
        {errors.map(({ error, who }) => (
          <li key={error}>{t('reportOpenError', { error, who: who.join(', ') })}</li>
        ))}
      </ul>
    </section>
  );
}

function Report() {
  const key = hostKey.get(code);
  const [report, setReport] = useState<ReportView | undefined>();
  const [said, setSaid] = useState(key === undefined ? t('reportNoKey') : t('reportLoading'));
  const [sure, setSure] = useState(false);
  const headers = { [HOST_HEADER]: key ?? '' };
  useEffect(() => {
    if (key === undefined) return;
    ask<ReportView>('/api/report', { headers }).then(
      (found) => {
        setReport(found);
        setSaid('');
      },
      (error) => setSaid(sentence(error)),
    );
  }, []);
  const remove = async (): Promise<void> => {
    if (!sure) return setSure(true);
    try {
      await ask('/api/report', { method: 'DELETE', headers });
      setReport(undefined);
      setSaid(t('reportDeleted'));
    } catch (error) {
      setSaid(sentence(error));
    }
  };
  return (
    <main class="report" data-testid="report">
      <Brand />
      <h1>
        {report === undefined ? t('reportTitle') : t('reportOf', { name: report.name, room: report.room })}
      </h1>
      {said !== '' && <p role="status">{said}</p>}
      {report !== undefined && (
        <>
          <p class="dim">
            {t('reportBegun', { date: report.begun.slice(0, 10) })} · {t('reportKeep')}
          </p>
          <p class="row wrap">
            <button type="button" data-testid="report-csv" onClick={() => download(report)}>
              {t('reportCsv')}
            </button>
            <button type="button" onClick={() => window.print()}>
              {t('reportPrint')}
            </button>
            <button type="button" class="danger" data-testid="report-delete" onClick={() => void remove()}>
              {sure ? t('reportSure') : t('reportDelete')}
            </button>
          </p>
          <ClassPoints report={report} />
          <Students report={report} />
        </>
      )}
    </main>
  );
}

render(<Report />, document.getElementById('app') as HTMLElement);
