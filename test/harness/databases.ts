import { openDB, unwrap, type IDBPDatabase } from 'idb';

/** A database as data: what its stores look like, and what is in them. */
export interface DatabaseDump {
  readonly version: number;
  readonly stores: Readonly<Record<string, StoreDump>>;
}

interface StoreDump {
  readonly keyPath: string | string[] | null;
  readonly autoIncrement: boolean;
  readonly indexes: Readonly<Record<string, IndexDump>>;
  readonly rows: readonly (readonly [key: IDBValidKey, value: unknown])[];
}

interface IndexDump {
  readonly keyPath: string | string[];
  readonly unique: boolean;
  readonly multiEntry: boolean;
}

/** Another script's connection to it: nothing of ours is around it, and it closes for nobody. */
export async function openRaw(name: string): Promise<IDBPDatabase> {
  return openDB(name);
}

export async function dump(name: string): Promise<DatabaseDump> {
  const database = await openRaw(name);
  const stores: Record<string, StoreDump> = {};
  for (const storeName of database.objectStoreNames) {
    const store = unwrap(database.transaction(storeName).store);
    const indexes: Record<string, IndexDump> = {};
    for (const indexName of store.indexNames) {
      const { keyPath, unique, multiEntry } = store.index(indexName);
      indexes[indexName] = { keyPath, unique, multiEntry };
    }
    const { keyPath, autoIncrement } = store;
    const keys = await database.getAllKeys(storeName);
    const values: unknown[] = await database.getAll(storeName);
    stores[storeName] = { keyPath, autoIncrement, indexes, rows: keys.map((key, at) => [key, values[at]]) };
  }
  database.close();
  return { version: database.version, stores };
}

export async function restore(name: string, { version, stores }: DatabaseDump): Promise<void> {
  const database = await openDB(name, version, {
    upgrade(created) {
      for (const [storeName, { keyPath, autoIncrement, indexes, rows }] of Object.entries(stores)) {
        const store = created.createObjectStore(storeName, { keyPath, autoIncrement });
        for (const [indexName, { keyPath: path, ...options }] of Object.entries(indexes)) {
          store.createIndex(indexName, path, options);
        }
        for (const [key, value] of rows) void store.put(value, keyPath === null ? key : undefined);
      }
    },
  });
  database.close();
}
