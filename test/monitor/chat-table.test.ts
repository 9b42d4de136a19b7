import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chat } from '../../src/contract/index.js';
import { ChatTable } from '../../src/monitor/chat-table.js';
import { manualScheduler } from '../harness/manual-scheduler.js';
import { aChat } from '../harness/records.js';

describe('ChatTable', () => {
  it('tells whoever watches a chat that it left, also where somebody acts because of that', () => {
    const scheduler = manualScheduler();
    const table = new ChatTable(scheduler);
    for (const id of ['1', '2']) table.upsert('floor', aChat({ id }), true);
    scheduler.flush();
    const told: (Chat | undefined)[] = [];
    table.watch('1', (chat) => told.push(chat));
    let acted = false;
    table.onPublished(() => {
      if (acted) return;
      acted = true;
      table.addOverlay('2', { id: 'o', apply: (chat) => chat, settledBy: () => false });
    });
    table.remove('floor', '1');
    scheduler.flush();
    assert.deepEqual(told, [undefined]);
  });
});
