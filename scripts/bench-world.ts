import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { createServer } from 'vite';
import { findChromium, howToInstall } from './chromium.mjs';

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

const executablePath = findChromium();
if (executablePath === undefined) {
  console.error(howToInstall);
  process.exit(1);
}

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
  const tools = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const worked = async (): Promise<number> => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
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
  gaps.sort((a, b) => a - b);
  return { rate: gaps.length / (MEASURED_MS / 1000), slow: gaps[Math.floor(gaps.length * 0.95)] ?? 0, work };
}

const vite = await createServer({
  configFile: join(import.meta.dirname, '..', 'vite.config.ts'),
  server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 0), proxy: {} },
  logLevel: 'error',
});
await vite.listen();
const address = vite.httpServer?.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const rows = [];
  for (const [width, height, layout] of SIZES) {
    const rates: number[] = [];
    for (const { processes, cores } of MACHINES) {
      const url = `http://127.0.0.1:${port}/world/demo.html?n=${processes}&cores=${cores}&layout=${layout}`;
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
} finally {
  await browser.close();
  await vite.close();
}
process.exit(0);
