import type { DailyStation } from '../../shared/daily/day.ts';
import type { BoardView } from '../../shared/protocol/daily.ts';
import { PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import { ask, post } from './api.ts';
import { playerKey } from './keys.ts';
import { ensurePlayer } from './progress.ts';

const as = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { [PLAYER_HEADER]: key };

/** The daily machines: what the server knows of them. All throw an ApiError with a sentence for the person. */
export const dailyApi = {
  days: () => ask<{ today: string; days: string[] }>('/api/daily'),
  board: (day: string, station: DailyStation) =>
    ask<BoardView>(`/api/daily/${day}/${station}`, { headers: as(playerKey.get()) }),
  /** Starts today's machine of a station, and gives the code of its room. */
  async play(station: DailyStation, name: string): Promise<string> {
    const init = post({ name });
    const headers = { ...init.headers, ...as(await ensurePlayer()) };
    return (await ask<{ code: string }>(`/api/daily/${station}`, { ...init, headers })).code;
  },
};
