import { api } from '../../net/api.ts';

/** Starts a level's machine and goes there. Throws `ApiError` with a sentence for the person. */
export async function openLevel(id: string): Promise<void> {
  const { code } = await api.level(id);
  window.location.href = `/play/${code}`;
}
