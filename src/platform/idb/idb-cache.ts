import type { CacheStore } from '../../monitor/index.js';
import type { Database } from './database.js';

export class IdbCache implements CacheStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async read(keys: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    await this.#database.run('readonly', ['cache'], async (transaction) => {
      const cache = transaction.objectStore('cache');
      const read = async (key: string): Promise<void> => {
        const text: unknown = await cache.get(key);
        if (typeof text === 'string') found.set(key, text);
      };
      await Promise.all(keys.map(read));
    });
    return found;
  }

  write(texts: ReadonlyMap<string, string | undefined>): Promise<void> {
    return this.#database.run('readwrite', ['cache'], async (transaction) => {
      const cache = transaction.objectStore('cache');
      const requests: Promise<unknown>[] = [];
      texts.forEach((text, key) => requests.push(text === undefined ? cache.delete(key) : cache.put(text, key)));
      // Complete as it is, in this task: the page may be about to go, and hear no answers any more.
      transaction.commit();
      await Promise.all(requests);
    });
  }

  clear(): Promise<void> {
    return this.#database.run('readwrite', ['cache'], (transaction) => transaction.objectStore('cache').clear());
  }
}
