import { api } from '../../net/api.ts';
import { ensurePlayer } from '../../net/progress.ts';

/** Starts a level's machine and goes there. Throws `ApiError` with a sentence for the person. */
export async function openLevel(id: string): Promise<void> {
  const { code } = await api.level(id, await ensurePlayer());
  window.location.href = `/play/${code}`;
}
