import { findChromium, howToInstall } from './chromium.mjs';
import { buildClient, fail, install, run } from './setup.mjs';

install();
buildClient();
const chromium = findChromium();
if (chromium === undefined) fail(howToInstall);
const code = run('node_modules/@playwright/test/cli.js', ['test', ...process.argv.slice(2)], {
  env: { CHROMIUM_PATH: chromium },
});
process.exit(code);
