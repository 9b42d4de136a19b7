import type { LitElement, ReactiveController } from 'lit';

/** Pixels from the end that still count as being there: browsers round. */
const tolerance = 8;

/**
 * Keeps a scrolled list at its end while the reader is there, and at what the reader looks at otherwise.
 * The scroller is the host's element with the class `scroller`.
 */
export class StickToEnd implements ReactiveController {
  readonly #host: LitElement;
  readonly #onReached: () => void;
  readonly #resizes = new ResizeObserver(() => this.#settle());
  #scroller: HTMLElement | null = null;
  #atEnd = true;
  /** Distance from the end to hold in the next update. */
  #held: number | undefined;

  /** `onReached`: the reader came to the end. */
  constructor(host: LitElement, onReached: () => void) {
    this.#host = host;
    this.#onReached = onReached;
    host.addController(this);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  /** Begins at the end again: other content, or the reader wants to. */
  toEnd(): void {
    this.#atEnd = true;
    this.#held = undefined;
    this.#settle();
    this.#onReached();
  }

  /** What is added above in the next update does not move what is read. */
  hold(): void {
    const scroller = this.#scroller;
    if (scroller) this.#held = scroller.scrollHeight - scroller.scrollTop;
  }

  /** What grows in the next update does not move the list either. */
  stay(): void {
    this.#atEnd = false;
  }

  hostUpdated(): void {
    const scroller = this.#host.renderRoot.querySelector<HTMLElement>('.scroller');
    if (scroller !== this.#scroller) {
      this.#leave();
      this.#scroller = scroller;
      if (scroller) {
        scroller.addEventListener('scroll', this.#onScroll, { passive: true });
        this.#resizes.observe(scroller);
      }
    }
    this.#settle();
  }

  hostDisconnected(): void {
    this.#leave();
    this.#scroller = null;
  }

  readonly #onScroll = (): void => {
    const scroller = this.#scroller;
    // Of no height, as in a collapsed panel, every place is the end.
    if (!scroller || scroller.clientHeight === 0) return;
    const was = this.#atEnd;
    this.#atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= tolerance;
    if (this.#atEnd && !was) this.#onReached();
  };

  #settle(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    if (this.#held !== undefined) {
      scroller.scrollTop = scroller.scrollHeight - this.#held;
      this.#held = undefined;
    } else if (this.#atEnd) {
      scroller.scrollTop = scroller.scrollHeight;
    }
  }

  #leave(): void {
    this.#resizes.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
  }
}
