import { type LessonPlan, lessonPlan } from '../../shared/lessons/plan.ts';
import { scenario } from '../../shared/scenarios/index.ts';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

function page({ title, summary, parts }: LessonPlan): string {
  const body = parts.map(({ heading, items }) => {
    const list = items.map((item) => `<li>${escaped(item)}</li>`).join('');
    return `<h2>${escaped(heading)}</h2><ul>${list}</ul>`;
  });
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${escaped(title)} · Lesson plan · Userland</title><link rel="icon" href="/icon.svg">` +
    `<link rel="stylesheet" href="/lesson.css"><script src="/lesson.js" defer></script>` +
    `<main><button type="button" hidden>Print</button><h1>${escaped(title)}</h1><p>${escaped(summary)}</p>${body.join('')}</main></html>`
  );
}

/** The lesson plan of a scenario as a page to read and to print; undefined where there is none. */
export function lessonHtml(id: string): string | undefined {
  const found = scenario(id);
  const plan = found && lessonPlan(found);
  return plan && page(plan);
}
