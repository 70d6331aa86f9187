import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { readConfig } from '../server/config.ts';
import { startServer } from '../server/start.ts';
import { ROLES } from '../shared/roles.ts';
import { findChromium, howToInstall } from './chromium.mjs';

/** Pictures of every page and role in the three sizes, made by playing: `npm run screenshots [-- NAME...]`. */
const SIZES = { '1366x768': [1366, 768], '390x844': [390, 844], '1920x1080': [1920, 1080] } as const;
type Size = keyof typeof SIZES;

const out = join(import.meta.dirname, '..', 'docs', 'screenshots');
const only = process.argv.slice(2);
const wants = (name: string): boolean => only.length === 0 || only.includes(name);

const executablePath = findChromium();
if (executablePath === undefined) {
  console.error(howToInstall);
  process.exit(1);
}

async function open(browser: Browser, size: Size, url: string): Promise<Page> {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: size === '390x844' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${url}: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') console.error(`${url}: ${message.text()}`);
  });
  await page.goto(url);
  return page;
}

async function shoot(page: Page, name: string, size: Size): Promise<void> {
  await page.screenshot({ path: join(out, `${name}-${size}.png`) });
  console.log(`${name}-${size}.png`);
}

async function simple(browser: Browser, base: string, name: string, path: string): Promise<void> {
  for (const size of Object.keys(SIZES) as Size[]) {
    const page = await open(browser, size, base + path);
    await page.waitForLoadState('networkidle');
    await shoot(page, name, size);
    await page.context().close();
  }
}

async function untilTick(page: Page, tick: number): Promise<void> {
  await page.waitForFunction(
    (least) => Number(document.querySelector('[data-tick]')?.getAttribute('data-tick')) >= least,
    tick,
    {
      timeout: 120_000,
    },
  );
}

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

async function role(browser: Browser, base: string, name: string): Promise<void> {
  for (const size of Object.keys(SIZES) as Size[]) {
    const page = await open(browser, size, `${base}/`);
    await page.getByTestId(`role-${name}`).click();
    await page.getByTestId('play').waitFor();
    await untilTick(page, BUSY_FROM[name] ?? 30);
    if (name === 'malware' && size === '390x844') await page.getByTestId('tab-exploits').click();
    await ACTS[name]?.(page);
    await shoot(page, name, size);
    await page.context().close();
  }
}

/** Levels whose picture is taken, and the tick at which their player has something to choose. */
const LEVELS_SHOWN = [
  ['userspace-3', 0],
  ['memory-2', 70],
  ['interrupts-2', 20],
  ['interrupts-3', 2],
] as const;

/** A level in play: its first question answered, and its player before a choice. */
async function level(browser: Browser, base: string, id: string, tick: number): Promise<void> {
  for (const size of Object.keys(SIZES) as Size[]) {
    const page = await open(browser, size, `${base}/solo`);
    await page.getByTestId(`level-${id}`).click();
    await page.getByTestId('level').waitFor();
    if (tick > 0) {
      await page.getByTestId('answer').first().click();
      await untilTick(page, tick);
    }
    await page.waitForTimeout(800);
    await shoot(page, id, size);
    await page.context().close();
  }
}

/** A class: a host, bots, a projector, late joiners; then the results. */
async function classRound(browser: Browser, base: string): Promise<void> {
  const host = await open(browser, '1366x768', `${base}/host`);
  await host.getByTestId('host-name').fill('Year 10');
  await host.getByTestId('scenario-infected').click();
  await host.getByTestId('host-go').click();
  await host.getByTestId('room-code').waitFor();
  const code = ((await host.getByTestId('room-code').textContent()) ?? '').trim();
  const players: Page[] = [];
  for (const [index, size] of (['1366x768', '390x844', '1920x1080'] as const).entries()) {
    const page = await open(browser, size, `${base}/join/${code}`);
    await page.getByTestId('join-name').fill(['Mila', 'Jonas', 'Aisha'][index] as string);
    await page.getByTestId('join-go').click();
    await page.getByTestId('play').waitFor();
    players.push(page);
  }
  const watches = await Promise.all(
    (['1366x768', '390x844', '1920x1080'] as const).map((size) =>
      open(browser, size, `${base}/watch/${code}`),
    ),
  );
  const everywhere = async (name: string, pages: Page[]): Promise<void> => {
    for (const [index, page] of pages.entries()) await shoot(page, name, Object.keys(SIZES)[index] as Size);
  };
  await host.waitForTimeout(1500);
  await everywhere('lobby', players);
  await everywhere('watch-lobby', watches);
  await shoot(host, 'host-lobby', '1366x768');
  await host.getByTestId('start').click();
  await host.waitForTimeout(1500);
  await everywhere('boot', players);
  for (const page of players) await page.getByTestId('ready').click();
  await host.getByTestId('speed-4').click();
  await untilTick(host, 160);
  await everywhere('watch', watches);
  await shoot(host, 'host', '1366x768');
  await untilTick(host, 400);
  await host.getByTestId('end').click();
  await host.getByTestId('results').waitFor();
  await host.waitForTimeout(1000);
  await everywhere('results', players);
  await everywhere('watch-results', watches);
}

