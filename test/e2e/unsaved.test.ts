import { expect } from '@playwright/test';
import { test } from './browsers.ts';
import { openPage } from './people.ts';
import { BRISK, TestServer } from './server.ts';

let server: TestServer;
test.beforeAll(async () => {
  server = await TestServer.start(BRISK);
});
test.afterAll(() => server.stop());

test('with a broken database a player is told, plays on, and finds everything saved before when it is mended', async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const { page } = await openPage(browser, `${server.url}/solo`);
  const play = async (): Promise<void> => {
    const step = (index: number) =>
      expect(page.getByTestId('level')).toHaveAttribute('data-step', String(index), { timeout: 40_000 });
    for (const [index, keys] of ['a', 'c', 'c', 'ab', 'b', 'c'].entries()) {
      await step(index);
      for (const key of keys) await page.keyboard.press(key);
    }
    await expect(page.getByTestId('level-results')).toHaveAttribute('data-outcome', 'done', {
      timeout: 40_000,
    });
  };
  const saved = () => page.getByTestId('level-userspace-1').getByTestId('stars');
  await page.getByTestId('level-userspace-1').click();
  await play();
  await page.goto(`${server.url}/solo`);
  await expect(saved()).toHaveAttribute('data-stars', '3');

  await server.restartWith('broken');
  await page.goto(`${server.url}/solo`);
  await expect(page.getByTestId('not-saved')).toContainText('not being saved');
  // What this browser knows is not taken away, and the game goes on.
  await expect(saved()).toHaveAttribute('data-stars', '3');
  await page.getByTestId('level-userspace-1').click();
  await expect(page.getByTestId('not-saved').first()).toContainText('not being saved');
  await play();

  await server.restartWith('own');
  await page.goto(`${server.url}/solo`);
  await expect(page.getByTestId('not-saved')).toHaveCount(0);
  await expect(saved()).toHaveAttribute('data-stars', '3');
  // The server itself has it, not only this browser.
  const kept = await page.evaluate(async () => {
    const key = localStorage.getItem('userland.player') ?? '';
    const answer = await fetch('/api/progress', { headers: { 'Userland-Player': key } });
    return answer.json();
  });
  expect(JSON.stringify(kept)).toContain('userspace-1');
});
