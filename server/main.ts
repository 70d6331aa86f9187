import { toString as qrCode } from 'qrcode';
import { type Config, ConfigError, readConfig } from './config.ts';
import { lanAddresses, listensToLan } from './http/addresses.ts';
import { type RunningServer, startServer } from './start.ts';

function fail(sentence: string): never {
  console.error(`\n  ${sentence}\n`);
  process.exit(1);
}

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) fail(error.message);
    throw error;
  }
}

const wrongStarts: Record<string, (config: Config) => string> = {
  EADDRINUSE: ({ port }) =>
    `Port ${port} is in use already: stop the other program or set PORT to another one, such as PORT=${port + 1}.`,
  EACCES: ({ port }) => `Port ${port} may not be used by this user: set PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }) => `HOST ${host} is no address of this computer: set it to 0.0.0.0 or 127.0.0.1.`,
};

async function start(config: Config): Promise<RunningServer> {
  try {
    return await startServer(config);
  } catch (error) {
    const wrong = wrongStarts[(error as NodeJS.ErrnoException).code ?? ''];
    if (wrong !== undefined) fail(wrong(config));
    throw error;
  }
}

async function greet(config: Config, port: number): Promise<void> {
  const here = `http://localhost:${port}`;
  const lan = listensToLan(config) ? lanAddresses().map((address) => `http://${address}:${port}`) : [];
  const students = config.publicUrl === undefined ? lan : [config.publicUrl];
  console.log(`\n  Userland is running.\n`);
  console.log(`  Teacher    ${config.publicUrl ?? here}/host`);
  console.log(`  Students   ${(students.length === 0 ? [here] : students).join('  or  ')}`);
  if (students.length > 0) console.log(`             ${here} on this computer`);
  // Colours where the terminal has them, so that dark and light terminals both show dark on light.
  const look = process.stdout.isTTY
    ? ({ type: 'terminal', small: true } as const)
    : ({ type: 'utf8' } as const);
  const shown = students[0];
  if (shown !== undefined) {
    console.log(`\n${await qrCode(`${shown}/join`, { ...look, margin: 2 })}`);
  }
  console.log('  Stop it with Ctrl+C.\n');
}

const config = settings();
const server = await start(config);
await greet(config, server.port);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  console.log('\n  Stopping: players are told to come back.');
  await server.stop();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
