import type { Browser, Page } from '@playwright/test';
import { spread, watchThread, withPages } from './bench-page.ts';

/**
 * What a step of zooming or moving costs in the chart of who had the cores, for a round of a hundred slices and for rounds of tens
 * of thousands: `npm run bench:gantt [-- TIMES]`, TIMES slower than this computer. A frame has 16.7 ms at 60 a second; the ratio
 * says how much more a step costs in a long round than in a short one.
 */
const SLOWED = Number(process.argv[2] ?? 1);
const WIDTHS = [1366, 1920] as const;
/** Ticks of a round on two cores; a slice of the made-up round lasts ten. */
const ROUNDS = [500, 50_000, 150_000] as const;
const TICKS_A_SLICE = 10;
const CORES = 2;
/** Down to a few slices, along them, back, and up again. */
const KEYS = ['+', 'ArrowRight', 'ArrowLeft', '-'].flatMap((key) => Array<string>(8).fill(key));
/** A key that the chart has no use for: what the page costs anyway. */
const NO_KEYS = KEYS.map(() => 'x');
const TURNS = 3;

/** Presses the keys, each when the frame with the answer to the one before has been made. */
function press(page: Page, keys: readonly string[]): Promise<void> {
  return page.evaluate(async (asked) => {
    const chart = document.querySelector<HTMLElement>('.gantt');
    for (const key of asked) {
      chart?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    }
  }, keys);
}

/** Milliseconds of the page's thread for a step: of the chart, and of all else in the same time. */
async function measure(browser: Browser, base: string, width: number, ticks: number) {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  await page.goto(`${base}/dev/fixture.html?role=scheduler&phase=results&ticks=${ticks}`);
  await page.getByTestId('results-tab-cores').click();
  await page.locator('[data-testid=gantt][data-drawn=yes] canvas').waitFor();
  const worked = await watchThread(page, SLOWED);
  const cost = async (keys: readonly string[]): Promise<number> => {
    const before = await worked();
    await press(page, keys);
    return ((await worked()) - before) / keys.length;
  };
  await cost(KEYS);
  const [steps, rest]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn += 1) {
    rest.push(await cost(NO_KEYS));
    steps.push(await cost(KEYS));
  }
  await page.close();
  return { step: spread(steps).middle, rest: spread(rest).middle };
}

await withPages(async (browser, base) => {
  const rows: object[] = [];
  for (const width of WIDTHS) {
    let short = 0;
    for (const ticks of ROUNDS) {
      const { step, rest } = await measure(browser, base, width, ticks);
      if (short === 0) short = step;
      rows.push({
        width,
        slices: (ticks * CORES) / TICKS_A_SLICE,
        'ms a step': Number(step.toFixed(1)),
        'without a step': Number(rest.toFixed(1)),
        'to the short round': Number((step / short).toFixed(2)),
      });
    }
  }
  console.table(rows);
});
process.exit(0);
