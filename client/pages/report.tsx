import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { HOST_HEADER } from '../../shared/protocol/headers.ts';
import { CSVS, type CsvName, csvFile } from '../../shared/report/csv.ts';
import { classIdeas } from '../../shared/report/ideas.ts';
import type { ReportView } from '../../shared/report/view.ts';
import { type ResultText, r } from '../i18n/r.ts';
import { t } from '../i18n/t.ts';
import { ask, sentence } from '../net/api.ts';
import { hostKey } from '../net/keys.ts';
import { Again, ClassGain } from '../report/class.tsx';
import { ClassIdeas } from '../report/ideas.tsx';
import { StudentIdeas, Students } from '../report/students.tsx';
import '../theme/theme.css';
import '../theme/pages.css';
import '../theme/codex.css';
import '../theme/report.css';
import { Brand } from './brand.tsx';
import { lastPathPart } from './path.ts';

const code = lastPathPart('report');

function download(name: CsvName, report: ReportView): void {
  const url = URL.createObjectURL(new Blob([CSVS[name](report)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = csvFile(name, report);
  link.click();
  URL.revokeObjectURL(url);
}

/** The tables to take away, by name. */
const TABLES: Readonly<Record<CsvName, ResultText>> = {
  report: 'csvRounds',
  'report-students': 'csvStudents',
  'report-answers': 'csvAnswers',
};

function Report() {
  const key = hostKey.get(code);
  const [report, setReport] = useState<ReportView | undefined>();
  const [said, setSaid] = useState(key === undefined ? t('reportNoKey') : t('reportLoading'));
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
            {(Object.keys(CSVS) as CsvName[]).map((name) => (
              <button
                key={name}
                type="button"
                data-testid={`csv-${name}`}
                onClick={() => download(name, report)}
              >
                {r(TABLES[name])}
              </button>
            ))}
            <button type="button" onClick={() => window.print()}>
              {t('reportPrint')}
            </button>
            <button type="button" class="danger" data-testid="report-delete" onClick={() => void remove()}>
              {t('reportDelete')}
            </button>
          </p>
          <div class="reportclass">
            <Again report={report} />
            <ClassGain report={report} />
          </div>
          <Students report={report} />
          <ClassIdeas ideas={classIdeas(report)} />
          <StudentIdeas report={report} />
        </>
      )}
    </main>
  );
}

render(<Report />, document.getElementById('app') as HTMLElement);
