import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environment, install, pinnedNode, root } from './setup.mjs';

install();
const options = { cwd: root, stdio: 'inherit', env: environment };
const parts = [
  spawn(pinnedNode, ['--watch-path=server', '--watch-path=shared', join(root, 'server', 'main.ts')], options),
  spawn(pinnedNode, [join(root, 'node_modules', 'vite', 'bin', 'vite.js')], options),
];
const stop = () => {
  for (const part of parts) part.kill('SIGTERM');
};
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
for (const part of parts) part.on('exit', stop);
