import { onEscape } from '../shared/escape.js';

export interface PointerFollower {
  readonly move: (event: PointerEvent) => void;
  /** `dropped`: false where the drag was broken off, by Escape or by the system. */
  readonly end: (dropped: boolean) => void;
}

/** Follows a pointer that `element` has captured, until it is let go. */
export function followPointer(element: Element, { pointerId }: PointerEvent, { move, end }: PointerFollower): void {
  const over = new AbortController();
  // At the window, since an element that leaves the page hears no more of its pointer.
  const options = { signal: over.signal, capture: true };
  const finish = (dropped: boolean): void => {
    over.abort();
    // Where it is still held, that ends with its next movement only.
    if (element.hasPointerCapture(pointerId)) element.releasePointerCapture(pointerId);
    end(dropped);
  };
  const listen = (type: 'pointermove' | 'pointerup' | 'lostpointercapture', act: (event: PointerEvent) => void): void =>
    window.addEventListener(type, (event) => event.pointerId === pointerId && act(event), options);
  listen('pointermove', move);
  listen('pointerup', () => finish(true));
  listen('lostpointercapture', () => finish(false));
  const escape = onEscape(() => finish(false));
  window.addEventListener('keydown', escape, options);
}
