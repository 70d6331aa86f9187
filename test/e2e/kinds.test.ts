import { type Browser, expect, type Page } from '@playwright/test';
import { test } from './browsers.ts';
import { openCampaign } from './people.ts';
import { BRISK, FAST, TestServer } from './server.ts';

/** Machines that wait for their player, and machines that wait for nobody. */
let patient: TestServer;
let server: TestServer;
test.beforeAll(async () => {
  [patient, server] = await Promise.all([TestServer.start(FAST), TestServer.start(BRISK)]);
});
test.afterAll(() => Promise.all([patient.stop(), server.stop()]));

/** The level has come to that step, or further. */
const step = (page: Page, index: number) =>
  expect(() => stepOrLater(page, index)).toPass({ timeout: 60_000 });

/** A part of the machine that stands on the page, on whatever tab of a phone. */
async function onTab(page: Page, tab: string): Promise<void> {
  const button = page.getByTestId(`tab-${tab}`);
  if ((await button.getAttribute('aria-pressed')) !== 'true') await button.tap();
}

interface Kind {
  level: string;
  /** The right answer to the first question, and the step that the acts lead to. */
  first: number;
  reaches: number;
  /** Its clock stands still until the player has chosen. */
  waits: boolean;
  keys(page: Page): Promise<void>;
  touch(page: Page): Promise<void>;
}

const KINDS: Record<string, Kind> = {
  'a scheduler': {
    level: 'cpu-2',
    first: 0,
    reaches: 2,
    waits: true,
    async keys(page) {
      await expect(async () => {
        await page.keyboard.press('1');
        await page.keyboard.press('q');
        await step2(page);
      }).toPass({ timeout: 100_000, intervals: [300] });
    },
    async touch(page) {
      await expect(async () => {
        // All are done, well or not: the results stand over the station.
        if ((await page.getByTestId('level-results').count()) > 0) return;
        await page.getByTestId('queue-row').first().tap({ timeout: 1000 });
        await page.getByTestId('run-here').first().tap({ timeout: 1000 });
        await step2(page);
      }).toPass({ timeout: 100_000, intervals: [300] });
    },
  },
  'a memory manager': {
    level: 'memory-2',
    first: 0,
    reaches: 2,
    waits: true,
    async keys(page) {
      await expect(page.getByTestId('fault-row').first()).toBeVisible({ timeout: 60_000 });
      await page.keyboard.press('n');
      await page.keyboard.press('Enter');
    },
    async touch(page) {
      await onTab(page, 'faults');
      await expect(page.getByTestId('fault-row').first()).toBeVisible({ timeout: 60_000 });
      // No button takes the choice off the player.
      await expect(page.getByTestId('evict-cold')).toHaveCount(0);
      await onTab(page, 'frames');
      await page.locator('[data-testid=frame].cold[aria-disabled=false]').first().tap();
    },
  },
  'somebody at the interrupt lines': {
    level: 'interrupts-2',
    first: 0,
    reaches: 2,
    waits: false,
    async keys(page) {
      await expect(async () => {
        await page.keyboard.press('2');
        await step2(page);
      }).toPass({ timeout: 60_000, intervals: [500] });
    },
    async touch(page) {
      await expect(async () => {
        await page.getByTestId('irq-keyboard').tap({ timeout: 1000 });
        await step2(page);
      }).toPass({ timeout: 60_000, intervals: [500] });
    },
  },
  'an auditor': {
    level: 'separation-3',
    first: 2,
    reaches: 2,
    waits: false,
    async keys(page) {
      await suspected(page);
      await expect(async () => {
        await page.keyboard.press('ArrowDown');
        await expect(page.locator('[data-testid=audit-row].pointed')).toContainText('cat', { timeout: 300 });
      }).toPass({ timeout: 20_000, intervals: [100] });
      await page.keyboard.press('f');
    },
    async touch(page) {
      await suspected(page);
      await page.getByTestId('audit-row').filter({ hasText: 'cat' }).tap();
      await page.getByTestId('audit-freeze').tap();
    },
  },
};

async function stepOrLater(page: Page, index: number): Promise<void> {
  // The last step may be over before anybody looks: then the results stand in the level's place.
  if ((await page.getByTestId('level-results').count()) > 0) return;
  const at = Number(await page.getByTestId('level').getAttribute('data-step', { timeout: 300 }));
  if (at < index) throw new Error(`step ${at}`);
}

const step2 = (page: Page): Promise<void> => stepOrLater(page, 2);

/** The log has something against cat. */
async function suspected(page: Page): Promise<void> {
  const row = page.getByTestId('audit-row').filter({ hasText: 'cat' });
  await expect(row.locator('td').first()).not.toHaveText('0', { timeout: 60_000 });
}

async function open(browser: Browser, waits: boolean, phone: boolean): Promise<Page> {
  const viewport = phone ? { width: 390, height: 844 } : { width: 1366, height: 768 };
  const context = await browser.newContext({ viewport, hasTouch: phone });
  const page = await context.newPage();
  await openCampaign(page, (waits ? patient : server).url);
  return page;
}

for (const [name, kind] of Object.entries(KINDS)) {
  test(`${name} plays a level by keyboard alone`, async ({ browser }) => {
    const page = await open(browser, kind.waits, false);
    await page.getByTestId(`level-${kind.level}`).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('question')).toBeVisible();
    await page.keyboard.press('ABCD'[kind.first] as string);
    await step(page, 1);
    await kind.keys(page);
    await step(page, kind.reaches);
    await page.context().close();
  });

  test(`${name} plays it by touch on a phone held upright`, async ({ browser }) => {
    const page = await open(browser, kind.waits, true);
    await page.getByTestId(`level-${kind.level}`).tap();
    await page.getByTestId('answer').nth(kind.first).tap();
    await step(page, 1);
    // What is to be done stands above the station.
    await expect(page.getByTestId('step-strip')).toBeVisible();
    await kind.touch(page);
    await step(page, kind.reaches);
    await page.context().close();
  });
}
