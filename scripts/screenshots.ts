import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { readConfig } from '../server/config.ts';
import { startServer } from '../server/start.ts';
import { ROLES } from '../shared/roles.ts';
import { chromiumArguments, findChromium, howToInstall } from './chromium.mjs';
import { desk } from './screenshots/desk.ts';
import { classRound, outage } from './screenshots/rooms.ts';
import { level, role, still } from './screenshots/single.ts';
import { out, type Studio } from './screenshots/stage.ts';
import { auditor, containers, faults, interrupts, walls } from './screenshots/world.ts';

/** What can be asked for by name, and who takes it; some take several pictures. */
const PICTURES: Readonly<Record<string, (studio: Studio, name: string) => Promise<void>>> = {
  landing: still('/'),
  solo: still('/solo'),
  daily: still('/daily'),
  join: still('/join'),
  'host-new': still('/host'),
  prepare: still('/prepare'),
  'userspace-3': level(0),
  'memory-2': level('fault'),
  'interrupts-2': level(20),
  ...Object.fromEntries(ROLES.map((name) => [name, role])),
  faults,
  interrupts,
  walls,
  freeze: auditor,
  containers,
  panic: outage,
  class: classRound,
  desk,
};

/** Pictures of pages, roles and what the world shows, in the three sizes, made by playing: `npm run screenshots [-- NAME...]`. */
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in PICTURES));
if (unknown.length > 0) {
  console.error(
    `No picture is called ${unknown.join(', ')}. There are: ${Object.keys(PICTURES).join(', ')}.`,
  );
  process.exit(2);
}
const executablePath = findChromium();
if (executablePath === undefined) {
  console.error(howToInstall);
  process.exit(1);
}
const server = await startServer(
  readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(out, '..', '..', 'data', 'screenshots') }),
  {},
);
const browser = await chromium.launch({ executablePath, args: chromiumArguments });
const failed: string[] = [];
try {
  const studio = { browser, base: `http://127.0.0.1:${server.port}` };
  for (const [name, take] of Object.entries(PICTURES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    try {
      await take(studio, name);
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? error.message : error}`);
      failed.push(name);
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
process.exit(failed.length === 0 ? 0 : 1);
