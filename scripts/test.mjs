import { buildClient, fail, install, run } from './setup.mjs';

install();
// Properties that are checked on a sample while one works are checked on a thousand drawn rounds here.
process.env.PROPERTY_ROUNDS ??= '1000';

const steps = [
  ['types', () => run('node_modules/typescript/bin/tsc', ['--noEmit'])],
  ['lint', () => run('node_modules/@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])],
  ['unit and server tests', () => run('node_modules/vitest/vitest.mjs', ['run'])],
  ['client build', () => buildClient() ?? 0],
  ['browser tests', () => run('scripts/e2e.mjs')],
];

for (const [name, step] of steps) {
  console.log(`\n── ${name}`);
  if (step() !== 0) fail(`npm test stopped at: ${name}. The lines above say why.`);
}
console.log('\nEverything passed.');
