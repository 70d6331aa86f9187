import { useEffect, useState } from 'preact/hooks';
import {
  type AssignmentReport,
  type AssignmentResult,
  assignmentCsv,
  starsOf,
} from '../../shared/assignment.ts';
import { level as levelOf } from '../../shared/levels/index.ts';
import { when, words } from '../i18n/en-assign.ts';
import { sentence } from '../net/api.ts';
import { assignments } from '../net/assignments.ts';
import { assignmentKey, withKey } from '../net/keys.ts';
import { Brand } from '../pages/brand.tsx';
import { Copy } from './copy.tsx';

function download(report: AssignmentReport): void {
  const url = URL.createObjectURL(new Blob([assignmentCsv(report)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `userland-${report.code}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Stars in time, and behind a plus those that came late. The title tells when, and by which measures. */
function Cell({ results, level }: { results: readonly AssignmentResult[]; level: string }) {
  const { onTime, best, reached } = starsOf(results, level);
  const title = levelOf(level)?.title ?? level;
  if (best === 0) {
    return (
      <td class="number" data-label={title}>
        –
      </td>
    );
  }
  const shown = best > onTime ? `${onTime}★ +${best - onTime}` : `${onTime}★`;
  const measures = results.find((one) => one.level === level && one.stars === best)?.measures ?? {};
  const figures = Object.entries(measures).map(([name, value]) => `${name} ${value}`);
  return (
    <td class="number" data-label={title} title={[when(reached ?? ''), ...figures].join(' · ')}>
      {shown}
    </td>
  );
}

function Table({ report }: { report: AssignmentReport }) {
  const { levels, students } = report;
  return (
    <section class="panel reporttable assigntable">
      <table>
        <thead>
          <tr>
            <th scope="col">{words('student')}</th>
            {levels.map((id) => (
              <th key={id} scope="col">
                {levelOf(id)?.title ?? id}
              </th>
            ))}
            <th scope="col">{words('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {students.map(({ nickname, results }) => (
            <tr key={nickname} data-testid="assigned-student">
              <th scope="row">{nickname}</th>
              {levels.map((id) => (
                <Cell key={id} results={results} level={id} />
              ))}
              <td class="number" data-label={words('sum')}>
                {levels.reduce((sum, id) => sum + starsOf(results, id).onTime, 0)} / {3 * levels.length}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What came of an assignment, for the browser that has its key. */
export function AssignedResults({ code }: { code: string }) {
  const key = assignmentKey.get(code);
  const [report, setReport] = useState<AssignmentReport | undefined>();
  const [said, setSaid] = useState(words(key === undefined ? 'noKey' : 'loading'));
  const [sure, setSure] = useState(false);
  useEffect(() => {
    if (key === undefined) return;
    assignments.report(key).then(
      (found) => {
        setReport(found);
        setSaid('');
      },
      (error) => setSaid(sentence(error)),
    );
  }, []);
  const remove = async (): Promise<void> => {
    if (!sure || key === undefined) return setSure(true);
    try {
      await assignments.remove(key);
      assignmentKey.set(code, undefined);
      setReport(undefined);
      setSaid(words('removed'));
    } catch (error) {
      setSaid(sentence(error));
    }
  };
  return (
    <main class="report" data-testid="assigned-results">
      <Brand />
      <h1>{report?.title ?? words('results')}</h1>
      {said !== '' && <p role="status">{said}</p>}
      {report !== undefined && (
        <>
          <p class="dim">
            {words('dueBy', { when: when(report.due) })} · {words('kept')}
          </p>
          <p class="row wrap">
            <a class="button" href={`/assign/${code}`}>
              {words('opens')}
            </a>
            <button type="button" data-testid="assigned-csv" onClick={() => download(report)}>
              {words('csv')}
            </button>
            <button type="button" onClick={() => window.print()}>
              {words('print')}
            </button>
            {key !== undefined && (
              <Copy
                url={withKey(`${window.location.origin}/assigned/${code}`, key)}
                label="ownLink"
                testid="own-link"
              />
            )}
            <button type="button" class="danger" data-testid="assigned-delete" onClick={() => void remove()}>
              {words(sure ? 'sure' : 'remove')}
            </button>
          </p>
          {report.students.length === 0 ? (
            <p>{words('nobody')}</p>
          ) : (
            <>
              <p class="dim">{words('legend')}</p>
              <Table report={report} />
            </>
          )}
        </>
      )}
    </main>
  );
}
