import { State, type Observable, type Unsubscribe } from '../observable.js';
import type { CacheStore } from '../ports.js';

type Values = Readonly<Record<string, unknown>>;

const none: Values = {};

/**
 * How a viewer likes the view, by name. It is each page's own; what was set last, in whatever page, is what the next
 * page begins with. Values come from a disk: whoever reads one checks it.
 */
export class Preferences implements Observable<Values> {
  readonly #values = new State<Values>(none);
  /** Set here, and not written yet. */
  readonly #changed = new Set<string>();
  #cache: CacheStore | undefined;
  #owner = '';
  #writing: Promise<void> = Promise.resolve();

  get value(): Values {
    return this.#values.value;
  }

  subscribe(listener: (values: Values) => void): Unsubscribe {
    return this.#values.subscribe(listener);
  }

  /** Undefined until the viewer's preferences have been read, and where nothing was set. */
  get(name: string): unknown {
    return this.value[name];
  }

  /** `value`: what JSON can hold; undefined goes back to the default. */
  set(name: string, value: unknown): void {
    this.#changed.add(name);
    this.#values.set({ ...this.value, [name]: value });
    this.#write();
  }

  /** Takes what was kept; what has been set here meanwhile is newer. */
  load(text: string | undefined): void {
    const kept = read(text);
    this.#values.set(this.#changed.size === 0 ? kept : this.#over(kept));
  }

  /** Keeps what is set from now on, and what was set before. `owner`: see `ownerText`. */
  keepIn(cache: CacheStore, owner: string): void {
    this.#cache = cache;
    this.#owner = owner;
    this.#write();
  }

  /** Another viewer's begin with nothing. */
  reset(): void {
    this.#cache = undefined;
    this.#changed.clear();
    this.#values.set(none);
  }

  #over(kept: Values): Values {
    const values: Record<string, unknown> = { ...kept };
    this.#changed.forEach((name) => (values[name] = this.value[name]));
    return values;
  }

  /** Other pages write too, so only what was set here replaces what is there. Losing it breaks nothing. */
  #write(): void {
    const cache = this.#cache;
    const owner = this.#owner;
    if (cache === undefined || this.#changed.size === 0) return;
    const write = async (): Promise<void> => {
      const there = await cache.read(['owner', 'preferences']);
      if (this.#cache !== cache || this.#changed.size === 0) return;
      const values = this.#over(there.get('owner') === owner ? read(there.get('preferences')) : none);
      this.#changed.clear();
      await cache.write(
        new Map([
          ['owner', owner],
          ['preferences', JSON.stringify(values)],
        ]),
      );
    };
    this.#writing = this.#writing.then(write).catch(() => {});
  }
}

function read(text: string | undefined): Values {
  try {
    const values: unknown = JSON.parse(text ?? '{}');
    return typeof values === 'object' && values !== null ? (values as Values) : none;
  } catch {
    return none;
  }
}
