import { type Request, type Response, Router } from 'express';
import { toString as qrCode } from 'qrcode';
import { z } from 'zod';
import { assignmentCsv, DUE_DAYS, MOST_LEVELS, TITLE_MAX } from '../../shared/assignment.ts';
import { level as levelOf } from '../../shared/levels/index.ts';
import { HOST_HEADER } from '../../shared/protocol/headers.ts';
import type { Config } from '../config.ts';
import { newCode, normaliseCode } from '../rooms/codes.ts';
import { AddressLimit } from '../rooms/limits.ts';
import { checkNickname, isRude } from '../rooms/names.ts';
import type { Keeping } from '../store/keep.ts';
import { KEY } from '../store/secrets.ts';
import { publicBase } from './addresses.ts';
import { hostGate } from './host-gate.ts';
import { asking, playerKeyOf } from './progress.ts';

const DAY_MS = 86_400_000;

const MAKING = z.object({
  title: z.string().max(200),
  levels: z.array(z.string().max(40)).max(MOST_LEVELS),
  due: z.string().max(40),
  password: z.string().max(200).optional(),
});
const JOINING = z.object({ nickname: z.string().max(200) });

const NO_CODE = 'There is no assignment with this code: check the link with your teacher.';
const NO_REPORT = 'There are no results for this key: they were never begun, or were deleted or are too old.';
const SENTENCES = {
  unknown: NO_CODE,
  nameTaken: 'Somebody of this class has this nickname: choose another one.',
  full: 'This assignment is full: ask your teacher for another one.',
} as const;

function refuse(response: Response, status: number, error: string): void {
  response.status(status).json({ error });
}

type Made = { title: string; levels: string[]; due: string };

/** What is wrong with an assignment, as a sentence; or the assignment, as it is kept. */
function checked({ title, levels, due }: z.infer<typeof MAKING>, now: number): Made | string {
  const name = title.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > TITLE_MAX) return `Give it a title of 1 to ${TITLE_MAX} characters.`;
  if (isRude(name)) return 'Choose a friendlier title.';
  const chosen = [...new Set(levels)];
  if (chosen.length === 0) return 'Choose one level at least.';
  if (chosen.some((id) => levelOf(id) === undefined))
    return 'One of the levels is not known: choose from the list.';
  const time = Date.parse(due);
  if (Number.isNaN(time)) return 'The due date is not understood: choose a day and a time.';
  if (time <= now) return 'The due date has passed already: choose a later one.';
  if (time > now + DUE_DAYS * DAY_MS)
    return `The due date is too far away: choose one within ${DUE_DAYS} days.`;
  return { title: name, levels: chosen, due: new Date(time).toISOString() };
}

/**
 * Routes of assignments: a teacher makes one and opens its results with the key; students read it by its code and take part
 * under a nickname. Whose results they are the server knows by the header `Userland-Player`.
 */
export function createAssignmentRoutes(config: Config, { assignments }: Keeping): Router {
  const routes = Router();
  const makings = new AddressLimit(20, 0.2);
  const requests = new AddressLimit(240, 10);
  const mayHost = hostGate(config);

  routes.use(['/assignments', '/assigned', '/assigned.csv'], (request, response, next) => {
    if (requests.take(request.socket.remoteAddress ?? '')) return next();
    refuse(response, 429, 'Too many requests from here: wait a minute and try again.');
  });

  routes.post('/assignments', (request, response) =>
    asking(response, async () => {
      const read = MAKING.safeParse(request.body);
      if (!read.success) return refuse(response, 400, 'Send a title, a list of levels and a due date.');
      if (!mayHost(request, response, read.data.password)) return;
      const made = checked(read.data, Date.now());
      if (typeof made === 'string') return refuse(response, 400, made);
      if (!makings.take(request.socket.remoteAddress ?? '')) {
        return refuse(
          response,
          429,
          'Too many assignments were made from here: wait a minute and try again.',
        );
      }
      const code = newCode();
      const hostKey = await assignments.make({ ...made, code });
      const url = `${publicBase(config, request)}/assign/${code}`;
      response.status(201).json({ code, hostKey, url });
    }),
  );

  const codeOf = (request: Request<{ code: string }>): string => normaliseCode(request.params.code) ?? '';

  routes.get('/assignments/:code', (request, response) =>
    asking(response, async () => {
      const found = await assignments.read(codeOf(request), playerKeyOf(request));
      if (found === undefined) return refuse(response, 404, NO_CODE);
      response.json({ ...found, url: `${publicBase(config, request)}/assign/${found.code}` });
    }),
  );

  routes.get('/assignments/:code/qr.svg', (request, response) =>
    asking(response, async () => {
      const found = await assignments.read(codeOf(request));
      if (found === undefined) return refuse(response, 404, NO_CODE);
      const url = `${publicBase(config, request)}/assign/${found.code}`;
      response.type('image/svg+xml').send(await qrCode(url, { type: 'svg', margin: 2 }));
    }),
  );

  routes.post('/assignments/:code/students', (request, response) =>
    asking(response, async () => {
      const read = JOINING.safeParse(request.body);
      const name = checkNickname(read.success ? read.data.nickname : '');
      if (!name.ok) return refuse(response, 400, name.message);
      const player = playerKeyOf(request);
      if (player === undefined) {
        return refuse(
          response,
          400,
          'This browser keeps no key, so nothing can be counted: allow it to keep data.',
        );
      }
      const joined = await assignments.join(codeOf(request), player, name.name);
      if (joined !== 'joined') return refuse(response, joined === 'unknown' ? 404 : 409, SENTENCES[joined]);
      response.status(201).json({ nickname: name.name });
    }),
  );

  const keyOf = (request: Request, response: Response): string | undefined => {
    const key = request.get(HOST_HEADER) ?? '';
    if (KEY.test(key)) return key;
    refuse(response, 403, 'Results are opened with the key: open them where you made the assignment.');
    return undefined;
  };

  for (const form of ['json', 'csv'] as const) {
    routes.get(form === 'json' ? '/assigned' : '/assigned.csv', (request, response) =>
      asking(response, async () => {
        const key = keyOf(request, response);
        if (key === undefined) return;
        const report = await assignments.report(key);
        if (report === undefined) return refuse(response, 404, NO_REPORT);
        if (form === 'json') response.json(report);
        else response.attachment(`userland-${report.code}.csv`).type('text/csv').send(assignmentCsv(report));
      }),
    );
  }

  routes.delete('/assigned', (request, response) =>
    asking(response, async () => {
      const key = keyOf(request, response);
      if (key === undefined) return;
      if (!(await assignments.remove(key))) return refuse(response, 404, NO_REPORT);
      response.json({ removed: true });
    }),
  );

  return routes;
}
