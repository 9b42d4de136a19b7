import { onEscape } from './escape.js';

/** How long a pointer has to rest, ms. */
const delay = 400;

/**
 * Shows a text that was cut in a cell, whole, when the cell has the focus or the pointer rests on it. It goes with
 * Escape, with scrolling, and with the focus or pointer. A cell is what has the class `cell`, its texts what has `cut`, itself or within.
 */
export class CellTip {
  readonly #tip: HTMLElement;
  readonly #nameOf: (cell: HTMLElement) => string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `nameOf`: what there is to tell of a cell, cut or not. */
  constructor(viewport: HTMLElement, tip: HTMLElement, nameOf: (cell: HTMLElement) => string | undefined) {
    this.#tip = tip;
    this.#nameOf = nameOf;
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
    const text = cell?.isConnected && (this.#nameOf(cell) ?? cutText(cell));
    if (!text) return;
    this.#tip.textContent = text;
    this.#tip.showPopover({ source: cell });
  }
}

/** What a cell has more than it shows. */
function cutText(cell: HTMLElement): string {
  const parts = cell.matches('.cut') ? [cell] : [...cell.querySelectorAll<HTMLElement>('.cut')];
  const cut = parts.some(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  return cut ? parts.map(({ textContent }) => textContent).join('\n') : '';
}
