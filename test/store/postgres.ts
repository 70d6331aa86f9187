import { execFileSync, type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL server of the test's own: its data in a folder that goes with it, on a free port of this computer. */
export interface TestPostgres {
  /** A new, empty database; its address. */
  database(): Promise<string>;
  /** Takes the server away, as a crash would, and brings it back on the same port. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** Folder of PostgreSQL's binaries, newest first; undefined: not installed. */
function binaries(): string | undefined {
  const found: string[] = [];
  const versions = '/usr/lib/postgresql';
  if (existsSync(versions)) {
    const sorted = readdirSync(versions).sort((a, b) => Number(b) - Number(a));
    found.push(...sorted.map((version) => join(versions, version, 'bin')));
  }
  found.push(...(process.env.PATH ?? '').split(':'));
  return found.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

const folder = binaries();

/** Why the tests against PostgreSQL can't run, or ''. Where REQUIRE_POSTGRES is set that is a failure. */
export const noPostgres =
  folder === undefined ? 'PostgreSQL is not installed: apt-get install postgresql, or its like' : '';

if (noPostgres !== '') {
  if (process.env.REQUIRE_POSTGRES === '1') throw new Error(noPostgres);
  console.warn(`Tests against PostgreSQL are left out. ${noPostgres}.`);
}

/** PostgreSQL refuses to run as root: whose place it takes then. */
function user(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const id = (flag: string) =>
      spawnSync('id', [flag, name], { encoding: 'utf8' }) as SpawnSyncReturns<string>;
    if (id('-u').status === 0) return { uid: Number(id('-u').stdout), gid: Number(id('-g').stdout) };
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export async function startPostgres(): Promise<TestPostgres> {
  if (folder === undefined) throw new Error(noPostgres);
  const home = mkdtempSync(join(tmpdir(), 'userland-postgres-'));
  chmodSync(home, 0o755);
  const as = user();
  if (as !== undefined) chownSync(home, as.uid, as.gid);
  const options = { ...as, cwd: home, stdio: 'ignore' as const, env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } };
  const data = join(home, 'data');
  const flags = ['-D', data, '-U', 'userland', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--no-instructions'];
  execFileSync(join(folder, 'initdb'), flags, options);
  const port = await freePort();
  const address = (name: string) => `postgres://userland@127.0.0.1:${port}/${name}`;

  const launch = async () => {
    const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${home}`];
    const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(join(folder, 'postgres'), args, options);
    for (;;) {
      const client = new pg.Client({ connectionString: address('postgres') });
      client.on('error', () => {});
      try {
        await client.connect();
        await client.end();
        return child;
      } catch (error) {
        if (child.exitCode !== null) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  };
  let server = await launch();
  const halt = async (signal: 'SIGINT' | 'SIGQUIT') => {
    if (server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };

  let made = 0;
  return {
    async database() {
      made += 1;
      const client = new pg.Client({ connectionString: address('postgres') });
      await client.connect();
      await client.query(`create database test${made}`);
      await client.end();
      return address(`test${made}`);
    },
    down: () => halt('SIGQUIT'),
    async up() {
      server = await launch();
    },
    async stop() {
      await halt('SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
}
