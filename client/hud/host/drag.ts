import type { HTMLAttributes } from 'preact';
import { useRef, useState } from 'preact/hooks';

/** Pixels that a pointer moves before a press becomes a drag. */
const SLACK = 6;

/** What is dragged, and where the pointer has taken it from where it was pressed, in pixels. */
export interface Drag {
  id: string;
  x: number;
  y: number;
}

/** The value of `data-drop` under a point of the window; what is dragged lies there too, and is no place. */
function dropAt(x: number, y: number): string | undefined {
  const places = document.elementsFromPoint(x, y).filter((element) => element.matches('[data-drop]'));
  return (places[0] as HTMLElement | undefined)?.dataset.drop;
}

/**
 * Drags things with mouse, pen or finger onto elements with `data-drop`; `drop` gets its value. A press that moves less stays a
 * click. Pointer events, for HTML's own dragging knows no touch.
 */
export function useDrag(drop: (id: string, onto: string) => void) {
  const [drag, setDrag] = useState<Drag | undefined>();
  const from = useRef<Drag | undefined>(undefined);
  const handlers = (id: string): HTMLAttributes<HTMLElement> => ({
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      from.current = { id, x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event) => {
      const start = from.current;
      if (start === undefined) return;
      const [x, y] = [event.clientX - start.x, event.clientY - start.y];
      if (drag !== undefined || Math.hypot(x, y) > SLACK) setDrag({ id, x, y });
    },
    onPointerUp: (event) => {
      from.current = undefined;
      if (drag === undefined) return;
      const onto = dropAt(event.clientX, event.clientY);
      if (onto !== undefined) drop(id, onto);
      // The click that follows a drag is none: it comes before the next task.
      setTimeout(() => setDrag(undefined));
    },
    onPointerCancel: () => {
      from.current = undefined;
      setDrag(undefined);
    },
  });
  return { drag, handlers };
}
