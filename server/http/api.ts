import { type Request, type Response, Router } from 'express';
import { toString as qrCode } from 'qrcode';
import { z } from 'zod';
import { LEVELS } from '../../shared/levels/index.ts';
import { HOST_HEADER } from '../../shared/protocol/headers.ts';
import { ROLES, type Role } from '../../shared/roles.ts';
import { SCENARIOS, scenario as scenarioOf } from '../../shared/scenarios/index.ts';
import { type ReadScenario, scenarioCard } from '../../shared/scenarios/schema.ts';
import type { Config } from '../config.ts';
import { normaliseCode } from '../rooms/codes.ts';
import type { RoomKeeper } from '../rooms/keeper.ts';
import { AddressLimit } from '../rooms/limits.ts';
import { checkNickname, checkRoomName, generateNickname } from '../rooms/names.ts';
import { readPrepared } from '../rooms/repertoire.ts';
import { KEY } from '../store/secrets.ts';
import { publicBase } from './addresses.ts';
import { hostGate } from './host-gate.ts';
import { asking, playerKeyOf } from './progress.ts';

const HOSTING = z.object({
  name: z.string().max(200),
  /** Id of one of Userland's own, or a whole one that the teacher has prepared. */
  scenario: z.union([z.string().max(40), z.looseObject({})]),
  password: z.string().max(200).optional(),
});
const PLAY_NOW = z.object({ role: z.enum(ROLES), nickname: z.string().max(40).optional() });

/** Scenario of a room for one, by the role that the newcomer wants. */
const SOLO: Record<Role, string> = {
  process: 'first-boot',
  scheduler: 'friendly-machine',
  memory: 'memory-pressure',
  io: 'interrupt-storm',
  auditor: 'infected',
  malware: 'infected',
};

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

/** What a room is hosted with: an id of Userland's own, or a teacher's scenario if nothing is wrong with it. */
function playable(given: string | object): string | ReadScenario {
  if (typeof given !== 'string') return readPrepared(given);
  const message = 'There is no such scenario: choose one of the list.';
  return scenarioOf(given) === undefined ? { ok: false, message, field: 'id' } : given;
}

