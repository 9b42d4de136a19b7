import type { ChatAdapter, Session } from '../../../../src/contract/index.js';
import { ChatTable } from '../../../../src/monitor/chat-table.js';
import { policy, serve } from '../page/bench.js';
import { liveMonitor, ourGrid, showOurGrid } from './our-grid.js';

/**
 * Our grid and table as they are, on a live monitor with the counts, the ticker and everything: only the way to the table
 * is short. Batches go where the list keeper puts them when they come from the guard.
 */

let table: ChatTable | undefined;
const { onPublished } = ChatTable.prototype;
ChatTable.prototype.onPublished = function (listener) {
  keep(this);
  return onPublished.call(this, listener);
};

function keep(made: ChatTable): void {
  table ??= made;
}

/** A backend where nothing happens. */
function quietAdapter(now: number): ChatAdapter {
  const session: Session = {
    viewer: { id: 'sam', name: 'Sam Rivera', roles: ['supervisor', 'agent'] },
    settings: { queueAssignment: true, companies: [], sla: policy },
    capabilities: {
      operations: {
        'assign-agent': 'native',
        'assign-queue': 'native',
        'transfer-agent': 'native',
        'transfer-queue': 'native',
        release: 'native',
        participate: 'native',
        monitor: 'native',
        'clear-assist': 'native',
      },
      guarantees: {
        precondition: 'checked',
        idempotency: 'key',
        resume: 'snapshot',
        report: 'exactly-once',
        audit: 'backend',
      },
    },
    reports: {},
    at: now,
  };
  return {
    id: 'quiet',
    connect: () =>
      Promise.resolve({
        session,
        async *watchChats() {
          yield { upserts: [], removes: [], at: now, snapshot: true, synced: true };
          for (;;) {
            await new Promise((resolve) => setTimeout(resolve, 10_000));
            yield { upserts: [], removes: [], at: now };
          }
        },
        async *watchAgents() {
          yield { upserts: [], removes: [], at: now, snapshot: true, synced: true };
        },
        listQueues: () => Promise.resolve([]),
        perform: () => Promise.reject(new Error('Nothing happens here.')),
        close: () => Promise.resolve(),
      }),
  };
}

serve({
  ...ourGrid,
  prepare: (place, now) => liveMonitor(place, quietAdapter(now), false),
  show(place, chats) {
    showOurGrid(place);
    for (const chat of chats) table?.upsert('floor', chat, true);
  },
  apply({ upserts, removes }) {
    for (const chat of upserts) table?.upsert('floor', chat, false);
    for (const id of removes) table?.remove('floor', id);
  },
});
