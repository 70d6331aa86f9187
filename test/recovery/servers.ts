import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readConfig } from '../../server/config.ts';
import { type RunningServer, startServer } from '../../server/start.ts';
import { LEASE_MS } from '../../server/store/leases.ts';

export type Environment = Record<string, string>;

/** The real server in a process of its own. */
export async function spawnServer(environment: Environment): Promise<{ child: ChildProcess; base: string }> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const base = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      const port = /http:\/\/[^\s:]+:(\d+)\/host/.exec(printed)?.[1];
      if (port !== undefined) resolve(`http://127.0.0.1:${port}`);
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
  return { child, base };
}

export async function kill({ child }: { child: ChildProcess }): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** A server in this process, whose clock stands still; `late`: by its time of day the leases of a killed server have run out. */
export async function secondServer(
  environment: Environment,
  late = true,
): Promise<RunningServer & { base: string }> {
  const today = { at: () => Date.now() + (late ? LEASE_MS + 1 : 0) };
  const running = await startServer(readConfig(environment), {
    clock: 'manual',
    log: () => {},
    today: today.at,
  });
  return { ...running, base: `http://127.0.0.1:${running.port}` };
}

export async function host(
  base: string,
  scenario = 'friendly-machine',
): Promise<{ code: string; hostKey: string }> {
  const response = await fetch(`${base}/api/rooms`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: '9b', scenario }),
  });
  return (await response.json()) as { code: string; hostKey: string };
}
