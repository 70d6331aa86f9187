import { describe, expect, it } from 'vitest';
import { lessonHtml } from '../../server/http/lessons.ts';
import { readPrepared } from '../../server/rooms/repertoire.ts';
import { lessonPlan } from '../../shared/lessons/plan.ts';
import { SCENARIOS } from '../../shared/scenarios/index.ts';
import { MOST_LINK, packScenario, scenarioFile, unpackScenario } from '../../shared/scenarios/link.ts';
import { readScenario, type Scenario } from '../../shared/scenarios/schema.ts';
import { machineSize, roleCounts } from '../../shared/scenarios/size.ts';

const own = (scenario: Scenario, changes: Partial<Scenario> = {}): Scenario => {
  return { ...scenario, id: `own-${scenario.id}`, ...changes };
};

describe('a lesson as a link', () => {
  it.each(SCENARIOS)('$name comes out as it went in, and fits', async (scenario) => {
    const link = await packScenario(scenario);
    expect(link).toMatch(/^[\w-]+$/);
    expect(link.length).toBeLessThan(MOST_LINK);
    expect(readScenario(await unpackScenario(link))).toMatchObject({ ok: true, scenario });
  });

  it.each(['', '!', 'AAAA', 'dVTbjts2EP0Vgk8t', 'x'.repeat(5_000)])(
    '%j is no lesson, and says so',
    async (text) => {
      expect(await unpackScenario(text)).toBeUndefined();
    },
  );

  it('that was cut off anywhere is refused', async () => {
    const link = await packScenario(SCENARIOS[0] as Scenario);
    for (let length = 0; length < link.length; length += 97)
      expect(await unpackScenario(link.slice(0, length))).toBeUndefined();
  });

  it('that unfolds to far more than a lesson is given up in time', async () => {
    const bomb = { name: 'x'.repeat(50_000_000) } as Scenario;
    expect(await unpackScenario(await packScenario(bomb))).toBeUndefined();
  });
});

it('a file says which version it is of, and is read by the server', () => {
  const text = scenarioFile(own(SCENARIOS[0] as Scenario));
  expect(JSON.parse(text)).toMatchObject({ version: 1 });
  expect(readPrepared(JSON.parse(text))).toMatchObject({ ok: true });
});

describe('the lesson plan of a teacher’s own scenario', () => {
  it.each(SCENARIOS)('of $name is a page, made from what is in it', (scenario) => {
    const plan = lessonPlan(own(scenario));
    expect(plan.parts.map(({ heading }) => heading)).toEqual(
      lessonPlan(scenario).parts.map(({ heading }) => heading),
    );
    const text = plan.parts.flatMap(({ items }) => items);
    for (const question of scenario.questions)
      expect(
        text.some((item) => item.startsWith(`${question.text} Answer: ${question.answers[question.right]}`)),
      ).toBe(true);
    expect(text.reduce((lines, item) => lines + Math.ceil(item.length / 90), 0)).toBeLessThan(60);
    expect(lessonHtml(`own-${scenario.id}`)).toBeUndefined();
  });

  it('speaks of the walls that are down', () => {
    const base = SCENARIOS[0] as Scenario;
    const open = own(base, { protections: { ...base.protections, rings: false } });
    const text = JSON.stringify(lessonPlan(open));
    expect(text).toContain('privilege rings');
    expect(JSON.stringify(lessonPlan(own(base)))).not.toContain('privilege rings');
  });
});

it('a class has the cores and frames that its scenario gives so many programs', () => {
  const base = SCENARIOS[0] as Scenario;
  const counts = roleCounts(30, {
    roles: { scheduler: true, memory: true, io: true, auditor: true, malware: true },
  });
  expect(counts).toEqual({ scheduler: 3, memory: 1, io: 1, auditor: 1, malware: 3, process: 21 });
  const machine = { ...base.machine, processesPerCore: 8, framesPerProcess: 6 };
  expect(machineSize(machine, 24, 2)).toEqual({ cores: 3, frames: 144 });
  expect(machineSize(machine, 4, 3).cores).toBe(3);
});
