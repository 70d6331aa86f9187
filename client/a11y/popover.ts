import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** A small window under a button: Escape, a press outside, or focus that goes elsewhere closes it. */
export function usePopover<T extends HTMLElement>(): {
  open: boolean;
  toggle: () => void;
  box: RefObject<T | null>;
} {
  const [open, setOpen] = useState(false);
  const box = useRef<T>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      box.current?.querySelector('button')?.focus();
    };
    document.addEventListener('pointerdown', away);
    document.addEventListener('focusin', away);
    document.addEventListener('keydown', key);
    return () => {
      document.removeEventListener('pointerdown', away);
      document.removeEventListener('focusin', away);
      document.removeEventListener('keydown', key);
    };
  }, [open]);
  return { open, toggle: () => setOpen((was) => !was), box };
}
