import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url));
const data = mkdtempSync(join(tmpdir(), 'userland-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

function run(environment: Record<string, string>) {
  const env = { ...process.env, HOST: '127.0.0.1', DATA_DIR: data, ...environment };
  const server = spawn(process.execPath, [main], { env });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  return { server, output: () => output, ended: once(server, 'exit') };
}

describe('npm start’s server', () => {
  it('stops with one line where a variable is wrong', async () => {
    const { output, ended } = run({ PORT: 'abc' });
    expect((await ended)[0]).toBe(1);
    expect(output().trim()).toBe(
      'PORT is "abc", but must be a TCP port from 1 to 65535 (0 takes any free one).',
    );
  });

  it('stops with one line where the port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { output, ended } = run({ PORT: String(port) });
    expect((await ended)[0]).toBe(1);
    expect(output().trim()).toMatch(new RegExp(`^Port ${port} is in use already: [^\n]+$`));
    other.close();
  });

  it('prints its addresses, answers, and stops on SIGTERM', async () => {
    const { server, output, ended } = run({ PORT: '0' });
    while (!output().includes('Ctrl+C')) await once(server.stdout, 'data');
    const address = /Teacher +(\S+)\/host/.exec(output())?.[1];
    expect((await fetch(`${address}/health`)).status).toBe(200);
    server.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });
});
