import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type logger, matchMaker, Server } from '@colyseus/core';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { normaliseCode } from './rooms/codes.ts';
import { ROOM_TYPE, RoomKeeper } from './rooms/keeper.ts';
import { AddressLimit } from './rooms/limits.ts';
import { MachineRoom } from './rooms/machine-room.ts';
import type { Services } from './rooms/services.ts';
import { GuardedTransport, MAX_PAYLOAD } from './rooms/transport.ts';
import { openKeeping } from './store/keep.ts';
import { RENEW_MS } from './store/leases.ts';
import { RoomElsewhere } from './store/rooms.ts';
import { StoreDown } from './store/store.ts';

/** What tests set otherwise. Nothing of it can be reached from the network. */
export interface StartOptions {
  clock?: Services['clock'];
  /** The time of day, in milliseconds since 1970. */
  today?: Services['today'];
  /** Milliseconds after which a room without a connection ends. */
  emptyAfter?: number;
  log?: (line: string) => void;
  clientFolder?: string;
}

export interface RunningServer {
  port: number;
  keeper: RoomKeeper;
  services: Services;
  stop(): Promise<void>;
}

/** Longest body of a request to join, in bytes. */
const MAX_JOIN_BODY = 2048;

/** Starts the server; resolves when it listens. Rejects with Node's error where the port can't be had. */
export async function startServer(config: Config, options: StartOptions = {}): Promise<RunningServer> {
  const log = options.log ?? ((line) => console.error(line));
  const services: Services = {
    keeping: await openKeeping(config, { log }, options.today),
    maxSeats: config.maxSeats,
    ticksPerSecond: config.ticksPerSecond,
    clock: options.clock ?? 'real',
    today: options.today ?? Date.now,
    emptyAfter: options.emptyAfter ?? 300_000,
    log,
  };
  const clientFolder = options.clientFolder ?? fileURLToPath(new URL('../dist/client', import.meta.url));
  const keeper = new RoomKeeper(config.maxRooms, services.keeping.rooms);
  const renewing = setInterval(() => {
    services.keeping.rooms.renew((code) => {
      log(`Room ${code} was opened by another server while this one was silent: it goes on there.`);
      keeper.find(code)?.handOver();
    });
  }, RENEW_MS);
  renewing.unref();
  const app = createApp(config, keeper, services, clientFolder);

  // Rooms are made by the routes alone; from the network one can only join one by its code.
  matchMaker.controller.exposedMethods = ['joinById'];
  Object.assign(matchMaker.controller, { DEFAULT_CORS_HEADERS: {}, getCorsHeaders: () => ({}) });

  const http = createServer();
  const transport = new GuardedTransport({ server: http, maxPayload: MAX_PAYLOAD });
  const colyseus = new Server({ transport, greet: false, gracefullyShutdown: false, logger: quiet(log) });
  colyseus.define(ROOM_TYPE, MachineRoom, { services } as never);
  await listen(colyseus, http, config);
  route(http, app, keeper, log);

  return {
    port: (http.address() as AddressInfo).port,
    keeper,
    services,
    async stop() {
      await colyseus.gracefullyShutdown(false);
      http.closeAllConnections();
      clearInterval(renewing);
      await services.keeping.close();
    },
  };
}

/** What fills no log: errors that the bytes of a client provoke, and the port's, which the start reports itself. */
const provoked = /node_modules.(msgpackr|ws).|Max payload size exceeded|^Error: listen /;

function quiet(log: (line: string) => void): typeof logger {
  const silent = () => {};
  const error = (...parts: unknown[]) => {
    const line = parts.map(String).join(' ');
    if (!provoked.test(line)) log(line);
  };
  return { debug: silent, info: silent, trace: silent, warn: silent, error };
}

async function listen(
  colyseus: Server,
  http: ReturnType<typeof createServer>,
  config: Config,
): Promise<void> {
  const failed = once(http, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => {});
  await Promise.race([colyseus.listen(config.port, config.host), failed]);
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Puts a doorkeeper before Colyseus' own routes: only requests to join get there, in bounds; all else is the app's. */
function route(
  http: ReturnType<typeof createServer>,
  app: Listener,
  keeper: RoomKeeper,
  log: (line: string) => void,
): void {
  const colyseus = http.listeners('request') as Listener[];
  http.removeAllListeners('request');
  const joins = new AddressLimit(200, 20);
  http.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/matchmake/')) return app(request, response);
    const refuse = (status: number, error: string) => {
      response.writeHead(status, { 'Content-Type': 'application/json', Connection: 'close' });
      response.end(JSON.stringify({ code: status, error }));
    };
    const typed = /^\/matchmake\/joinById\/([\w-]{1,20})$/.exec(request.url)?.[1];
    if (request.method !== 'POST' || typed === undefined) {
      return refuse(404, 'Rooms are joined by their code: POST /matchmake/joinById/CODE.');
    }
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    if (!(length <= MAX_JOIN_BODY)) return refuse(413, 'The request to join is too long: reload the page.');
    if (!joins.take(request.socket.remoteAddress ?? '')) {
      return refuse(429, 'Too many requests to join from here: wait a minute and try again.');
    }
    const roomId = normaliseCode(typed) ?? typed;
    request.url = `/matchmake/joinById/${roomId}`;
    const pass = (): void => {
      for (const listener of colyseus) listener.call(http, request, response);
    };
    const nobody = (): void => {
      // The socket then answers with the code of JOIN_ERRORS, as for every other refusal.
      response.writeHead(200, { 'Content-Type': 'application/json' });
      const nowhere = {
        name: ROOM_TYPE,
        sessionId: 'none',
        roomId,
        processId: matchMaker.processId,
      };
      request.resume();
      response.end(JSON.stringify(nowhere));
    };
    if (keeper.find(roomId) !== undefined) return pass();
    // A room whose server has gone opens again for the first who knocks.
    if (normaliseCode(typed) === undefined) return nobody();
    keeper.wake(roomId).then(
      (room) => (room === undefined ? nobody() : pass()),
      (error: unknown) => {
        if (!(error instanceof StoreDown || error instanceof RoomElsewhere))
          log(`Room ${roomId} could not be opened again: ${error}`);
        refuse(503, 'The room can’t be opened at the moment: it is tried again.');
      },
    );
  });
}
