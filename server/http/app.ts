import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Config } from '../config.ts';
import type { RoomKeeper } from '../rooms/keeper.ts';
import type { Services } from '../rooms/services.ts';
import { createApi } from './api.ts';
import { compressed } from './assets.ts';
import { createAssignmentRoutes } from './assignments.ts';
import { createDailyRoutes } from './daily.ts';
import { securityHeaders } from './headers.ts';
import { lessonHtml } from './lessons.ts';
import { createProgressRoutes } from './progress.ts';
import { createReportRoutes } from './report.ts';

/** Longest request to host a room, in bytes: a scenario with every text at its longest, and room for its signs. */
const MAX_SCENARIO_BYTES = 64 * 1024;

/** Address → page of the built client. */
const PAGES = {
  '/': 'index',
  '/join': 'join',
  '/join/:code': 'join',
  '/play/:code': 'play',
  '/solo': 'solo',
  '/daily': 'daily',
  '/codex': 'codex',
  '/report/:code': 'report',
  '/assign': 'assign',
  '/assign/:code': 'assign',
  '/assigned/:code': 'assign',
  '/prepare': 'prepare',
  '/host': 'host',
  '/host/:code': 'host',
  '/watch/:code': 'watch',
} as const;

const bare = (title: string, sentence: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
  `<title>${title} · Userland</title><h1>${title}</h1><p>${sentence}</p><p><a href="/">Start page</a></p></html>`;

const onError: ErrorRequestHandler = (
  error: { status?: number; type?: string },
  _request,
  response,
  _next,
) => {
  const status = error.status !== undefined && error.status >= 400 && error.status < 500 ? error.status : 500;
  const sentences: Record<string, string> = {
    'entity.too.large': 'That is too much to send: make it shorter.',
    'entity.parse.failed': 'The request is not JSON: check what you send.',
  };
  const fallback =
    status === 500
      ? 'The server made a mistake: try again, and tell whoever runs it.'
      : 'The request is not understood: check what you send.';
  if (status === 500) console.error(error);
  response.status(status).json({ error: sentences[error.type ?? ''] ?? fallback });
};

/** The HTTP side: the API, the pages and their assets. `clientFolder` holds the built client. */
export function createApp(
  config: Config,
  keeper: RoomKeeper,
  { keeping, today }: Services,
  clientFolder: string,
): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.get('/health', (_request, response) => {
    response.json({ ok: true, rooms: keeper.count });
  });
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  // A room may come with a whole scenario; everything else is short.
  app.use('/api/rooms', express.json({ limit: MAX_SCENARIO_BYTES, strict: true }));
  app.use('/api', express.json({ limit: '4kb', strict: true }));
  app.use('/api', createApi(config, keeper));
  app.use('/api', createProgressRoutes(keeping));
  app.use('/api', createDailyRoutes(keeping, keeper, today));
  app.use('/api', createReportRoutes(keeping));
  app.use('/api', createAssignmentRoutes(config, keeping));
  app.use('/api', (_request, response) => {
    response.status(404).json({ error: 'There is no such address: see docs/PROTOCOL.md.' });
  });

  app.get('/lessons/:id', (request, response, next) => {
    const page = lessonHtml(request.params.id);
    if (page === undefined) return next();
    response.set('Cache-Control', 'no-cache').send(page);
  });
  for (const [address, page] of Object.entries(PAGES)) {
    app.get(address, (_request, response) => {
      const file = [join(clientFolder, `${page}.html`), join(clientFolder, 'pages', `${page}.html`)].find(
        existsSync,
      );
      response.set('Cache-Control', 'no-cache');
      if (file !== undefined) return response.sendFile(file);
      response
        .status(503)
        .send(bare('Not built yet', 'The client is not built: stop the server and run npm start.'));
    });
  }
  // What runs players' own code may evaluate text, and reach nothing at all.
  app.use('/assets', (request, response, next) => {
    if (/^\/sandbox-[\w-]+\.js$/.test(request.path)) {
      response.set('Content-Security-Policy', "default-src 'none'; script-src 'unsafe-eval'");
    }
    next();
  });
  app.use('/assets', compressed(join(clientFolder, 'assets')));
  app.use(
    '/assets',
    express.static(join(clientFolder, 'assets'), { immutable: true, maxAge: '365d', index: false }),
  );
  app.use(express.static(clientFolder, { index: false, maxAge: '1h' }));
  app.use((_request, response) => {
    response.status(404).send(bare('Nothing here', 'This address leads nowhere: go to the start page.'));
  });
  app.use(onError);
  return app;
}
