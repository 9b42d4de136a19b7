import type { Channel, HeldLock, Locks } from '../../src/monitor/index.js';

interface Waiter {
  readonly page: FakePage;
  grant(): void;
}

interface Holder {
  readonly page: FakePage;
  end(how: 'released' | 'stolen'): void;
}

interface Port {
  readonly page: FakePage;
  readonly listeners: Set<(message: unknown) => void>;
}

/** What the pages of one browser share: locks in the order they were asked for, and channels. */
export class FakeBrowser {
  readonly #holders = new Map<string, Holder>();
  readonly #waiters = new Map<string, Waiter[]>();
  readonly #channels = new Map<string, Set<Port>>();

  openPage(): FakePage {
    return new FakePage(this);
  }

  /** Which page holds a lock. */
  holder(name: string): FakePage | undefined {
    return this.#holders.get(name)?.page;
  }

  take(name: string, page: FakePage): HeldLock {
    let settle: (how: 'released' | 'stolen') => void = () => {};
    const ended = new Promise<'released' | 'stolen'>((resolve) => (settle = resolve));
    const holder: Holder = { page, end: settle };
    const before = this.#holders.get(name);
    before?.page.hear(() => before.end('stolen'));
    this.#holders.set(name, holder);
    return { ended, release: () => this.#release(name, holder) };
  }

  wait(name: string, waiter: Waiter): () => void {
    const waiters = this.#waiters.get(name) ?? [];
    this.#waiters.set(name, waiters);
    waiters.push(waiter);
    this.#grantNext(name);
    return () => {
      const at = waiters.indexOf(waiter);
      if (at >= 0) waiters.splice(at, 1);
    };
  }

  join(name: string, port: Port): void {
    const ports = this.#channels.get(name) ?? new Set();
    this.#channels.set(name, ports.add(port));
  }

  /** Arrives as a copy, in a later task, at every other port that is open then. */
  post(name: string, from: Port, message: unknown): void {
    const copy: unknown = structuredClone(message);
    setImmediate(() => {
      for (const port of [...(this.#channels.get(name) ?? [])]) {
        if (port !== from) port.page.hear(() => port.listeners.forEach((listener) => listener(copy)));
      }
    });
  }

  leave(name: string, port: Port): void {
    this.#channels.get(name)?.delete(port);
  }

  end(page: FakePage): void {
    for (const ports of this.#channels.values()) {
      for (const port of [...ports]) if (port.page === page) ports.delete(port);
    }
    for (const [name, waiters] of this.#waiters) {
      this.#waiters.set(
        name,
        waiters.filter((waiter) => waiter.page !== page),
      );
    }
    for (const [name, holder] of [...this.#holders]) if (holder.page === page) this.#release(name, holder);
  }

  #release(name: string, holder: Holder): void {
    if (this.#holders.get(name) !== holder) return;
    this.#holders.delete(name);
    holder.end('released');
    this.#grantNext(name);
  }

  #grantNext(name: string): void {
    if (this.#holders.has(name)) return;
    this.#waiters.get(name)?.shift()?.grant();
  }
}

/** One page's side of it. */
export class FakePage {
  #hung = false;
  #ended = false;
  /** What would have been heard while it hung. */
  #unheard: (() => void)[] = [];
  readonly #browser: FakeBrowser;

  constructor(browser: FakeBrowser) {
    this.#browser = browser;
  }

  /** Whether it answers nothing, though it keeps its locks: as a page in an endless loop. What it is told it hears later. */
  get hung(): boolean {
    return this.#hung;
  }

  set hung(hung: boolean) {
    this.#hung = hung;
    if (hung) return;
    const unheard = this.#unheard;
    this.#unheard = [];
    for (const listen of unheard) listen();
  }

  hear(listen: () => void): void {
    if (this.#hung) this.#unheard.push(listen);
    else if (!this.#ended) listen();
  }

  readonly locks: Locks = {
    request: (name, signal) =>
      new Promise<HeldLock>((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const cancel = this.#browser.wait(name, {
          page: this,
          grant: () => resolve(this.#browser.take(name, this)),
        });
        signal.addEventListener('abort', () => {
          cancel();
          reject(signal.reason as Error);
        });
      }),
    tryRequest: async (name) => (this.#browser.holder(name) === undefined ? this.#browser.take(name, this) : undefined),
    steal: async (name) => this.#browser.take(name, this),
  };

  readonly openChannel = (name: string): Channel => {
    const port: Port = { page: this, listeners: new Set() };
    this.#browser.join(name, port);
    return {
      post: (message) => {
        if (!this.#hung && !this.#ended) this.#browser.post(name, port, message);
      },
      onMessage: (listener) => {
        port.listeners.add(listener);
        return () => void port.listeners.delete(listener);
      },
      close: () => this.#browser.leave(name, port),
    };
  };

  /** Dies, as when its tab is closed or crashes: its locks are free, its channels are gone. */
  kill(): void {
    this.#ended = true;
    this.#browser.end(this);
  }
}
