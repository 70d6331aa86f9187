import { PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import type { Scenario, ScenarioCard } from '../../shared/scenarios/schema.ts';
import { t } from '../i18n/t.ts';

/** An answer of the server that is a refusal: its sentence is for the person. */
export class ApiError extends Error {
  /** HTTP status of the refusal; 0 where there was no answer. */
  readonly status: number;

  constructor(message: string, status = 0) {
    super(message);
    this.status = status;
  }
}

/** Asks the server; throws an ApiError with a sentence for the person. */
export async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiError(t('noServer'));
  }
  const body = (await response.json().catch(() => ({}))) as T & { error?: string };
  if (!response.ok) throw new ApiError(body.error ?? t('noServer'), response.status);
  return body;
}

export const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

export interface RoomCard {
  code: string;
  name: string;
  scenario: string;
  phase: string;
  locked: boolean;
  players: number;
  maxPlayers: number;
  joinUrl: string;
  watchUrl: string;
}

export type { ScenarioCard };

export const api = {
  /** Hosts a room with one of Userland's own scenarios, by its id, or with a prepared one. */
  host: (name: string, scenario: string | Scenario, password: string) =>
    ask<{ code: string; hostKey: string }>(
      '/api/rooms',
      post({ name, scenario, ...(password === '' ? {} : { password }) }),
    ),
  playNow: (role: string) => ask<{ code: string }>('/api/play-now', post({ role })),
  /** Starts a level; its stars count for the player with that key. */
  level: (id: string, player?: string) => {
    const init = post({});
    const headers = { ...init.headers, ...(player === undefined ? {} : { [PLAYER_HEADER]: player }) };
    return ask<{ code: string }>(`/api/levels/${encodeURIComponent(id)}`, { ...init, headers });
  },
  room: (code: string) => ask<RoomCard>(`/api/rooms/${encodeURIComponent(code)}`),
  nickname: () => ask<{ nickname: string }>('/api/nickname'),
  scenarios: () => ask<{ scenarios: ScenarioCard[]; hostPassword: boolean }>('/api/scenarios'),
};

/** The message of an error that a person may read. */
export function sentence(error: unknown): string {
  return error instanceof ApiError ? error.message : t('somethingWrong');
}
