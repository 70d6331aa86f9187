import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildClient, environment, install, pinnedNode, root } from './setup.mjs';

install();
buildClient();
const server = spawn(pinnedNode, [join(root, 'server', 'main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: environment,
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code) => process.exit(code ?? 0));
