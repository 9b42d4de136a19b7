import type { ChatChanges } from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import { always, withBatches, type Broken } from './broken.js';

/** A watch whose batches are changed one by one. */
function changed(change: (batch: ChatChanges) => ChatChanges): Broken['breaks'] {
  return always((adapter) => withBatches<ChatChanges>(adapter, 'watchChats', (batch) => [change(batch)]));
}

const empty = ({ upserts, removes }: ChatChanges): boolean => upserts.length + removes.length === 0;

export const watching: readonly Broken[] = [
  {
    name: 'a watch that ends when nothing happens',
    rules: ['W1'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchChats(query, options) {
          for await (const batch of connection.watchChats(query, options)) {
            if (empty(batch) && !batch.synced) return;
            yield batch;
          }
        },
      })),
    ),
  },
  {
    name: 'a snapshot that never syncs',
    rules: ['W2', 'W3', 'W4'],
    breaks: changed(({ synced, ...batch }) => (batch.snapshot ? batch : { ...batch, ...(synced && { synced }) })),
  },
  {
    name: 'a snapshot without marks',
    rules: ['W2', 'W10'],
    breaks: changed(({ snapshot: _, ...batch }) => batch),
  },
  {
    name: 'a resumed stretch without a mark',
    rules: ['W4'],
    breaks: changed(({ synced, ...batch }) => ({ ...batch, ...(batch.snapshot && synced && { synced }) })),
  },
  {
    name: 'a record delivered twice',
    rules: ['W5', 'W10'],
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch) =>
        batch.upserts.length > 0 && !batch.snapshot ? [batch, { ...batch, removes: [] }] : undefined,
      ),
    ),
  },
  {
    name: 'no remove when a chat leaves the query',
    rules: ['W6', 'W10'],
    breaks: changed((batch) => ({ ...batch, removes: [] })),
  },
  {
    name: 'no heartbeat',
    rules: ['W7'],
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch) => (empty(batch) && !batch.synced ? [] : undefined)),
    ),
  },
  {
    name: "at from the browser's clock",
    rules: ['W8'],
    breaks: changed((batch) => ({ ...batch, at: Date.now() })),
  },
  {
    name: 'a version that never changes',
    rules: ['W9'],
    breaks: changed((batch) => ({ ...batch, upserts: batch.upserts.map((chat) => ({ ...chat, version: 1 })) })),
  },
  {
    name: 'a gap on resume',
    rules: ['W4', 'W10'],
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch, { cursor }) =>
        cursor !== undefined && batch.synced ? [{ ...batch, upserts: batch.upserts.slice(1) }] : undefined,
      ),
    ),
  },
  {
    name: 'a duplicate after resume',
    rules: ['W10'],
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch, { cursor }) =>
        cursor !== undefined && batch.synced && !batch.snapshot
          ? [{ ...batch, synced: undefined } as unknown as ChatChanges, batch]
          : undefined,
      ),
    ),
  },
  {
    name: 'a cursor in the middle of a snapshot',
    rules: ['W11'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchChats(query, { signal, cursor }) {
          const inside = cursor === 'inside';
          const options = { signal, ...(cursor !== undefined && !inside && { cursor }) };
          let first = true;
          for await (const batch of connection.watchChats(query, options)) {
            if (!first || !inside) yield { cursor: 'inside', ...batch };
            first = false;
          }
        },
      })),
    ),
  },
  {
    name: 'a cursor that is forgotten on the way to the backend',
    rules: ['W10'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        watchChats: (query, { signal }) => connection.watchChats(query, { signal }),
      })),
    ),
  },
  {
    name: 'an answer that the watch does not bring',
    rules: ['W14'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => {
        const own = new Set<string>();
        return {
          async perform(command, options) {
            if (command.type === 'assign') own.add(command.chatId);
            return connection.perform(command, options);
          },
          async *watchChats(query, options) {
            for await (const batch of connection.watchChats(query, options)) {
              const upserts = batch.upserts.filter(({ id }) => batch.snapshot || !own.has(id));
              yield { ...batch, upserts };
            }
          },
        };
      }),
    ),
  },
];
