import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Tells whether the host is where somebody can see it: in the page, not in a hidden part of it, and not scrolled away. */
export class InSight implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #changed: (inSight: boolean) => void;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, changed: (inSight: boolean) => void) {
    this.#host = host;
    this.#changed = changed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => {
      const last = entries.at(-1);
      if (last) this.#changed(last.isIntersecting);
    });
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#changed(false);
  }
}
