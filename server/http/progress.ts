import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import { ALL_LEVELS } from '../../shared/protocol/level.ts';
import { AddressLimit } from '../rooms/limits.ts';
import type { Keeping } from '../store/keep.ts';
import { RoomElsewhere } from '../store/rooms.ts';
import { KEY, normaliseTransferCode } from '../store/secrets.ts';
import { StoreDown } from '../store/store.ts';

const UNLOCK = z.object({ what: z.literal(ALL_LEVELS) });
const CLAIM = z.object({ code: z.string().max(40) });

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

/** The player's key as sent, or undefined where it is none. */
export function playerKeyOf(request: Request): string | undefined {
  const key = request.get(PLAYER_HEADER) ?? '';
  return KEY.test(key) ? key : undefined;
}

const UNKNOWN = 'This browser’s progress is not known here: a new one begins with the next level.';

/** Runs a route that asks the database; where it is away the sentence says so, and nothing is lost. */
export async function asking(response: Response, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof RoomElsewhere)
      return refuse(response, 503, 'This room is just being opened: try again in a few seconds.');
    if (!(error instanceof StoreDown)) throw error;
    refuse(response, 503, 'Nothing can be saved or looked up at the moment: play on, and try again later.');
  }
}

/**
 * Routes under /api/progress. The player is whoever sends the key in the header `Userland-Player`; the key is made by
 * `POST /api/progress` and kept by the browser.
 */
export function createProgressRoutes({ progress }: Keeping): Router {
  const routes = Router();
  const creations = new AddressLimit(80, 0.5);
  const requests = new AddressLimit(240, 20);
  // A code is good for ten minutes: at this rate guessing one of 23⁸ is hopeless.
  const claims = new AddressLimit(10, 0.1);
  const sender = (request: Request) => request.socket.remoteAddress ?? '';

  routes.use((request, response, next) => {
    if (requests.take(sender(request))) return next();
    refuse(response, 429, 'Too many requests from here: wait a minute and try again.');
  });

  const withKey = (request: Request, response: Response): string | undefined => {
    const key = playerKeyOf(request);
    if (key === undefined) refuse(response, 404, UNKNOWN);
    return key;
  };

  routes.post('/progress', (request, response) =>
    asking(response, async () => {
      if (!creations.take(sender(request))) {
        return refuse(response, 429, 'Too many players began from here: wait a minute and try again.');
      }
      response.status(201).json({ key: await progress.create() });
    }),
  );

  routes.get('/progress', (request, response) =>
    asking(response, async () => {
      const key = withKey(request, response);
      if (key === undefined) return;
      const found = await progress.read(key);
      if (found === undefined) return refuse(response, 404, UNKNOWN);
      response.json(found);
    }),
  );

  routes.delete('/progress', (request, response) =>
    asking(response, async () => {
      const key = withKey(request, response);
      if (key === undefined) return;
      if (!(await progress.remove(key))) return refuse(response, 404, UNKNOWN);
      response.json({ removed: true });
    }),
  );

  routes.post('/progress/unlocks', (request, response) =>
    asking(response, async () => {
      const key = withKey(request, response);
      if (key === undefined) return;
      const read = UNLOCK.safeParse(request.body);
      if (!read.success) {
        return refuse(response, 400, `Only "${ALL_LEVELS}" can be asked for; the rest is opened by stars.`);
      }
      progress.recordUnlock(key, read.data.what);
      const found = await progress.read(key);
      if (found === undefined) return refuse(response, 404, UNKNOWN);
      response.status(201).json({ unlocks: found.unlocks });
    }),
  );

  routes.post('/progress/transfer', (request, response) =>
    asking(response, async () => {
      const key = withKey(request, response);
      if (key === undefined) return;
      const given = await progress.transfer(key);
      if (given === undefined) return refuse(response, 404, UNKNOWN);
      response.status(201).json(given);
    }),
  );

  routes.post('/progress/claim', (request, response) =>
    asking(response, async () => {
      if (!claims.take(sender(request))) {
        return refuse(response, 429, 'Too many codes were tried: wait a minute and try again.');
      }
      const read = CLAIM.safeParse(request.body);
      const code = read.success ? normaliseTransferCode(read.data.code) : undefined;
      const key = code === undefined ? undefined : await progress.claim(code, playerKeyOf(request));
      if (key === undefined) {
        return refuse(response, 404, 'This code is not good any more: make a new one on the other device.');
      }
      response.status(201).json({ key });
    }),
  );

  return routes;
}
