/** How long a row is seen to go, ms. */
const DURATION = 400;
/** Where more rows go at once, nobody could follow: then none is seen to go. */
const AT_ONCE = 3;

/**
 * Shows that a chat has left: its row fades out over the one that takes its place. Until it is gone it takes the clicks
 * that were meant for it.
 */
export class Departures {
  readonly #stillness = matchMedia('(prefers-reduced-motion: reduce)');
  readonly #fading = new Set<Animation>();

  /** Takes the row, or not; `done` is called when it is not seen any more. */
  readonly take = (row: HTMLElement, done: () => void): boolean => {
    // A hidden page would show it when somebody looks again, long after.
    if (this.#stillness.matches || document.hidden) return false;
    if (this.#fading.size >= AT_ONCE) {
      for (const fading of this.#fading) fading.finish();
      return false;
    }
    row.classList.add('leaving');
    row.ariaHidden = 'true';
    row.ariaSelected = null;
    row.addEventListener('mousedown', keepFocus);
    const fading = row.animate({ opacity: 0 }, { duration: DURATION, easing: 'ease-in' });
    this.#fading.add(fading);
    const end = (): void => {
      this.#fading.delete(fading);
      row.classList.remove('leaving');
      row.ariaHidden = null;
      row.removeEventListener('mousedown', keepFocus);
      done();
    };
    fading.finished.then(end, end);
    return true;
  };
}

/** In a row that goes it would be lost. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
