import { people } from './0001-people.js';
import { chats } from './0002-chats.js';
import { operation } from './0003-operation.js';

export interface Migration {
  /** Grows by one; never changed once it has run anywhere. */
  readonly id: number;
  readonly name: string;
  readonly statements: readonly string[];
}

export const migrations: readonly Migration[] = [people, chats, operation];
