import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { quantise } from './palette.ts';
import { readPng, writePng } from './png.ts';

/** The three sizes in which everything is looked at: a Chromebook, a phone held upright, a projector. */
export const SIZES = { '1366x768': [1366, 768], '390x844': [390, 844], '1920x1080': [1920, 1080] } as const;
export type Size = keyof typeof SIZES;
/** Where a projector's page is looked at, and where a person's own screen is. */
export const FAR_SIZES = ['1366x768', '1920x1080'] as const satisfies readonly Size[];
export const NEAR_SIZES = ['1366x768', '390x844'] as const satisfies readonly Size[];
export const ALL_SIZES = Object.keys(SIZES) as Size[];

export const out = join(import.meta.dirname, '..', '..', 'docs', 'screenshots');
mkdirSync(out, { recursive: true });

/** Where the pictures are taken: a browser, and the address of a server. */
export interface Studio {
  browser: Browser;
  base: string;
}

/** How long anything may take: several machines are drawn at a time. */
const PATIENCE_MS = 120_000;

/** A page of its own visitor; `url` within the server. Its errors are printed. */
export async function open({ browser, base }: Studio, size: Size, url: string): Promise<Page> {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: size === '390x844' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  listen(page);
  page.on('pageerror', (error) => console.error(`${url}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${url}: ${message.text()}`);
  });
  await page.goto(base + url);
  return page;
}

const hearing = new WeakMap<Page, Set<(frame: Buffer | string) => void>>();

function listen(page: Page): void {
  const ears = new Set<(frame: Buffer | string) => void>();
  hearing.set(page, ears);
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      for (const ear of ears) ear(payload);
    });
  });
}

/** Waits until one message of the server holds all of these words, and `later` milliseconds more. */
export async function told(page: Page, words: readonly string[], later: number): Promise<void> {
  const ears = hearing.get(page);
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`nobody told of ${words.join(', ')}`)), PATIENCE_MS);
    const ear = (frame: Buffer | string): void => {
      if (!words.every((word) => frame.includes(word))) return;
      clearTimeout(late);
      ears?.delete(ear);
      resolve();
    };
    ears?.add(ear);
  });
  await page.waitForTimeout(later);
}

/** Colours of a picture's palette: a sixth of the bytes, and no difference that one would look for. */
const COLOURS = 96;

/** Takes a picture, in the few colours that keep the folder small. */
export async function shoot(page: Page, name: string, size: Size): Promise<void> {
  const picture = readPng(await page.screenshot());
  const { palette, indices } = quantise(picture, COLOURS);
  writeFileSync(join(out, `${name}-${size}.png`), writePng(picture.width, picture.height, palette, indices));
  console.log(`${name}-${size}.png`);
}

export async function untilTick(page: Page, tick: number): Promise<void> {
  await page.waitForFunction(
    (least) => Number(document.querySelector('[data-tick]')?.getAttribute('data-tick')) >= least,
    tick,
    { timeout: 120_000 },
  );
}

/** Opens the page in each size, one after the other, and hands it over. */
export async function inAllSizes(
  studio: Studio,
  url: string,
  take: (page: Page, size: Size) => Promise<void>,
  sizes: readonly Size[] = ALL_SIZES,
): Promise<void> {
  for (const size of sizes) {
    const page = await open(studio, size, url);
    await take(page, size);
    await page.context().close();
  }
}
