import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { StoredReport } from '../../monitor/index.js';

/** One viewer's database at one backend, at its newest version. */
export interface Schema extends DBSchema {
  /** By a number that only grows: in the order of `add`. */
  reports: { key: number; value: StoredReport; indexes: { id: string } };
  /** By the record's id, with the time of its delivery, epoch ms. */
  delivered: { key: string; value: { readonly at: number }; indexes: { at: number } };
  /** `right`: the last right to deliver that was taken. */
  meta: { key: string; value: number };
  cache: { key: string; value: string };
}

export type StoreName = 'reports' | 'delivered' | 'meta' | 'cache';

export type Migration = (
  database: IDBPDatabase<Schema>,
  transaction: IDBPTransaction<Schema, StoreName[], 'versionchange'>,
) => void;

const createStores: Migration = (database) => {
  database.createObjectStore('reports', { autoIncrement: true }).createIndex('id', 'event.id', { unique: true });
  database.createObjectStore('delivered').createIndex('at', 'at');
  database.createObjectStore('meta');
  database.createObjectStore('cache');
};

/** The first makes version 1 of nothing, the next one version 2 of that, and so on. A published one never changes. */
export const migrations: readonly Migration[] = [createStores];
