import { useEffect, useState } from 'preact/hooks';
import { api } from './api.ts';

/**
 * The address that players type, as the server knows it: this page may have been opened as localhost, which leads nowhere
 * on anybody else's machine.
 */
export function useJoinUrl(code: string): string {
  const [url, setUrl] = useState(`${window.location.origin}/join/${code}`);
  useEffect(() => {
    api.room(code).then(
      (room) => setUrl(room.joinUrl),
      () => undefined,
    );
  }, [code]);
  return url;
}
