import { lessonPlan } from '../../shared/lessons/plan.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';
import { tp } from '../i18n/prepare.ts';

/** The lesson on a page, to read and to print. */
export function Plan({ scenario, close }: { scenario: Scenario; close: () => void }) {
  const { title, summary, parts } = lessonPlan(scenario);
  return (
    <article class="lessonplan" data-testid="plan">
      <p class="row noprint">
        <button type="button" class="primary" onClick={() => window.print()}>
          {tp('print')}
        </button>
        <button type="button" onClick={close}>
          {tp('closePlan')}
        </button>
      </p>
      <h1>{title}</h1>
      <p>{summary}</p>
      {parts
        .filter(({ items }) => items.length > 0)
        .map(({ heading, items }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <ul>
              {items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </section>
        ))}
    </article>
  );
}
