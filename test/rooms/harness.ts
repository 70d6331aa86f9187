import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Room } from 'colyseus.js';
import { type Config, readConfig } from '../../server/config.ts';
import type { MachineRoom } from '../../server/rooms/machine-room.ts';
import { type RunningServer, type StartOptions, startServer } from '../../server/start.ts';
import type { JoinOptions, ServerMessages } from '../../shared/protocol/messages.ts';
import { RoomState } from '../../shared/protocol/state.ts';
import type { Scenario } from '../../shared/scenarios/schema.ts';

/** A server on a free port of this computer, with a clock that only tests move. */
export interface TestServer extends RunningServer {
  base: string;
  config: Config;
  lines: string[];
  post(path: string, body: unknown): Promise<{ status: number; body: Record<string, string> }>;
  get(path: string, init?: RequestInit): Promise<Response>;
  host(scenario?: string | Scenario): Promise<{ code: string; hostKey: string; room: MachineRoom }>;
  join(code: string, options?: JoinOptions): Promise<Player>;
}

export async function testServer(
  environment: Record<string, string> = {},
  options: Partial<StartOptions> = {},
): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), 'userland-'));
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: data, ...environment });
  const lines: string[] = [];
  const running = await startServer(config, {
    clock: 'manual',
    log: (line) => lines.push(line),
    ...options,
  });
  const base = `http://127.0.0.1:${running.port}`;
  const post: TestServer['post'] = async (path, body) => {
    const response = await fetch(base + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  return {
    ...running,
    base,
    config,
    lines,
    post,
    get: (path, init) => fetch(base + path, init),
    async host(scenario = 'first-boot') {
      const { body } = await post('/api/rooms', { name: '9b', scenario });
      const room = running.keeper.find(body.code ?? '');
      if (room === undefined) throw new Error(`no room: ${JSON.stringify(body)}`);
      return { code: body.code ?? '', hostKey: body.hostKey ?? '', room };
    },
    join: (code, joining) => Player.join(base, code, joining),
    async stop() {
      await running.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

type Refused = ServerMessages['refused'];

/** A client of the real protocol that remembers what it was told. */
export class Player {
  readonly room: Room<unknown, RoomState>;
  welcome!: ServerMessages['welcome'];
  readonly refusals: Refused[] = [];
  readonly events: ServerMessages['events'][] = [];
  results: ServerMessages['results'] | undefined;
  counterfactual: ServerMessages['counterfactual'] | undefined;
  postMortem: ServerMessages['postmortem'] | undefined;
  own: ServerMessages['own'] | undefined;
  tally: ServerMessages['tally'] | undefined;
  spotlight: ServerMessages['spotlight'] | undefined;
  daily: ServerMessages['daily'] | undefined;
  /** Close code, once the connection is gone. */
  closed: number | undefined;
  /** Every byte that arrived. */
  readonly frames: Buffer[] = [];

  private constructor(room: Room<unknown, RoomState>) {
    this.room = room;
    room.onMessage('welcome', (message) => {
      this.welcome = message;
    });
    room.onMessage('refused', (message) => this.refusals.push(message));
    room.onMessage('events', (message) => this.events.push(message));
    room.onMessage('results', (message) => {
      this.results = message;
    });
    room.onMessage('counterfactual', (message) => {
      this.counterfactual = message;
    });
    room.onMessage('postmortem', (message) => {
      this.postMortem = message;
    });
    room.onMessage('own', (message) => {
      this.own = message;
    });
    room.onMessage('tally', (message) => {
      this.tally = message;
    });
    room.onMessage('spotlight', (message) => {
      this.spotlight = message;
    });
    room.onMessage('daily', (message) => {
      this.daily = message;
    });
    room.onLeave((code) => {
      this.closed = code;
    });
    room.reconnection.enabled = false;
  }

  static join(base: string, code: string, options: JoinOptions = {}): Promise<Player> {
    return Player.joinAs(base, code, code, options);
  }

  /** Joins by a code as somebody typed it. */
  static async joinAs(base: string, typed: string, code: string, options: JoinOptions = {}): Promise<Player> {
    const room = await new Client(base).joinById(typed, options, RoomState);
    const player = new Player(room as Room<unknown, RoomState>);
    const { events } = room.connection;
    const receive = events.onmessage;
    events.onmessage = (event: MessageEvent) => {
      player.frames.push(Buffer.from(event.data));
      receive?.(event);
    };
    await until(() => player.welcome !== undefined && room.state.code === code);
    return player;
  }

  /** A part of this seat's own documents. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read into documents of several shapes.
  part(name: string): any {
    const json = this.room.state.seats.get(this.welcome.seat)?.self.get(name);
    return json === undefined ? undefined : JSON.parse(json);
  }

  send(type: string, message: unknown = {}): void {
    this.room.send(type, message as object);
  }

  /** Sends a message and waits for its refusal. */
  async refused(type: string, message: unknown = {}): Promise<Refused> {
    const before = this.refusals.length;
    this.send(type, message);
    await until(() => this.refusals.length > before);
    return this.refusals[before] as Refused;
  }

  async leave(): Promise<void> {
    if (this.closed === undefined) await this.room.leave();
  }
}

/** Waits for the network until something holds; the test's own time limit ends it. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

/** The error with which joining is refused. */
export async function joinError(joining: Promise<unknown>): Promise<{ code: number; message: string }> {
  try {
    await joining;
  } catch (error) {
    return error as { code: number; message: string };
  }
  throw new Error('joining was not refused');
}