/** The routes under /api. Errors are `{error: one sentence}`. */
export function createApi(config: Config, keeper: RoomKeeper): Router {
  const api = Router();
  const creations = new AddressLimit(80, 1);
  const lookups = new AddressLimit(120, 10);
  // A class behind one address looks through a whole round at once: forty times sixteen chunks.
  const chunks = new AddressLimit(1600, 40);
  const sender = (request: Request) => request.socket.remoteAddress ?? '';

  const mayCreate = (request: Request, response: Response): boolean => {
    if (!creations.take(sender(request))) {
      refuse(response, 429, 'Too many rooms were opened from here: wait a minute and try again.');
      return false;
    }
    if (keeper.full) {
      refuse(response, 503, 'All rooms of this server are in use: try again when a class has ended.');
      return false;
    }
    return true;
  };

  const mayHost = hostGate(config);

  api.post('/rooms', async (request, response) => {
    const read = HOSTING.safeParse(request.body);
    if (!read.success) return refuse(response, 400, 'Send a name and a scenario to host a room.');
    const { name, scenario, password } = read.data;
    if (!mayHost(request, response, password)) return;
    const checked = checkRoomName(name);
    if (!checked.ok) return refuse(response, 400, checked.message);
    const played = playable(scenario);
    if (typeof played !== 'string' && !played.ok) return refuse(response, 400, played.message);
    if (!mayCreate(request, response)) return;
    const { code, hostKey } = await keeper.host(
      checked.name,
      typeof played === 'string' ? played : played.scenario,
    );
    const base = publicBase(config, request);
    response
      .status(201)
      .json({ code, hostKey, joinUrl: `${base}/join/${code}`, watchUrl: `${base}/watch/${code}` });
  });

  api.post('/play-now', async (request, response) => {
    const read = PLAY_NOW.safeParse(request.body);
    if (!read.success) return refuse(response, 400, `Choose a role: ${ROLES.join(', ')}.`);
    const { role, nickname } = read.data;
    let name: string | undefined;
    if (nickname !== undefined && nickname.trim() !== '') {
      const checked = checkNickname(nickname);
      if (!checked.ok) return refuse(response, 400, checked.message);
      name = checked.name;
    }
    if (!mayCreate(request, response)) return;
    response.status(201).json({ code: await keeper.solo(SOLO[role], role, name) });
  });

  api.post('/levels/:id', async (request, response) => {
    const level = LEVELS.find(({ id }) => id === request.params.id);
    if (level === undefined) return refuse(response, 404, 'There is no such level: choose one of the map.');
    if (!mayCreate(request, response)) return;
    response.status(201).json({ code: await keeper.level(level, playerKeyOf(request)) });
  });

  const cardOf = async (request: Request<{ code: string }>, response: Response) => {
    if (!lookups.take(sender(request))) {
      refuse(response, 429, 'Too many codes were tried: wait a minute and try again.');
      return undefined;
    }
    const code = normaliseCode(request.params.code);
    const card = code === undefined ? undefined : await keeper.card(code);
    if (card === undefined) {
      refuse(response, 404, 'There is no room with this code: check it with your teacher.');
    }
    return card;
  };

  api.get('/rooms/:code', (request, response) =>
    asking(response, async () => {
      const card = await cardOf(request, response);
      if (card === undefined) return;
      const base = publicBase(config, request);
      const [joinUrl, watchUrl] = [`${base}/join/${card.code}`, `${base}/watch/${card.code}`];
      response.json({ ...card, joinUrl, watchUrl });
    }),
  );

  api.get('/rooms/:code/qr.svg', (request, response) =>
    asking(response, async () => {
      const card = await cardOf(request, response);
      if (card === undefined) return;
      const link = `${publicBase(config, request)}/join/${card.code}`;
      response.type('image/svg+xml').send(await qrCode(link, { type: 'svg', margin: 2 }));
    }),
  );

  /** The desk of a room as a QR code, for whoever has the host key: it comes in a header, and stands in no address. */
  api.get('/rooms/:code/desk.svg', (request, response) =>
    asking(response, async () => {
      const card = await cardOf(request, response);
      if (card === undefined) return;
      const key = request.get(HOST_HEADER) ?? '';
      if (!KEY.test(key))
        return refuse(response, 403, 'The desk opens with the host key: open it where you opened the room.');
      const link = `${publicBase(config, request)}/host/${card.code}#key=${key}`;
      const svg = await qrCode(link, { type: 'svg', margin: 2 });
      response.type('image/svg+xml').set('Cache-Control', 'no-store').send(svg);
    }),
  );

  /** The last round's recording, chunk by chunk: nothing but what everybody in the room and at the projector saw. */
  api.get('/rooms/:code/recording/:round/:chunk', (request, response) => {
    if (!chunks.take(sender(request)))
      return refuse(response, 429, 'Too much of the recording was asked for at once: wait a moment.');
    const code = normaliseCode(request.params.code);
    const room = code === undefined ? undefined : keeper.find(code);
    // Whoever guesses codes meets the same limit as elsewhere.
    if (room === undefined) return void asking(response, async () => void (await cardOf(request, response)));
    const chunk = room.recording(Number(request.params.round), Number(request.params.chunk));
    if (chunk === undefined)
      return refuse(
        response,
        404,
        'The recording of this round is not there any more: look at the last one.',
      );
    response.set('Content-Encoding', 'gzip').set('Cache-Control', 'private, max-age=3600');
    response.type('application/json').send(Buffer.from(chunk));
  });

  api.get('/nickname', (_request, response) => {
    response.json({ nickname: generateNickname() });
  });

  const scenarios = SCENARIOS.map(scenarioCard);
  api.get('/scenarios', (_request, response) => {
    response.json({ scenarios, hostPassword: config.hostPassword !== undefined });
  });

  return api;
}
