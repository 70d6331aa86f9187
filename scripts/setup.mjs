// Plain JavaScript, built-in modules only: this runs on whatever Node (20 or later) the machine has, before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const stamp = join(root, 'node_modules', '.userland-lock');

/** The Node that package.json pins, as installed in node_modules. */
export const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** Environment in which `node` is the pinned one. */
export const environment = {
  ...process.env,
  PATH: `${dirname(pinnedNode)}${windows ? ';' : ':'}${process.env.PATH ?? ''}`,
};

/** Ends this script with one sentence for the person at the terminal. */
export function fail(sentence) {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
}

function npm(args) {
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', args, { cwd: root, stdio: 'inherit', shell: windows });
  if (done.status !== 0) fail(`npm ${args.join(' ')} failed: see above; check the network and run it again.`);
}

/** Installs what the lock file says, where that is missing or stale. */
export function install() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(
      `Userland needs Node 20 or later; this is ${process.versions.node}. Install it from your system's packages.`,
    );
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(pinnedNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing what the lock file says (once) …');
  // Install scripts stay off but for the one package that needs its own: the pinned Node.
  npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  npm(['rebuild', 'node', '--loglevel=error']);
  if (!existsSync(pinnedNode))
    fail('The pinned Node did not install: delete node_modules and run this again.');
  writeFileSync(stamp, lock);
}

/** Runs a tool of the project on the pinned Node; resolves to its exit code. */
export function run(script, args = [], options = {}) {
  const { env, ...rest } = options;
  const done = spawnSync(pinnedNode, [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...environment, ...env },
    ...rest,
  });
  return done.status ?? 1;
}

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  let latest = 0;
  for (const name of readdirSync(path)) latest = Math.max(latest, newest(join(path, name)));
  return latest;
}

/** Builds the client into dist/client unless what is there is newer than every source of it. */
export function buildClient() {
  const built = join(root, 'dist', 'client', 'index.html');
  const sources = ['client', 'shared', 'assets', 'vite.config.ts', 'package-lock.json'];
  const age = Math.max(
    ...sources
      .map((name) => join(root, name))
      .filter(existsSync)
      .map(newest),
  );
  if (existsSync(built) && statSync(built).mtimeMs >= age) return;
  console.log('Building the client …');
  const code = run('node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn']);
  if (code !== 0) fail('The client did not build: see above.');
}
