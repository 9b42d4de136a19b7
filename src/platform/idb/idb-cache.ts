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
      for (const key of keys) {
        const text: unknown = await transaction.objectStore('cache').get(key);
        if (typeof text === 'string') found.set(key, text);
      }
    });
    return found;
  }

  write(texts: ReadonlyMap<string, string | undefined>): Promise<void> {
    return this.#database.run('readwrite', ['cache'], async (transaction) => {
      const cache = transaction.objectStore('cache');
      for (const [key, text] of texts) {
        if (text === undefined) await cache.delete(key);
        else await cache.put(text, key);
      }
    });
  }

  clear(): Promise<void> {
    return this.#database.run('readwrite', ['cache'], (transaction) => transaction.objectStore('cache').clear());
  }
}
