/** How long a pointer has to rest, ms. */
const delay = 400;

/**
 * Shows a text that was cut in a cell, whole, when the cell has the focus or the pointer rests on it. It goes with
 * Escape, with scrolling, and with the focus or pointer.
 */
export class CellTip {
  readonly #viewport: HTMLElement;
  readonly #tip: HTMLElement;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(viewport: HTMLElement, tip: HTMLElement) {
    this.#viewport = viewport;
    this.#tip = tip;
    viewport.addEventListener('pointerover', (event) => this.#soon(event.target));
    viewport.addEventListener('pointerleave', () => this.hide());
    viewport.addEventListener('pointerdown', () => this.hide());
    viewport.addEventListener('scroll', () => this.hide(), { passive: true });
    viewport.addEventListener('focusin', (event) => this.#show(event.target));
    viewport.addEventListener('focusout', () => this.hide());
    viewport.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !tip.matches(':popover-open')) return;
      event.preventDefault();
      this.hide();
    });
  }

  hide(): void {
    clearTimeout(this.#timer);
    if (this.#tip.matches(':popover-open')) this.#tip.hidePopover();
  }

  #soon(target: EventTarget | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(target), delay);
  }

  #show(target: EventTarget | null): void {
    this.hide();
    if (!(target instanceof Element) || !this.#viewport.isConnected) return;
    const cell = target.closest<HTMLElement>('.cell');
    const text = cell && cutText(cell);
    if (!text) return;
    this.#tip.textContent = text;
    this.#tip.showPopover({ source: cell });
  }
}

/** What a cell has more than it shows. A flag has no text: its name is what to show. */
function cutText(cell: HTMLElement): string {
  const label = cell.querySelector('.flag:not([hidden])')?.getAttribute('aria-label');
  if (label) return label;
  const parts: string[] = [];
  let cut = false;
  for (const element of cell.querySelectorAll<HTMLElement>('.cut')) {
    parts.push(element.textContent);
    if (element.scrollWidth > element.clientWidth) cut = true;
  }
  return cut ? parts.join('\n') : '';
}
