import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Config } from '../config.ts';
import { AddressLimit } from '../rooms/limits.ts';

function samePassword(given: string, kept: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(kept));
}

export type HostGate = (request: Request, response: Response, password: string | undefined) => boolean;

const gates = new WeakMap<Config, HostGate>();

/** Lets in who knows the server's HOST_PASSWORD, if it has one; answers the others. One gate a server counts all tries. */
export function hostGate(config: Config): HostGate {
  const known = gates.get(config);
  if (known !== undefined) return known;
  const passwords = new AddressLimit(5, 0.1);
  const refuse = (response: Response, status: number, error: string): false => {
    response.status(status).json({ error });
    return false;
  };
  const gate: HostGate = (request, response, password) => {
    if (config.hostPassword === undefined) return true;
    if (!passwords.take(request.socket.remoteAddress ?? '')) {
      return refuse(response, 429, 'Too many passwords were tried: wait a minute and try again.');
    }
    if (samePassword(password ?? '', config.hostPassword)) return true;
    return refuse(response, 403, 'Hosting on this server needs its password: ask whoever runs it.');
  };
  gates.set(config, gate);
  return gate;
}
