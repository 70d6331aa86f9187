import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumArguments, findChromium, howToInstall } from './chromium.mjs';

/** Serves the client's sources on a free port and hands over a browser; both are gone afterwards. */
export async function withPages(run: (browser: Browser, base: string) => Promise<void>): Promise<void> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    console.error(howToInstall);
    process.exit(1);
  }
  const vite = await createServer({
    configFile: join(import.meta.dirname, '..', 'vite.config.ts'),
    server: { host: '127.0.0.1', port: Number(process.env.PORT ?? 0), proxy: {} },
    logLevel: 'error',
  });
  await vite.listen();
  const address = vite.httpServer?.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const browser = await chromium.launch({ executablePath, args: chromiumArguments });
  try {
    await run(browser, `http://127.0.0.1:${port}`);
  } finally {
    await browser.close();
    await vite.close();
  }
}

/** Slows the page's thread down so many times, and tells how many milliseconds of the processor it has taken since. */
export async function watchThread(page: Page, slowed: number): Promise<() => Promise<number>> {
  const tools: CDPSession = await page.context().newCDPSession(page);
  await tools.send('Emulation.setCPUThrottlingRate', { rate: slowed });
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await tools.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
}

/** The middle of some figures, and the one below which 95 of 100 lie. */
export function spread(figures: readonly number[]): { middle: number; high: number } {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { middle: at(0.5), high: at(0.95) };
}
