import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { expectPhase, hostRoom, joinClass, openPage } from './people.ts';
import { BRISK, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(BRISK);
});
test.afterAll(async () => {
  await server.stop();
});

test('after a round everybody reads it in tabs, zooms into it, and watches it again', async ({ browser }) => {
  test.setTimeout(180_000);
  const { teacher, code } = await hostRoom(browser, server.url, 'first-boot');
  const mila = await joinClass(browser, server.url, code, 'Mila', true);
  await mila.page.getByTestId('wish-process').click();
  const watch = await openPage(browser, `${server.url}/watch/${code}`);

  // Twelve questions before the lesson.
  await teacher.page.getByTestId('desk-ask').click();
  await teacher.page.getByTestId('survey-before').click();
  for (let item = 0; item < 12; item += 1) {
    await expect(mila.page.locator('.survey legend')).toContainText(`${item + 1} of 12`);
    await mila.page.getByTestId('survey-answer').first().click();
  }
  await expect(teacher.page.getByTestId('survey-desk')).toContainText('1 have finished');

  await teacher.page.getByTestId('start').click();
  await expect(mila.page.getByTestId('survey')).toBeHidden();
  await mila.page.getByTestId('ready').click();
  await expectPhase(mila, 'run');
  await mila.page.getByTestId('recipe-add-all').click({ timeout: 60_000 });
  await teacher.page.getByTestId('speed-4').click();
  await expect
    .poll(async () => Number(await mila.page.getByTestId('play').getAttribute('data-tick')), {
      timeout: 60_000,
    })
    .toBeGreaterThan(120);
  await teacher.page.getByTestId('end').click();
  const everybody = [mila, teacher, watch];
  for (const person of everybody) {
    await expect(person.page.getByTestId('talk')).toBeVisible();
    await expect(person.page.getByTestId('watch-again')).toBeEnabled({ timeout: 60_000 });
  }

  // The chart of the cores is drawn, zoomed by keys, and told in words.
  const { page } = mila;
  await page.getByTestId('results-tab-cores').click();
  await expect(page.locator('[data-testid=gantt][data-drawn=yes] canvas')).toBeVisible({ timeout: 30_000 });
  const window = page.locator('.charttools [role=status]');
  const whole = await window.textContent();
  await page.locator('.gantt').focus();
  await page.keyboard.press('+');
  await expect(window).not.toHaveText(whole ?? '');
  await page.locator('.gantt summary').click();
  await expect(page.locator('.gantt tbody tr').first()).toBeVisible();
  await expect(page.getByTestId('processes').locator('tr.own')).toContainText('Mila');

  // Her own strace, by filter; arrow keys go from tab to tab.
  await page.getByTestId('results-tab-cores').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByTestId('results-tab-calls')).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.strace li').first()).toBeVisible();
  await page.getByTestId('strace-filter').fill('no such call');
  await expect(page.locator('.strace li')).toHaveCount(0);
  await expect(watch.page.getByTestId('own-strace')).toHaveCount(0);

  // The comparison, with the class among the algorithms.
  await page.getByTestId('results-tab-whatif').click();
  await expect(page.locator('[data-testid=counterfactual] tr.own')).toContainText('As you played', {
    timeout: 60_000,
  });

  // The round again: by slider, by keys, by itself; on the projector as well.
  for (const person of [mila, watch]) {
    await person.page.getByTestId('watch-again').click();
    const bar = person.page.getByTestId('scrubber');
    await person.page.getByTestId('replay-slider').fill('70');
    await expect(bar).toHaveAttribute('data-at', '70');
    await person.page.keyboard.press('ArrowLeft');
    await expect(bar).toHaveAttribute('data-at', '69');
    await person.page.getByTestId('replay-play').click();
    await expect.poll(async () => Number(await bar.getAttribute('data-at'))).toBeGreaterThan(75);
    await person.page.getByTestId('replay-close').click();
    await expect(person.page.getByTestId('results')).toBeVisible();
  }

  // An answer about this very round reaches the teacher's report.
  await page.getByTestId('results-tab-questions').click();
  await page.getByTestId('question').first().locator('.answers button').first().click();
  await teacher.page.goto(`${server.url}/report/${code}`);
  await expect(teacher.page.getByTestId('students').locator('tr', { hasText: 'Mila' })).toContainText('/ 1');
  await expect(teacher.page.getByTestId('gain')).toContainText('Nobody has answered');
  for (const person of everybody) expect(person.errors).toEqual([]);

  // One click deletes it, for good: opened again there is none.
  await teacher.page.getByTestId('report-delete').click();
  await expect(teacher.page.getByTestId('students')).toHaveCount(0);
  await expect(teacher.page.getByRole('status')).toContainText('deleted');
  await teacher.page.reload();
  await expect(teacher.page.getByRole('status')).toContainText('There is no report');
});
