import { useLayoutEffect, useRef } from 'preact/hooks';

/** Whether somebody writes text, so that single keys mean letters and not commands. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLSelectElement ||
    target instanceof HTMLTextAreaElement
  );
}

/** Listens to single keys anywhere on the page; `act` says by true that the key was its own. */
export function useKeys(act: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(act);
  latest.current = act;
  // Before it is painted: a key pressed at first sight counts.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!isTyping(event) && latest.current(event)) event.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
