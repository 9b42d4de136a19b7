import type { ReactiveController, ReactiveControllerHost } from 'lit';

type Host = ReactiveControllerHost & HTMLElement;

/** Where a button has done its work and goes, the focus moves on: to its row, else to the row that Tab leads to. */
export class FocusKeeper implements ReactiveController {
  readonly #host: Host;
  #focused: Element | undefined;
  #id: string | undefined;

  constructor(host: Host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? undefined;
    this.#id = this.#focused && recordOf(this.#focused);
  }

  hostUpdated(): void {
    if (!this.#focused || this.#focused.isConnected) return;
    const id = this.#id;
    // The focus itself may ask for the next update.
    void this.#host.updateComplete.then(() => {
      const row = id === undefined ? undefined : this.#find(`[data-id="${CSS.escape(id)}"] .toggle`);
      (row ?? this.#find('.toggle[tabindex="0"]') ?? this.#find('.search'))?.focus();
    });
  }

  #find(selector: string): HTMLElement | undefined {
    return this.#host.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined;
  }
}

/** Id of the record that an element belongs to. */
export function recordOf(element: Element): string | undefined {
  return element.closest<HTMLElement>('[data-id]')?.dataset['id'];
}
