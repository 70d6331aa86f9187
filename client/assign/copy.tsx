import { useState } from 'preact/hooks';
import { type AssignText, words } from '../i18n/en-assign.ts';

/** Puts an address into the clipboard, and says that it is there. */
export function Copy({ url, label, testid }: { url: string; label: AssignText; testid?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard?.writeText(url).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <button type="button" data-testid={testid} onClick={copy}>
      {words(copied ? 'copied' : label)}
    </button>
  );
}
