import type { ChatAdapter, ChatChanges } from '../../../../src/contract/index.js';
import { guard } from '../../../../src/contract/index.js';
import { ChatTable } from '../../../../src/monitor/chat-table.js';
import { FloorLife, STEP } from './floor-life.js';

/** What the bench asks of the page that measures the way of a change through guard and table. */
export interface GuardBenchPage {
  /** Microseconds per change, of each batch. */
  perChange(rows: number, perSecond: number, batches: number): Promise<readonly number[]>;
}

declare global {
  interface Window {
    guardBench: GuardBenchPage;
  }
}

function adapterOf(batches: Iterable<ChatChanges>): ChatAdapter {
  return {
    id: 'bench',
    connect: () =>
      Promise.resolve({
        session: {
          viewer: { id: 'sam', name: 'Sam Rivera', roles: ['supervisor'] },
          settings: { queueAssignment: true, companies: [] },
          capabilities: {
            operations: {},
            guarantees: {
              precondition: 'none',
              idempotency: 'none',
              resume: 'snapshot',
              report: 'at-least-once',
              audit: 'backend',
            },
          },
          reports: {},
          at: 0,
        },
        async *watchChats() {
          yield* batches;
        },
        async *watchAgents() {},
        listQueues: () => Promise.resolve([]),
        perform: () => Promise.reject(new Error('Nothing happens here.')),
        close: () => Promise.resolve(),
      }),
  };
}

window.guardBench = {
  async perChange(rows, perSecond, count) {
    const life = new FloorLife(rows, Date.now());
    const first: ChatChanges = { upserts: life.chats(), removes: [], at: 0, snapshot: true, synced: true };
    const batches: ChatChanges[] = [first];
    while (batches.length <= count) batches.push(life.batch((perSecond * STEP) / 1000));
    const { signal } = new AbortController();
    const table = new ChatTable({ requestFlush: () => () => {} });
    const connection = await guard(adapterOf(batches)).connect({ signal });
    const times: number[] = [];
    let begin = performance.now();
    for await (const { upserts, removes } of connection.watchChats({ view: 'floor' }, { signal })) {
      for (const chat of upserts) table.upsert('floor', chat, false);
      for (const id of removes) table.remove('floor', id);
      const end = performance.now();
      times.push(((end - begin) * 1000) / (upserts.length + removes.length));
      if (times.length === batches.length) break;
      table.flush();
      begin = performance.now();
    }
    return times.slice(1);
  },
};
