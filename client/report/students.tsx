import { useEffect, useState } from 'preact/hooks';
import { level as levelOf } from '../../shared/levels/index.ts';
import { type Gain, gainOf, gainText } from '../../shared/report/gain.ts';
import { evidenceOf } from '../../shared/report/ideas.ts';
import { type StudentRow, studentRows } from '../../shared/report/students.ts';
import type { ReportView } from '../../shared/report/view.ts';
import { ROLES, type Role } from '../../shared/roles.ts';
import { type MechanismId, wall } from '../../shared/walls.ts';
import { r } from '../i18n/r.ts';
import { t } from '../i18n/t.ts';
import { OwnIdeas } from './ideas.tsx';

const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

type Column = readonly [
  name: string,
  value: (row: StudentRow, gain: Gain | undefined) => string | number,
  number?: boolean,
];

/** `0.50 (12)`: gain, and the number of answers that it rests on. */
const gainCell = (gain: Gain | undefined): string =>
  gain === undefined ? '–' : `${gainText(gain)} (${gain.items})`;

const columns = (): readonly Column[] => [
  [t('reportRoles'), (row) => row.roles.map((role) => (isRole(role) ? t(role) : role)).join(', ') || '–'],
  [t('reportJobs'), (row) => row.jobsDone, true],
  [t('reportLate'), (row) => row.jobsLate, true],
  [t('reportPoints'), (row) => row.points, true],
  [t('reportCalls'), ({ calls }) => calls.map(([name, count]) => `${name} ${count}`).join(', ') || '–'],
  [
    t('reportErrors'),
    ({ errors }) =>
      errors
        .map(({ error, met, overcome }) =>
          t(overcome ? 'reportErrorOvercome' : 'reportStillOpen', { error, met }),
        )
        .join('; ') || '–',
  ],
  [t('reportWalls'), ({ walls }) => walls.map((id) => wall(id as MechanismId).name).join(', ') || '–'],
  [
    r('starsColumn'),
    ({ stars, levels }) => (levels.length === 0 ? '–' : r('starsCell', { stars, levels: levels.length })),
    true,
  ],
  [t('reportAnswers'), (row) => (row.answered === 0 ? '–' : `${row.right} / ${row.answered}`), true],
  [r('gainColumn'), (_, gain) => gainCell(gain), true],
];

/** What each student did, a line each. */
export function Students({ report }: { report: ReportView }) {
  const shown = columns();
  return (
    <section class="panel reporttable" data-testid="students">
      <h2>{t('reportStudents')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('reportStudent')}</th>
            {shown.map(([name, , number]) => (
              <th key={name} scope="col" class={number ? 'number' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {studentRows(report).map((row) => {
            const gain = gainOf(report, row.seat);
            return (
              <tr key={row.seat}>
                <th scope="row">{row.nickname}</th>
                {shown.map(([name, value, number]) => (
                  <td key={name} class={number ? 'number' : ''} data-label={name}>
                    {value(row, gain)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {report.levels.length > 0 && <p class="dim">{r('starsHint')}</p>}
    </section>
  );
}

/** The levels that one student has passed, each with its stars. */
function OwnLevels({ levels }: Pick<StudentRow, 'levels'>) {
  if (levels.length === 0) return null;
  const each = levels.map(([id, stars]) => `${levelOf(id)?.title ?? id} ${stars}★`);
  return (
    <p>
      <b>{r('starsOwn')}</b> {each.join(', ')}
    </p>
  );
}

/** Whether the page is being printed: paper can't be opened. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = () => setPrinting(true);
    const after = () => setPrinting(false);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}

/** The ideas that each student has shown, with the evidence for each. */
export function StudentIdeas({ report }: { report: ReportView }) {
  const printing = usePrinting();
  return (
    <section class="panel" data-testid="student-ideas">
      <h2>{r('ideasStudents')}</h2>
      {studentRows(report).map(({ seat, nickname, levels }) => {
        const evidence = evidenceOf(report, seat);
        const shown = evidence.filter(({ state }) => state === 'shown' || state === 'answered').length;
        const wrong = evidence.filter(({ state }) => state === 'wrong').length;
        return (
          <details key={seat} open={printing || undefined}>
            <summary>
              <b>{nickname}</b>{' '}
              <span class="dim">{r('ideasCount', { shown, all: evidence.length, wrong })}</span>
            </summary>
            <OwnLevels levels={levels} />
            <OwnIdeas evidence={evidence} />
          </details>
        );
      })}
    </section>
  );
}
