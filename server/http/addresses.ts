import { networkInterfaces } from 'node:os';
import type { Request } from 'express';
import type { Config } from '../config.ts';

/** IPv4 addresses under which other computers reach this one, likeliest first. */
export function lanAddresses(): string[] {
  const found: string[] = [];
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    // Bridges of containers and virtual machines lead nowhere for a student.
    if (/^(docker|br-|veth|virbr|vmnet|vboxnet)/.test(name)) continue;
    for (const { address, family, internal } of addresses ?? []) {
      if (family === 'IPv4' && !internal && !address.startsWith('169.254.')) found.push(address);
    }
  }
  const rank = (address: string) => (/^192\.168\.|^10\./.test(address) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Whether the server listens to more than this computer. */
export function listensToLan(config: Config): boolean {
  return config.host === '0.0.0.0' || config.host === '::';
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Start of the links to give to students: PUBLIC_URL, or the address the request came to; where that is this computer's
 * own name for itself, the LAN address, which others can use too.
 */
export function publicBase(config: Config, request: Request): string {
  if (config.publicUrl !== undefined) return config.publicUrl;
  const host = request.headers.host ?? '';
  if (!/^[\w.[\]:-]+$/.test(host)) return '';
  const [, name = host, port = ''] = /^(.*?)(:\d+)?$/.exec(host) ?? [];
  const lan = loopback.test(name) && listensToLan(config) ? lanAddresses()[0] : undefined;
  return `${request.protocol}://${lan ?? name}${port}`;
}
