/** Pause in typing after which the next character begins a new search, in ms. */
const typeaheadPause = 700;

export interface MenuKeyboardHost {
  /** The items in order, disabled ones too: they can be focused, so that their reason can be read. */
  items(): readonly HTMLElement[];
  focused(): Element | null;
  /** `restore`: focus goes back to where the menu was opened from. */
  close(restore: boolean): void;
}

/**
 * The keys of a menu.
 * Source: https://www.w3.org/WAI/ARIA/apg/patterns/menu-button/
 */
export class MenuKeyboard {
  readonly #host: MenuKeyboardHost;
  #typed = '';
  #typedAt = 0;

  constructor(host: MenuKeyboardHost) {
    this.#host = host;
  }

  /** Whether the key was ours; it is prevented then. */
  handle(event: KeyboardEvent): boolean {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === 'Tab') {
      // Not prevented: focus is put back first, so that the browser moves on from there.
      this.#host.close(true);
      return false;
    }
    if (!this.#move(event)) return false;
    event.preventDefault();
    return true;
  }

  #move(event: KeyboardEvent): boolean {
    const items = this.#host.items();
    const at = items.findIndex((item) => item === this.#host.focused());
    switch (event.key) {
      case 'ArrowDown':
        items[at < 0 ? 0 : (at + 1) % items.length]?.focus();
        return true;
      case 'ArrowUp':
        items[at <= 0 ? items.length - 1 : at - 1]?.focus();
        return true;
      case 'Home':
        items[0]?.focus();
        return true;
      case 'End':
        items[items.length - 1]?.focus();
        return true;
      case 'Escape':
        this.#host.close(true);
        return true;
      default:
        return this.#typeahead(event, items, at);
    }
  }

  #typeahead(event: KeyboardEvent, items: readonly HTMLElement[], at: number): boolean {
    if (event.key.length !== 1) return false;
    const goesOn = event.timeStamp - this.#typedAt < typeaheadPause && this.#typed !== '';
    // A space chooses, except inside a search for several words.
    if (event.key === ' ' && !goesOn) return false;
    this.#typed = (goesOn ? this.#typed : '') + event.key.toLocaleLowerCase();
    this.#typedAt = event.timeStamp;
    // The same letter again and again goes through all items that begin with it.
    const repeated = this.#typed.length > 1 && this.#typed.split('').every((letter) => letter === this.#typed[0]);
    const wanted = repeated ? (this.#typed[0] ?? '') : this.#typed;
    const from = wanted.length === 1 ? at + 1 : Math.max(at, 0);
    for (let step = 0; step < items.length; step++) {
      const item = items[(from + step) % items.length];
      if (item?.dataset['label']?.toLocaleLowerCase().startsWith(wanted) === true) {
        item.focus();
        break;
      }
    }
    return true;
  }
}
