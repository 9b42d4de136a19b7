import type { ChatConnection } from '../contract/index.js';

/** A connection through another page of this browser, which holds the one to the backend and delivers the records. */
export interface RelayedConnection extends ChatConnection {
  readonly relayed: true;
}

export function isRelayed(connection: ChatConnection): connection is RelayedConnection {
  return (connection as Partial<RelayedConnection>).relayed === true;
}
