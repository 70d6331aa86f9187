import { level as levelOf } from '../../../shared/levels/index.ts';
import { t } from '../../i18n/t.ts';
import { self } from '../../net/store.ts';
import { tab } from '../tabs.tsx';

/** On a phone, what a level asks for while another part than its text is shown; a tap leads back to it. */
export function StepStrip() {
  const { course } = self.value;
  if (course === null || course.outcome !== 'open' || tab.value === 'job') return null;
  const text = levelOf(course.id)?.steps[course.step]?.text;
  if (text === undefined) return null;
  return (
    <button
      type="button"
      class={`stepstrip ${course.advice === '' ? '' : 'advised'}`}
      data-testid="step-strip"
      aria-label={`${t('tabLevel')}: ${text}`}
      onClick={() => {
        tab.value = 'job';
      }}
    >
      {course.advice === '' ? text : course.advice}
      {course.advice === '' && course.progress !== null && <b> {t('levelProgress', course.progress)}</b>}
    </button>
  );
}
