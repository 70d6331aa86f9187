import type { Page } from '@playwright/test';
import { hosted, startAll } from './rooms.ts';
import { FAR_SIZES, NEAR_SIZES, open, SIZES, type Size, type Studio, shoot, untilTick } from './stage.ts';

/** One page in these sizes, as a window that is pulled: of a desk or a seat, or of a projector. */
async function pulled(page: Page, name: string, sizes: readonly Size[] = NEAR_SIZES): Promise<void> {
  for (const size of sizes) {
    const [width, height] = SIZES[size];
    await page.setViewportSize({ width, height });
    await page.waitForTimeout(900);
    await shoot(page, name, size);
  }
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** The host's desk from the lobby to a round with a question and a spotlight, and what the class sees of it. */
export async function desk(studio: Studio): Promise<void> {
  const { host, players, code } = await hosted(studio, 'infected');
  const watch = await open(studio, '1920x1080', `/watch/${code}`);
  await host.getByTestId('waiting-room').click();
  const outside = await open(studio, '390x844', `/join/${code}`);
  await outside.getByTestId('join-name').fill('Noor');
  await outside.getByTestId('join-go').click();
  await outside.getByTestId('at-door').waitFor();
  await pulled(outside, 'at-door');
  await host.getByTestId('role-chip').first().focus();
  await host.keyboard.press('ArrowRight');
  await pulled(host, 'desk-lobby');
  await host.getByTestId('let-in').click();
  await outside.getByTestId('play').waitFor();
  await host.getByTestId('desk-roles').click();
  await pulled(host, 'desk-roles');
  await host.getByTestId('desk-class').click();
  await startAll({ host, players, code });
  await untilTick(host, 100);
  await pulled(host, 'desk-machine');

  await host.getByTestId('desk-ask').click();
  await host.getByTestId('ask-from-typed').click();
  await pulled(host, 'desk-typing');
  await host.getByTestId('ask-from-scenario').click();
  await host.getByTestId('ask-go').click();
  await players[0]?.getByTestId('poll-answer').nth(1).click();
  await players[1]?.getByTestId('poll').waitFor();
  for (const [index, size] of NEAR_SIZES.entries()) await shoot(players[index] as Page, 'poll', size);
  await players[2]?.getByTestId('poll-answer').nth(2).click();
  await host.getByTestId('bars').click();
  await watch.getByTestId('poll-bars').waitFor();
  await pulled(watch, 'watch-poll', FAR_SIZES);
  await pulled(host, 'desk-poll');
  await host.getByTestId('poll-close').click();
  await host.getByTestId('poll-show').click();
  await players[1]?.getByTestId('poll-bars').waitFor();
  for (const [index, size] of NEAR_SIZES.entries()) await shoot(players[index] as Page, 'poll-shown', size);
  await host.getByTestId('poll-gone').click();

  await host.getByTestId('desk-show').click();
  await host.getByTestId('spot-process').selectOption({ index: 4 });
  await watch.getByTestId('close-up').waitFor();
  const line = host.getByTestId('spot-choose').first();
  await line.waitFor({ timeout: 60_000 });
  await host.getByTestId('pause').click();
  await host.waitForTimeout(500);
  await line.click();
  await watch.getByTestId('spot-line').waitFor();
  await pulled(watch, 'watch-spotlight', FAR_SIZES);
  await pulled(host, 'desk-spotlight');
}
