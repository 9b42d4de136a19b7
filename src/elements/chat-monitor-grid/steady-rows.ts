import type { ChatView } from '../../monitor/view/chat-view.js';
import type { Unsubscribe } from '../../monitor/observable.js';

/** How long after the last movement the user counts as busy, ms. */
const busyFor = 5000;

/**
 * Holds the order of the rows while the user is at work in them, so that nobody clicks the wrong chat: for five seconds
 * after pointer or keys were used there, and while a menu or pane is open. A pointer that only rests holds nothing.
 */
export class SteadyRows {
  readonly #changed: () => void;
  #view: ChatView | undefined;
  #busy: Unsubscribe | undefined;
  #open: Unsubscribe | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** Holds another view from now on; nothing holds any more. */
  use(view: ChatView | undefined): void {
    this.release();
    this.#view = view;
  }

  /** What the user does in `rows` holds them. */
  watch(rows: HTMLElement): void {
    for (const type of ['pointermove', 'pointerdown', 'wheel', 'keydown']) {
      rows.addEventListener(type, () => this.#touch(), { passive: true });
    }
  }

  #touch(): void {
    this.#busy ??= this.#view?.hold();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#busy?.();
      this.#busy = undefined;
      this.#changed();
    }, busyFor);
  }

  /** A menu or pane of a row is open. */
  set open(open: boolean) {
    if (open) {
      this.#open ??= this.#view?.hold();
      return;
    }
    this.#open?.();
    this.#open = undefined;
    this.#changed();
  }

  /** Lets the rows move now. */
  release(): void {
    clearTimeout(this.#timer);
    this.#busy?.();
    this.#busy = undefined;
    this.#open?.();
    this.#open = undefined;
  }
}
