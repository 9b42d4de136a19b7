import { memoryStores, type CacheStore, type MonitorPorts, type Store } from '../../src/monitor/index.js';

/** Goes on when it is called. */
export interface Hold {
  (): void;
  fail(error: Error): void;
}

function held(): { readonly promise: Promise<void>; readonly hold: Hold } {
  let settle: { resolve(): void; reject(error: Error): void } | undefined;
  const promise = new Promise<void>((resolve, reject) => (settle = { resolve, reject }));
  const hold = (): void => settle?.resolve();
  return { promise, hold: Object.assign(hold, { fail: (error: Error) => settle?.reject(error) }) };
}

/** What pages keep, as a test can look at it, slow it down and break it. */
export class FakeDisk {
  /** The texts of each write to a cache, by name; undefined for what was removed. */
  readonly writes: ReadonlyMap<string, string | undefined>[] = [];
  clears = 0;
  /** What every write rejects with. */
  failure: Error | undefined;
  #opening: Promise<void> = Promise.resolve();
  #reading: Promise<void> = Promise.resolve();
  #stores = memoryStores();

  readonly openStore: MonitorPorts['openStore'] = async (adapterId, key): Promise<Store> => {
    await this.#opening;
    const store = await this.#stores(adapterId, key);
    return { reports: store.reports, cache: this.#watched(store.cache), close: () => store.close() };
  };

  /** Has what another one has. */
  share(other: FakeDisk): void {
    this.#stores = other.#stores;
  }

  /** No store opens until what is returned is called. */
  holdOpening(): Hold {
    const { promise, hold } = held();
    this.#opening = promise;
    return hold;
  }

  /** No cache is read until what is returned is called. */
  holdReading(): Hold {
    const { promise, hold } = held();
    this.#reading = promise;
    return hold;
  }

  /** A viewer's texts as they are. */
  async cache(key: string): Promise<CacheStore> {
    return (await this.#stores('memory', key)).cache;
  }

  /** Names of all texts that were written in one way or the other. */
  get written(): readonly string[] {
    return this.writes.flatMap((texts) => [...texts].filter(([, text]) => text !== undefined).map(([name]) => name));
  }

  /** Everything that is kept for a viewer, in one text. */
  async contents(key: string): Promise<string> {
    const names = new Set(this.writes.flatMap((texts) => [...texts.keys()]));
    return [...(await (await this.cache(key)).read([...names])).values()].join('\n');
  }

  #watched(cache: CacheStore): CacheStore {
    return {
      read: async (names) => {
        await this.#reading;
        return cache.read(names);
      },
      write: async (texts) => {
        this.writes.push(texts);
        if (this.failure !== undefined) throw this.failure;
        return cache.write(texts);
      },
      clear: () => {
        this.clears += 1;
        return cache.clear();
      },
    };
  }
}
