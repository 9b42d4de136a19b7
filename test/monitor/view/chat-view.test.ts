import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Chat } from '../../../src/contract/index.js';
import { ChatTable } from '../../../src/monitor/chat-table.js';
import { ChatView } from '../../../src/monitor/view/chat-view.js';
import type { SortKey } from '../../../src/monitor/view/sort-keys.js';
import { aChat } from '../../harness/records.js';
import { manualScheduler } from '../../harness/manual-scheduler.js';

const byIssue: SortKey = { key: (chat) => chat.issue };
const newestFirst: SortKey = { key: (chat) => chat.openedAt, descending: true };

function setUp(sort: readonly SortKey[] = [byIssue]) {
  const scheduler = manualScheduler();
  const table = new ChatTable(scheduler);
  const put = (...chats: Chat[]): void => {
    for (const chat of chats) table.upsert('floor', chat, false);
    scheduler.flush();
  };
  const remove = (id: string): void => {
    table.remove('floor', id);
    scheduler.flush();
  };
  const view = new ChatView(table, { list: 'floor', sort });
  return { scheduler, table, put, remove, view, ids: () => view.rows.map((chat) => chat.id) };
}

describe('ChatView', () => {
  it('keeps the order of its sort keys as chats come, change and go', () => {
    const { put, remove, ids } = setUp();
    put(aChat({ id: '1', issue: 'b' }), aChat({ id: '2', issue: 'a' }), aChat({ id: '3', issue: 'c' }));
    assert.deepEqual(ids(), ['2', '1', '3']);
    put(aChat({ id: '2', issue: 'z' }));
    assert.deepEqual(ids(), ['1', '3', '2']);
    remove('3');
    assert.deepEqual(ids(), ['1', '2']);
  });

  it('tells changes, and whether rows moved', () => {
    const { put, remove, view } = setUp();
    put(aChat({ id: '1', issue: 'a' }), aChat({ id: '2', issue: 'b' }));
    const told: boolean[] = [];
    view.subscribe(({ reordered }) => told.push(reordered));
    put(aChat({ id: '2', issue: 'b', messageCount: 7 }));
    assert.equal(view.rows[1]?.messageCount, 7);
    put(aChat({ id: '2', issue: '_' }));
    view.setFilter((chat) => chat.id !== '1');
    put(aChat({ id: '1', issue: 'a', messageCount: 8 }));
    assert.deepEqual(told, [false, true, true], 'what does not show is not told');
    remove('1');
    assert.deepEqual(told, [false, true, true, false], 'but that there is less of it');
  });

  it('tells which chats belong here no more: gone, out of the filter, or as ghosts', () => {
    const { put, remove, view } = setUp();
    view.setFilter((chat) => chat.issue !== 'out');
    put(...['1', '2', '3', '4'].map((id) => aChat({ id })));
    const told: (readonly string[] | undefined)[] = [];
    view.subscribe(({ left }) => told.push(left));
    remove('1');
    put(aChat({ id: '2', issue: 'out' }), aChat({ id: '3', messageCount: 7 }));
    const release = view.hold();
    remove('3');
    release();
    view.setFilter(undefined);
    assert.deepEqual(told, [['1'], ['2'], ['3'], [], undefined]);
  });

  it('counts before the filter, and shows after it', () => {
    const { put, view, ids } = setUp();
    put(aChat({ id: '1', issue: 'vpn' }), aChat({ id: '2', issue: 'mail' }));
    view.setFilter((chat) => chat.issue === 'mail');
    assert.deepEqual([ids(), view.total], [['2'], 2]);
    put(aChat({ id: '2', issue: 'printer' }));
    assert.deepEqual([ids(), view.total], [[], 2]);
  });

  it('moves nothing while held, and catches up when released', () => {
    const { put, remove, view, ids } = setUp();
    put(aChat({ id: '1', issue: 'b' }), aChat({ id: '2', issue: 'c' }), aChat({ id: '4', issue: 'd' }));
    const release = view.hold();
    let told = 0;
    view.subscribe(() => (told += 1));
    put(aChat({ id: '5', issue: 'c' }));
    assert.deepEqual([view.waiting, told], [1, 1], 'what waits is told');
    remove('5');
    assert.deepEqual([view.waiting, told], [0, 2]);
    put(aChat({ id: '4', issue: 'a' }), aChat({ id: '3', issue: 'e' }));
    remove('1');
    assert.deepEqual(ids(), ['1', '2', '4']);
    assert.equal(view.rows[2]?.issue, 'a', 'values go on');
    assert.equal(view.isGhost('1'), true);
    assert.equal(view.waiting, 3);
    release();
    assert.deepEqual(ids(), ['4', '2', '3']);
    assert.equal(view.waiting, 0);
  });

  it('is, after any changes under any holds, what a sort from scratch gives', () => {
    const change = fc.record({
      kind: fc.constantFrom('put', 'put', 'put', 'remove', 'hold', 'release', 'flush'),
      id: fc.integer({ min: 0, max: 40 }).map(String),
      issue: fc.constantFrom('a', 'b', 'B', 'ä', '10', '9', ''),
      openedAt: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 150 }), fc.boolean(), (changes, filtered) => {
        const { scheduler, table, view } = setUp([newestFirst, byIssue]);
        if (filtered) view.setFilter((chat) => chat.issue !== 'b');
        let release: (() => void) | undefined;
        for (const { kind, id, issue, openedAt } of changes) {
          if (kind === 'put') table.upsert('floor', aChat({ id, issue, openedAt }), false);
          else if (kind === 'remove') table.remove('floor', id);
          else if (kind === 'hold') release ??= view.hold();
          else if (kind === 'flush') scheduler.flush();
          else {
            release?.();
            release = undefined;
          }
          view.rows.forEach((chat, index) => assert.equal(view.indexOf(chat.id), index));
        }
        scheduler.flush();
        release?.();
        const rebuilt = new ChatView(table, { list: 'floor', sort: [newestFirst, byIssue] });
        if (filtered) rebuilt.setFilter((chat) => chat.issue !== 'b');
        assert.deepEqual(view.rows, rebuilt.rows);
        assert.equal(view.total, rebuilt.total);
        assert.equal(view.waiting, 0);
      }),
      { numRuns: 300 },
    );
  });

  it('puts chats last whose key cannot be made, and tells why once, however often they are sorted', async () => {
    const broken = new Error('No such field');
    const uncaught: unknown[] = [];
    const listeners = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => uncaught.push(error));
    try {
      const sort: SortKey = {
        key: ({ issue }) => {
          if (issue === 'throws') throw broken;
          return issue === 'nothing' ? Number.NaN : issue;
        },
      };
      const { put, ids, view } = setUp([sort]);
      put(...['throws', 'b', 'nothing', 'a', 'throws'].map((issue, at) => aChat({ id: String(at), issue })));
      assert.deepEqual(ids(), ['3', '1', '0', '2', '4']);
      put(aChat({ id: '0', issue: 'c' }), aChat({ id: '3', issue: 'throws' }));
      assert.deepEqual(ids(), ['1', '0', '2', '3', '4']);
      view.setSort([sort]);
      await new Promise(setImmediate);
      assert.deepEqual(uncaught, [broken]);
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of listeners) process.on('uncaughtException', listener);
    }
  });

  it('keeps the place of a chat that leaves and returns while held, and no place for others', () => {
    const { put, remove, view, ids } = setUp();
    put(aChat({ id: '1', issue: 'a' }), aChat({ id: '2', issue: 'b' }));
    const release = view.hold();
    remove('1');
    put(aChat({ id: '3', issue: 'c' }));
    assert.deepEqual([ids(), view.isGhost('1'), view.isGhost('3')], [['1', '2'], true, false]);
    put(aChat({ id: '1', issue: 'z', messageCount: 4 }));
    assert.deepEqual([ids(), view.isGhost('1'), view.rows[0]?.messageCount], [['1', '2'], false, 4]);
    release();
    assert.deepEqual(ids(), ['2', '3', '1']);
  });
});
