import type { Page } from '@playwright/test';
import type { MechanismId } from '../../shared/walls.ts';
import { type Hosted, hosted, startAll } from './rooms.ts';
import { begin } from './single.ts';
import {
  ALL_SIZES,
  inAllSizes,
  NEAR_SIZES,
  type Size,
  type Studio,
  shoot,
  told,
  untilTick,
} from './stage.ts';

/** Pictures of what the world shows for a moment only: they are taken when the server has told the page of it. */

const PAGES = Array.from({ length: 12 }, (_, page) => page * 4096);
/** Lines that map more than memory holds, and touch it; then touch it again. */
const GREEDY = [
  'p = mmap(0, 49152, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0)',
  ...PAGES.map((offset) => `store p + ${offset}, 1`),
];
const AGAIN = PAGES.map((offset) => `x = load p + ${offset}`);

/** A class's round with a player in each size, to the tick. */
async function playing(studio: Studio, scenario: string, tick: number): Promise<Hosted> {
  const room = await hosted(studio, scenario);
  await startAll(room);
  await untilTick(room.host, tick);
  return room;
}

async function leave({ host, players }: Hosted): Promise<void> {
  for (const page of [host, ...players]) await page.context().close();
}

/** Types lines at a seat that has a process. */
async function type(page: Page, size: Size, lines: readonly string[]): Promise<void> {
  if (size === '390x844' && (await page.getByTestId('tab-ask').count()) > 0)
    await page.getByTestId('tab-ask').click();
  const field = page.getByTestId('line-input');
  if ((await field.count()) === 0) return;
  for (const line of lines) {
    await field.fill(line);
    await page.getByTestId('line-add').click();
  }
}

/** `faults`: a page leaves for swap, after the wish of who needs its frame. `disk-arm`: pages come from the disk. */
export async function faults(studio: Studio): Promise<void> {
  const room = await playing(studio, 'memory-pressure', 12);
  const screens = ALL_SIZES.map((size, index) => ({ size, page: room.players[index] as Page }));
  for (const { page, size } of screens) await type(page, size, GREEDY);
  await untilTick(room.host, 70);
  for (const { page, size } of screens) {
    const left = told(page, ['evict', 'swap'], 750);
    await type(page, size, AGAIN);
    await left;
    await shoot(page, 'faults', size);
    await told(page, ['fault', 'disk'], 480);
    await shoot(page, 'disk-arm', size);
  }
  await leave(room);
}

/** Pulses on their lines. */
export async function interrupts(studio: Studio, name: string): Promise<void> {
  const room = await playing(studio, 'interrupt-storm', 40);
  for (const [index, size] of ALL_SIZES.entries()) {
    const page = room.players[index] as Page;
    await told(page, ['interrupt', 'network'], 230);
    await shoot(page, name, size);
  }
  await leave(room);
}

/** Containers around their houses, while the round goes. */
export async function containers(studio: Studio, name: string): Promise<void> {
  const room = await playing(studio, name, 60);
  for (const [index, size] of ALL_SIZES.entries()) await shoot(room.players[index] as Page, name, size);
  await shoot(room.host, 'containers-host', '1366x768');
  await leave(room);
}

/** An attack for each family of walls, by its exploit card. */
const ATTACKS: Readonly<Record<string, MechanismId>> = {
  'kernel-read': 'supervisor-bit',
  halt: 'privileged-instruction',
  'confused-kernel': 'user-copy',
  shadow: 'file-mode',
  'kill-neighbour': 'credentials',
  'rewrite-code': 'page-protection',
  'fork-bomb': 'process-limit',
  spin: 'preemption',
};

/** `wall-MECHANISM`: each wall as it answers. */
export const walls = (studio: Studio): Promise<void> =>
  inAllSizes(
    studio,
    '/',
    async (page, size) => {
      await begin(page, 'malware');
      await untilTick(page, 10);
      if (size === '390x844') await page.getByTestId('tab-exploits').click();
      for (const [card, mechanism] of Object.entries(ATTACKS)) {
        const answered = told(page, ['wall', mechanism], 650);
        await page.locator(`[data-exploit="${card}"]`).click();
        await answered;
        await shoot(page, `wall-${mechanism}`, size);
        // Whoever died over it starts again in a moment.
        const tick = Number(await page.getByTestId('play').getAttribute('data-tick'));
        await untilTick(page, tick + 16);
      }
    },
    NEAR_SIZES,
  );

/** `freeze` and `kill`: root stops a suspect's control group, then the process. */
export const auditor = (studio: Studio): Promise<void> =>
  inAllSizes(studio, '/', async (page, size) => {
    await begin(page, 'auditor');
    await untilTick(page, 60);
    if (size === '390x844') await page.getByTestId('tab-counters').click();
    await page.getByTestId('audit-row').nth(2).click();
    const frozen = told(page, ['freeze'], 1500);
    await page.getByTestId('audit-freeze').click();
    await frozen;
    await shoot(page, 'freeze', size);
    const killed = told(page, ['exit', 'SIGKILL'], 450);
    await page.getByTestId('audit-kill').click();
    await killed;
    await shoot(page, 'kill', size);
  });
