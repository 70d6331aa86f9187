import type { AssignmentReport, AssignmentView } from '../../shared/assignment.ts';
import { HOST_HEADER, PLAYER_HEADER } from '../../shared/protocol/headers.ts';
import { ask, post } from './api.ts';
import { playerKey } from './keys.ts';
import { ensurePlayer } from './progress.ts';

const own = (key: string | undefined): Record<string, string> =>
  key === undefined ? {} : { [PLAYER_HEADER]: key };

const base = (code: string): string => `/api/assignments/${encodeURIComponent(code)}`;

export type Assignment = AssignmentView & { url: string };

export const assignments = {
  make: (made: { title: string; levels: string[]; due: string; password?: string }) =>
    ask<{ code: string; hostKey: string; url: string }>('/api/assignments', post(made)),
  read: (code: string) => ask<Assignment>(base(code), { headers: own(playerKey.get()) }),
  qr: (code: string): string => `${base(code)}/qr.svg`,
  async join(code: string, nickname: string): Promise<void> {
    const init = post({ nickname });
    await ask(`${base(code)}/students`, {
      ...init,
      headers: { ...init.headers, ...own(await ensurePlayer()) },
    });
  },
  report: (key: string) => ask<AssignmentReport>('/api/assigned', { headers: { [HOST_HEADER]: key } }),
  remove: (key: string) => ask('/api/assigned', { method: 'DELETE', headers: { [HOST_HEADER]: key } }),
};
