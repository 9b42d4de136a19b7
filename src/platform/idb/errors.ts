import { StoreError } from '../../monitor/index.js';

/** What was thrown while a database was used, with what to do about it. */
export function toStoreError(thrown: unknown, database: string): StoreError {
  if (thrown instanceof StoreError) return thrown;
  const { name, message } = thrown as Error;
  const options = { cause: thrown };
  if (name === 'QuotaExceededError') {
    return new StoreError('quota', `There is no room for the database ${database}: free some on the disk.`, options);
  }
  if (name === 'VersionError') return newerVersion(database, options);
  return new StoreError(
    'failed',
    `The database ${database} cannot be used (${name}: ${message}): let this site keep data in the browser.`,
    options,
  );
}

export function newerVersion(database: string, options?: ErrorOptions): StoreError {
  return new StoreError(
    'version',
    `A newer version of chat-monitor-elements changed the database ${database}: reload the page.`,
    options,
  );
}
