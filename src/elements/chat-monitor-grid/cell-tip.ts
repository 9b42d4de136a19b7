import { onEscape } from '../shared/escape.js';

/** How long a pointer has to rest, ms. */
const delay = 400;

/**
 * Shows a text that was cut in a cell, whole, when the cell has the focus or the pointer rests on it. It goes with
 * Escape, with scrolling, and with the focus or pointer.
 */
export class CellTip {
  readonly #tip: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(viewport: HTMLElement, tip: HTMLElement) {
    this.#tip = tip;
    viewport.addEventListener('pointerover', (event) => this.#soon(event.target));
    viewport.addEventListener('focusin', (event) => this.#show(event.target));
    for (const type of ['pointerleave', 'pointerdown', 'scroll', 'focusout']) {
      viewport.addEventListener(type, () => this.hide(), { passive: true });
    }
    const escape = onEscape(() => this.hide());
    viewport.addEventListener('keydown', (event) => {
      if (tip.matches(':popover-open')) escape(event);
    });
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.#tip.hidePopover();
  }

  #soon(target: EventTarget | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(target), delay);
  }

  #show(target: EventTarget | null): void {
    this.hide();
    const cell = (target as Element).closest<HTMLElement>('.cell');
    const text = cell?.isConnected && cutText(cell);
    if (!text) return;
    this.#tip.textContent = text;
    this.#tip.showPopover({ source: cell });
  }
}

/** What a cell has more than it shows. A flag has no text: its name is what to show. */
function cutText(cell: HTMLElement): string {
  const label = cell.querySelector('.flag:not([hidden])')?.getAttribute('aria-label');
  if (label) return label;
  const parts = [...cell.querySelectorAll<HTMLElement>('.cut')];
  const cut = parts.some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  return cut ? parts.map(({ textContent }) => textContent).join('\n') : '';
}
