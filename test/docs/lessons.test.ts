import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lessonPages } from '../../scripts/lessons.ts';
import { lessonHtml } from '../../server/http/lessons.ts';
import { CURRICULUM } from '../../shared/curriculum.ts';
import { LESSONS } from '../../shared/lessons/texts.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';

const folder = new URL('../../docs/lessons/', import.meta.url);

describe('docs/lessons', () => {
  it('has a plan for every scenario, and no other', () => {
    const names = SCENARIOS.map(({ id }) => `${id}.md`).sort();
    expect(readdirSync(folder).sort()).toEqual(names);
    expect(Object.keys(LESSONS).sort()).toEqual(SCENARIOS.map(({ id }) => id).sort());
  });

  it.each([...lessonPages()])('%s is what `npm run docs:lessons` makes', (name, text) => {
    expect(readFileSync(new URL(name, folder), 'utf8')).toBe(text);
  });

  it.each(SCENARIOS)('explains the codes of $name and answers its questions', ({ id, codes, questions }) => {
    const text = lessonPages().get(`${id}.md`) ?? '';
    for (const code of codes) expect(text).toContain(`${code}: ${CURRICULUM[code]}`);
    for (const { text: asked, answers, right } of questions)
      expect(text).toContain(`${asked} Answer: ${answers[right]}`);
    // One printed page: about 60 lines of 90 characters.
    const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 90)), 0);
    expect(lines).toBeLessThanOrEqual(75);
  });
});

describe('the page of a lesson plan', () => {
  it('is there for a scenario, without anything that a browser would take for markup', () => {
    const page = lessonHtml('interrupt-storm') ?? '';
    expect(page).toContain('<h1>Interrupt storm</h1>');
    const itsOwn = '<script src="/lesson.js" defer></script>';
    expect(page).toContain(itsOwn);
    expect(page.replace(itsOwn, '')).not.toMatch(/<script|style=|'/);
    expect(lessonHtml('nothing')).toBeUndefined();
  });
});
