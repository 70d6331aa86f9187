import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { RequestHandler } from 'express';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const encoders = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
};

/**
 * Serves the client's hashed text files compressed, so that a class on one wireless network loads them quickly. Each is
 * compressed once and kept; their names change with their content. What it does not know goes on to the next handler.
 */
export function compressed(folder: string): RequestHandler {
  const kept = new Map<string, Promise<Buffer>>();
  return async (request, response, next) => {
    const name = /^\/([\w.-]+)$/.exec(request.path)?.[1];
    const type = name === undefined ? undefined : TYPES[extname(name)];
    const encoding = request.acceptsEncodings('br', 'gzip');
    if (name === undefined || type === undefined || (encoding !== 'br' && encoding !== 'gzip')) return next();
    if (request.method !== 'GET') return next();
    const key = `${encoding} ${name}`;
    let body = kept.get(key);
    if (body === undefined) {
      body = readFile(join(folder, name)).then(encoders[encoding]);
      kept.set(key, body);
    }
    try {
      const bytes = await body;
      response.set({
        'Content-Type': type,
        'Content-Encoding': encoding,
        'Cache-Control': 'public, max-age=31536000, immutable',
        Vary: 'Accept-Encoding',
      });
      response.end(bytes);
    } catch {
      kept.delete(key);
      next();
    }
  };
}
