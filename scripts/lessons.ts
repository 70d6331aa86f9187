import { mkdirSync, writeFileSync } from 'node:fs';
import { type LessonPlan, lessonPlan } from '../shared/lessons/plan.ts';
import { SCENARIOS } from '../shared/scenarios/index.ts';

function markdown({ title, summary, parts }: LessonPlan): string {
  const body = parts.map(
    ({ heading, items }) => `## ${heading}\n\n${items.map((item) => `- ${item}`).join('\n')}\n`,
  );
  return [`# Lesson: ${title}\n`, `${summary}\n`, ...body].join('\n');
}

/** The lesson plans by the names of their files in `docs/lessons`. */
export function lessonPages(): Map<string, string> {
  const pages = new Map<string, string>();
  for (const scenario of SCENARIOS) {
    const plan = lessonPlan(scenario);
    if (plan !== undefined) pages.set(`${scenario.id}.md`, markdown(plan));
  }
  return pages;
}

if (import.meta.main) {
  const folder = new URL('../docs/lessons/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of lessonPages()) writeFileSync(new URL(name, folder), text);
}
