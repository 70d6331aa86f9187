import { PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import { ask, post } from './api.ts';
import { playerKey } from './keys.ts';

export interface Progress {
  levels: { level: string; stars: number }[];
  codex: string[];
}

const as = (key: string, init: RequestInit = {}): RequestInit => ({
  ...init,
  headers: { ...init.headers, [PLAYER_HEADER]: key },
});

let made: Promise<string | undefined> | undefined;

/** The key of this browser's player, made by the server at the first need; undefined where it can't be had: one plays on without. */
export function ensurePlayer(): Promise<string | undefined> {
  const kept = playerKey.get();
  if (kept !== undefined) return Promise.resolve(kept);
  made ??= ask<{ key: string }>('/api/progress', post({})).then(
    ({ key }) => {
      playerKey.set(key);
      return key;
    },
    () => {
      made = undefined;
      return undefined;
    },
  );
  return made;
}

export const progress = {
  /** Undefined: nothing is kept for this browser. */
  async read(): Promise<Progress | undefined> {
    const key = playerKey.get();
    return key === undefined ? undefined : ask<Progress>('/api/progress', as(key));
  },
  transfer: (key: string) =>
    ask<{ code: string; expires: string }>('/api/progress/transfer', as(key, post({}))),
  async claim(code: string): Promise<void> {
    const own = playerKey.get();
    const init = post({ code });
    const { key } = await ask<{ key: string }>(
      '/api/progress/claim',
      own === undefined ? init : as(own, init),
    );
    playerKey.set(key);
  },
  async remove(key: string): Promise<void> {
    await ask('/api/progress', as(key, { method: 'DELETE' }));
    playerKey.set(undefined);
    made = undefined;
  },
};