/** A wall switched off, the panic that follows, and the reboot: on a player's screen, a projector's and the host's. */
async function outage(browser: Browser, base: string): Promise<void> {
  const host = await open(browser, '1366x768', `${base}/host`);
  await host.getByTestId('host-name').fill('Year 10');
  await host.getByTestId('scenario-infected').click();
  await host.getByTestId('host-go').click();
  await host.getByTestId('room-code').waitFor();
  const code = ((await host.getByTestId('room-code').textContent()) ?? '').trim();
  const players: Page[] = [];
  for (const [index, size] of (Object.keys(SIZES) as Size[]).entries()) {
    const page = await open(browser, size, `${base}/join/${code}`);
    await page.getByTestId('join-name').fill(['Mila', 'Jonas', 'Aisha'][index] as string);
    await page.getByTestId('join-go').click();
    await page.getByTestId('play').waitFor();
    players.push(page);
  }
  const watches = await Promise.all(
    (Object.keys(SIZES) as Size[]).map((size) => open(browser, size, `${base}/watch/${code}`)),
  );
  const everywhere = async (name: string): Promise<void> => {
    for (const [index, size] of (Object.keys(SIZES) as Size[]).entries()) {
      await shoot(players[index] as Page, name, size);
      await shoot(watches[index] as Page, `watch-${name}`, size);
    }
    await shoot(host, `host-${name}`, '1366x768');
  };
  await host.getByTestId('start').click();
  for (const page of players) await page.getByTestId('ready').click();
  await untilTick(host, 12);
  for (const name of ['rings', 'isolation']) await host.getByTestId(`protection-${name}`).click();
  await host.waitForTimeout(2500);
  await everywhere('walls-down');
  for (const page of [players[0] as Page, players[2] as Page]) {
    if ((await page.getByTestId('line-input').count()) === 0) continue;
    await page.getByTestId('line-input').fill('store KERNEL + 64, 0');
    await page.getByTestId('line-add').click();
  }
  await Promise.all(
    [...players, ...watches, host].map((page) => page.getByTestId('panic').waitFor({ timeout: 120_000 })),
  );
  await host.waitForTimeout(1500);
  await host.getByTestId('pause').click();
  await everywhere('panic');
  await host.getByTestId('resume').click();
  await host.getByTestId('boot').waitFor({ timeout: 60_000 });
  await host.waitForTimeout(2500);
  await host.getByTestId('pause').click();
  await everywhere('reboot');
}

mkdirSync(out, { recursive: true });
const server = await startServer(
  readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(out, '..', '..', 'data', 'screenshots') }),
  {},
);
const base = `http://127.0.0.1:${server.port}`;
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  if (wants('landing')) await simple(browser, base, 'landing', '/');
  if (wants('solo')) await simple(browser, base, 'solo', '/solo');
  for (const [id, tick] of LEVELS_SHOWN) {
    if (wants(id)) await level(browser, base, id, tick);
  }
  if (wants('join')) await simple(browser, base, 'join', '/join');
  if (wants('host-new')) await simple(browser, base, 'host-new', '/host');
  for (const name of ROLES) if (wants(name)) await role(browser, base, name);
  if (wants('panic') || wants('reboot')) await outage(browser, base);
  if (wants('class')) await classRound(browser, base);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(0);
