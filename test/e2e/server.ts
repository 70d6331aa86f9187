import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Settings of the server beside its place, as `server/config.ts` names them. */
type Settings = Record<string, string>;

/** Clocks faster than a class's: for levels in which nobody has to be quick, and for those whose clock waits for its player. */
export const BRISK: Settings = { TICKS_PER_SECOND: '10' };
export const FAST: Settings = { TICKS_PER_SECOND: '50' };

/** Where Node keeps what it has compiled, so that not every server compiles it again. */
const compiled = join(root, 'node_modules', '.cache', 'node');

/** Starts the server on a folder; resolves with the port on which it listens. */
async function spawnServer(
  folder: string,
  port: number,
  settings: Settings,
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [join(root, 'server', 'main.ts')], {
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compiled,
      ...settings,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const listens = await new Promise<number>((resolve, reject) => {
    let printed = '';
    child.stdout?.on('data', (bytes: Buffer) => {
      printed += bytes.toString();
      const match = /http:\/\/[^\s:]+:(\d+)\/host/.exec(printed);
      if (match !== null) resolve(Number(match[1]));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${printed}`)));
  });
  return { child, port: listens };
}

/** The real server as a process of its own, on a free port, with a store of its own. */
export class TestServer {
  #child: ChildProcess;
  readonly #folder: string;
  readonly #settings: Settings;
  readonly port: number;

  private constructor(child: ChildProcess, folder: string, port: number, settings: Settings) {
    this.#child = child;
    this.#folder = folder;
    this.#settings = settings;
    this.port = port;
  }

  static async start(settings: Settings = {}): Promise<TestServer> {
    const folder = mkdtempSync(join(tmpdir(), 'userland-e2e-'));
    const { child, port } = await spawnServer(folder, 0, settings);
    return new TestServer(child, folder, port, settings);
  }

  /** The server is gone from one moment to the next, and another one begins on the same folder and port; `between` has the folder meanwhile. */
  async killAndRestart(between: (folder: string) => void = () => undefined): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
    between(this.#folder);
    this.#child = (await spawnServer(this.#folder, this.port, this.#settings)).child;
  }

  /** The same with a file in the database's place that is none; its own files are put aside, and back in the end. */
  async restartWith(database: 'broken' | 'own'): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await ended;
    const file = join(this.#folder, 'userland.db');
    const aside = join(this.#folder, 'aside');
    mkdirSync(aside, { recursive: true });
    if (database === 'broken') {
      for (const name of readdirSync(this.#folder).filter((known) => known.startsWith('userland.db')))
        renameSync(join(this.#folder, name), join(aside, name));
      writeFileSync(file, 'this is no database. '.repeat(100));
    } else {
      rmSync(file);
      for (const name of readdirSync(aside)) renameSync(join(aside, name), join(this.#folder, name));
    }
    this.#child = (await spawnServer(this.#folder, this.port, this.#settings)).child;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Ends the server; what it has kept is still there, to be looked at. */
  async end(): Promise<string> {
    if (this.#child.exitCode === null) {
      const ended = new Promise((resolve) => this.#child.once('exit', resolve));
      this.#child.kill('SIGTERM');
      await ended;
    }
    return this.#folder;
  }

  async stop(): Promise<void> {
    rmSync(await this.end(), { recursive: true, force: true });
  }
}

/** A cable between one browser and the server that can be pulled out and put back. */
export class Cable {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #cut = false;

  constructor(target: number) {
    this.#server = createServer((near) => {
      if (this.#cut) {
        near.destroy();
        return;
      }
      const far = connect(target, '127.0.0.1');
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far);
      far.pipe(near);
    });
  }

  async plug(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the cable has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async remove(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
