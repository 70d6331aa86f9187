import { PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import { ALL_LEVELS } from '../../shared/protocol/level.ts';
import { ApiError, ask, post } from './api.ts';
import { playerKey } from './keys.ts';
import { forgetStars, keepUnlocks } from './stars.ts';

export interface Progress {
  levels: { level: string; stars: number }[];
  codex: string[];
  unlocks: string[];
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

function forgetPlayer(): void {
  playerKey.set(undefined);
  forgetStars();
  made = undefined;
}

export const progress = {
  /** Undefined: nothing is kept for this browser. */
  async read(): Promise<Progress | undefined> {
    const key = playerKey.get();
    if (key === undefined) return undefined;
    try {
      return await ask<Progress>('/api/progress', as(key));
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) throw error;
      // Deleted from another tab or device: this browser begins anew as well.
      forgetPlayer();
      return undefined;
    }
  },
  /** Opens every level, here at once and for good, and on the server where it can be reached. */
  async openAll(): Promise<void> {
    keepUnlocks([ALL_LEVELS]);
    const key = await ensurePlayer();
    if (key !== undefined) await ask('/api/progress/unlocks', as(key, post({ what: ALL_LEVELS })));
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
    // The server has merged what both had; the map asks it.
    forgetStars();
    playerKey.set(key);
  },
  async remove(key: string): Promise<void> {
    await ask('/api/progress', as(key, { method: 'DELETE' }));
    forgetPlayer();
  },
};
