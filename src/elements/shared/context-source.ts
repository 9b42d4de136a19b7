import { ContextEvent, type Context, type ContextCallback } from '@lit/context';

/** Tells consumers and outer providers that a part of the page is served from here now. */
class ContextProviderEvent extends Event {
  constructor(
    readonly context: unknown,
    readonly contextTarget: Element,
  ) {
    super('context-provider', { bubbles: true, composed: true });
  }
}

interface Subscription {
  readonly consumer: Element;
  readonly dispose: () => void;
}

/**
 * Provides one context on any element, and can stop again: then its consumers look for the next provider outwards.
 * (The `ContextProvider` of @lit/context listens for as long as its host lives, too long for a root element of the page.)
 */
export class ContextSource<T> {
  #value: T;
  readonly #subscriptions = new Map<ContextCallback<T>, Subscription>();
  #connected = false;

  constructor(
    readonly root: Element,
    readonly context: Context<symbol, T>,
    value: T,
  ) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set value(value: T) {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    this.#subscriptions.forEach(({ dispose }, callback) => callback(value, dispose));
  }

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    this.root.addEventListener('context-request', this.#onRequest as EventListener);
    this.root.addEventListener('context-provider', this.#onProvider as EventListener);
    this.root.dispatchEvent(new ContextProviderEvent(this.context, this.root));
  }

  disconnect(): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.root.removeEventListener('context-request', this.#onRequest as EventListener);
    this.root.removeEventListener('context-provider', this.#onProvider as EventListener);
    const subscriptions = new Map(this.#subscriptions);
    this.#subscriptions.clear();
    // First nothing, for those that find no other provider.
    subscriptions.forEach((subscription, callback) => {
      (callback as ContextCallback<T | undefined>)(undefined, subscription.dispose);
      this.#requestAgain(subscription, callback);
    });
  }

  readonly #onRequest = (event: ContextEvent<Context<unknown, unknown>>): void => {
    if (event.context !== this.context) return;
    const consumer = event.contextTarget ?? (event.composedPath()[0] as Element);
    if (consumer === this.root) return;
    event.stopPropagation();
    const callback = event.callback as ContextCallback<T>;
    if (!event.subscribe) {
      callback(this.#value);
      return;
    }
    let subscription = this.#subscriptions.get(callback);
    if (!subscription) {
      subscription = { consumer, dispose: () => void this.#subscriptions.delete(callback) };
      this.#subscriptions.set(callback, subscription);
    }
    callback(this.#value, subscription.dispose);
  };

  /** A provider further in has come: it may take over some of ours. */
  readonly #onProvider = (event: ContextProviderEvent): void => {
    if (event.context !== this.context || event.contextTarget === this.root) return;
    event.stopPropagation();
    new Map(this.#subscriptions).forEach((subscription, callback) => this.#requestAgain(subscription, callback));
  };

  #requestAgain({ consumer }: Subscription, callback: ContextCallback<T>): void {
    consumer.dispatchEvent(new ContextEvent(this.context, consumer, callback, true));
  }
}
