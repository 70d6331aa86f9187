import type { Browser } from '@playwright/test';
import { spread, watchThread, withPages } from './bench-page.ts';

/**
 * Frames a second of the world on this computer without a graphics card, for 8 processes on 1 core and 40 on 16, in the three
 * sizes, with the page's thread slowed down as a Chromebook's would be: `npm run bench:world [-- TIMES]`. The ratio says how much of its smoothness the picture keeps when the machine is full.
 */
const SIZES = [
  [1366, 768, 'play'],
  [390, 844, 'play'],
  [1920, 1080, 'watch'],
] as const;
const MACHINES = [
  { processes: 8, cores: 1 },
  { processes: 40, cores: 16 },
] as const;
const WARM_MS = 2000;
const MEASURED_MS = 5000;
const SLOWED = Number(process.argv[2] ?? 4);

interface Measure {
  /** Frames a second. */
  rate: number;
  /** Milliseconds between two frames below which 95 of 100 lie. */
  slow: number;
  /** Milliseconds of processor time that the page's thread takes for a frame, ticks included. */
  work: number;
}

async function measure(browser: Browser, url: string, width: number, height: number): Promise<Measure> {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.goto(url);
  await page.waitForSelector('canvas');
  const worked = await watchThread(page, SLOWED);
  await page.waitForTimeout(WARM_MS);
  const before = await worked();
  const gaps = await page.evaluate(
    (span) =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        const begun = performance.now();
        let last = begun;
        const count = (now: number): void => {
          found.push(now - last);
          last = now;
          if (now - begun < span) requestAnimationFrame(count);
          else resolve(found);
        };
        requestAnimationFrame(count);
      }),
    MEASURED_MS,
  );
  const work = ((await worked()) - before) / gaps.length;
  await page.close();
  return { rate: gaps.length / (MEASURED_MS / 1000), slow: spread(gaps).high, work };
}

await withPages(async (browser, base) => {
  const rows = [];
  for (const [width, height, layout] of SIZES) {
    const rates: number[] = [];
    for (const { processes, cores } of MACHINES) {
      const url = `${base}/world/demo.html?n=${processes}&cores=${cores}&layout=${layout}`;
      const { rate, slow, work } = await measure(browser, url, width, height);
      rates.push(rate);
      rows.push({
        size: `${width}×${height}`,
        processes,
        cores,
        'frames a second': Number(rate.toFixed(1)),
        '95 % within ms': Math.round(slow),
        'ms of thread a frame': Number(work.toFixed(1)),
        'of the small machine': Number((rate / (rates[0] ?? rate)).toFixed(2)),
      });
    }
  }
  console.table(rows);
});
process.exit(0);
