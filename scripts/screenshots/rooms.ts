import type { Page } from '@playwright/test';
import { ALL_SIZES, FAR_SIZES, open, SIZES, type Size, type Studio, shoot, untilTick } from './stage.ts';

export interface Hosted {
  host: Page;
  code: string;
  /** One in each size. */
  players: Page[];
}

/** A class's room with that scenario, its host's desk, and a player in each size. */
export async function hosted(studio: Studio, scenario: string): Promise<Hosted> {
  const host = await open(studio, '1366x768', '/host');
  await host.getByTestId('host-name').fill('Year 10');
  await host.getByTestId(`scenario-${scenario}`).click();
  await host.getByTestId('host-go').click();
  await host.getByTestId('room-code').waitFor();
  const code = ((await host.getByTestId('room-code').textContent()) ?? '').trim();
  const players: Page[] = [];
  for (const [index, size] of ALL_SIZES.entries()) {
    const page = await open(studio, size, `/join/${code}`);
    await page.getByTestId('join-name').fill(['Mila', 'Jonas', 'Aisha'][index] as string);
    await page.getByTestId('join-go').click();
    await page.getByTestId('play').waitFor();
    players.push(page);
  }
  return { host, code, players };
}

/** The round begins, and everybody has read the briefing. */
export async function startAll({ host, players }: Hosted): Promise<void> {
  await host.getByTestId('start').click();
  for (const page of players) await ready(page);
}

/** Who does not say so in time, on a busy computer, begins with the others. */
async function ready(page: Page): Promise<void> {
  await page.locator('[data-testid=ready], [data-phase=run]').first().waitFor();
  const button = page.getByTestId('ready');
  if ((await button.count()) > 0) await button.click().catch(() => undefined);
}

/** A class: a host, bots, a projector, late joiners; then the results. */
export async function classRound(studio: Studio): Promise<void> {
  const { host, players, code } = await hosted(studio, 'infected');
  const watches = await Promise.all(FAR_SIZES.map((size) => open(studio, size, `/watch/${code}`)));
  const everywhere = async (name: string, pages: Page[]): Promise<void> => {
    const sizes = pages === watches ? FAR_SIZES : ALL_SIZES;
    for (const [index, page] of pages.entries()) await shoot(page, name, sizes[index] as Size);
  };
  await host.waitForTimeout(1500);
  await everywhere('lobby', players);
  await everywhere('watch-lobby', watches);
  await shoot(host, 'host-lobby', '1366x768');
  await host.getByTestId('start').click();
  await host.waitForTimeout(1500);
  await everywhere('boot', players);
  for (const page of players) await ready(page);
  await host.getByTestId('speed-4').click();
  await untilTick(host, 160);
  await host.getByTestId('speed-0.5').click();
  await everywhere('watch', watches);
  await shoot(host, 'host', '1366x768');
  await host.getByTestId('speed-4').click();
  await untilTick(host, 400);
  await host.getByTestId('end').click();
  await host.getByTestId('results').waitFor();
  await host.waitForTimeout(1000);
  await everywhere('results', players);
  await everywhere('watch-results', watches);
  for (const page of players) await page.locator('[data-testid=watch-again]:enabled').waitFor();
  for (const tab of ['questions', 'cores', 'calls', 'whatif']) {
    for (const page of players) await page.getByTestId(`results-tab-${tab}`).click();
    await host.waitForTimeout(2500);
    await everywhere(`results-${tab}`, players);
  }
  for (const page of players) {
    await page.getByTestId('watch-again').click();
    await page.getByTestId('replay-slider').fill('150');
  }
  await host.waitForTimeout(1500);
  await everywhere('replay', players);
  await report(studio, host, code);
}

/** The class's report, on the teacher's browser at every size. */
async function report({ base }: Studio, host: Page, code: string): Promise<void> {
  for (const size of ALL_SIZES) {
    const [width, height] = SIZES[size];
    await host.setViewportSize({ width, height });
    await host.goto(`${base}/report/${code}`);
    await host.getByTestId('students').waitFor();
    await shoot(host, 'report', size);
  }
}

/** A wall switched off, the panic that follows, and the reboot: on a player's screen, a projector's and the host's. */
export async function outage(studio: Studio): Promise<void> {
  const { host, players, code } = await hosted(studio, 'infected');
  const watches = await Promise.all(FAR_SIZES.map((size) => open(studio, size, `/watch/${code}`)));
  const everywhere = async (name: string): Promise<void> => {
    for (const [index, size] of ALL_SIZES.entries()) await shoot(players[index] as Page, name, size);
    for (const [index, size] of FAR_SIZES.entries())
      await shoot(watches[index] as Page, `watch-${name}`, size);
    await shoot(host, `host-${name}`, '1366x768');
  };
  await startAll({ host, players, code });
  // Slowly: on a busy computer the panic must not be over before its picture is taken.
  await host.getByTestId('speed-0.5').click();
  await untilTick(host, 12);
  for (const name of ['rings', 'isolation']) await host.getByTestId(`protection-${name}`).click();
  await host.waitForTimeout(2500);
  for (const [index, size] of ALL_SIZES.entries()) await shoot(players[index] as Page, 'walls-down', size);
  for (const page of [players[0] as Page, players[2] as Page]) {
    if ((await page.getByTestId('line-input').count()) === 0) continue;
    await page.getByTestId('line-input').fill('store KERNEL + 64, 0');
    await page.getByTestId('line-add').click();
  }
  // In the page itself, at once: a click from outside comes late where several machines are drawn.
  await host.waitForFunction(
    () => {
      if (document.querySelector('[data-testid=panic]') === null) return false;
      document.querySelector<HTMLElement>('[data-testid=pause]')?.click();
      return true;
    },
    null,
    { polling: 100, timeout: 120_000 },
  );
  await host.waitForTimeout(2500);
  await everywhere('panic');
  await host.getByTestId('resume').click();
  await host.locator('.outage.boot .console div:nth-child(6)').waitFor({ timeout: 60_000 });
  await host.getByTestId('pause').click();
  await host.waitForTimeout(1000);
  await everywhere('reboot');
}
