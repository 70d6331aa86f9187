import type { Page } from '@playwright/test';
import type { Role } from '../../shared/roles.ts';
import { inAllSizes, type Studio, shoot, untilTick } from './stage.ts';

/** A page that needs nothing but its address. */
export const still =
  (path: string) =>
  (studio: Studio, name: string): Promise<void> =>
    inAllSizes(studio, path, async (page, size) => {
      await page.waitForLoadState('networkidle');
      await shoot(page, name, size);
    });

/** What each role does before its picture is taken. */
const ACTS: Record<string, (page: Page) => Promise<void>> = {
  async process(page) {
    await page.getByTestId('recipe-add-all').click({ timeout: 60_000 });
    await page.waitForTimeout(2200);
  },
  async malware(page) {
    await page.getByTestId('exploit').nth(5).click();
    await page.waitForTimeout(6000);
  },
  async scheduler(page) {
    await page.getByTestId('queue-row').first().click({ timeout: 30_000 });
    await page.waitForTimeout(600);
  },
};

/** Tick at which a station has something to do. */
const BUSY_FROM: Readonly<Record<string, number>> = { scheduler: 60, memory: 190, io: 70, auditor: 280 };

/** A role in a running round with bots, at a moment when it has something to do. */
export function role(studio: Studio, name: string): Promise<void> {
  return inAllSizes(studio, '/', async (page, size) => {
    await begin(page, name as Role);
    await untilTick(page, BUSY_FROM[name] ?? 30);
    if (name === 'malware' && size === '390x844') await page.getByTestId('tab-exploits').click();
    await ACTS[name]?.(page);
    await shoot(page, name, size);
  });
}

/** From the start page into a round. */
export async function begin(page: Page, role: Role): Promise<void> {
  await page.getByTestId(`role-${role}`).click();
  await page.getByTestId('play').waitFor();
}

/** A level in play: its first question answered, and its player before a choice at `tick`, or before the first page fault. */
export const level =
  (at: number | 'fault') =>
  (studio: Studio, name: string): Promise<void> =>
    inAllSizes(studio, '/solo', async (page, size) => {
      await page.getByTestId('open-all').click();
      await page.getByTestId(`level-${name}`).click();
      await page.getByTestId('level').waitFor();
      if (at !== 0) await page.getByTestId('answer').first().click();
      if (at === 'fault') {
        const tab = page.getByTestId('tab-faults');
        if (await tab.isVisible()) await tab.click();
        await page.getByTestId('fault-row').first().waitFor();
      } else if (at > 0) await untilTick(page, at);
      await page.waitForTimeout(800);
      await shoot(page, name, size);
    });
