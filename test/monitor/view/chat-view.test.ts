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
      fc.property(fc.array(change, { maxLength: 150, size: 'max' }), fc.boolean(), (changes, filtered) => {
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

  it('puts what waited where it belongs, also among rows that changed since the last batch', () => {
    const { scheduler, table, put, view, ids } = setUp([{ key: (chat) => chat.openedAt }]);
    put(...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((at) => aChat({ id: String(at), openedAt: at * 10 })));
    const told: (readonly string[] | undefined)[] = [];
    view.subscribe(({ left }) => told.push(left));
    const release = view.hold();
    put(aChat({ id: 'new', openedAt: 25 }));
    table.upsert('floor', aChat({ id: '4', openedAt: 5 }), false);
    table.remove('floor', '8');
    release();
    scheduler.flush();
    assert.deepEqual(ids(), ['0', '4', '1', '2', 'new', '3', '5', '6', '7']);
    assert.deepEqual(told.flat(), ['8']);
  });

  it('is held again by who is told that a hold has ended', () => {
    const { put, remove, view, ids } = setUp();
    put(aChat({ id: '1', issue: 'a' }), aChat({ id: '2', issue: 'b' }));
    const release = view.hold();
    put(aChat({ id: '3', issue: 'c' }));
    const unsubscribe = view.subscribe(() => view.hold());
    release();
    unsubscribe();
    remove('1');
    put(aChat({ id: '4', issue: 'd' }));
    assert.deepEqual([ids(), view.isGhost('1'), view.waiting], [['1', '2', '3'], true, 2]);
  });

  it('tells which chats left, also where the end of the hold of another view is told before', () => {
    const { put, remove, table, view } = setUp();
    put(aChat({ id: '1' }), aChat({ id: '2' }));
    const release = view.hold();
    view.subscribe(() => release());
    const told: (readonly string[] | undefined)[] = [];
    new ChatView(table, { list: 'floor' }).subscribe(({ left }) => told.push(left));
    remove('1');
    assert.deepEqual(told, [['1']]);
  });

  it('is, with other views, lists, holds and filters beside it, what a view made from scratch is', () => {
    const ids = fc.integer({ min: 0, max: 47 }).map(String);
    const change = fc.record({
      kind: fc.constantFrom(
        ...(['put', 'put', 'put', 'put', 'put', 'put', 'remove', 'flush', 'flush'] as const),
        ...(['hold', 'hold', 'release', 'release', 'filter', 'sort', 'forget', 'overlay', 'settle', 'act'] as const),
      ),
      list: fc.constantFrom('floor', 'floor', 'mine'),
      view: fc.nat({ max: 3 }),
      id: ids,
      issue: fc.constantFrom('a', 'b', 'B', '10', '9', ''),
      openedAt: fc.integer({ min: 0, max: 40 }),
      filtered: fc.boolean(),
    });
    const out = (chat: Chat): boolean => chat.issue !== 'b';
    const sorts = [[newestFirst, byIssue], [byIssue]];
    fc.assert(
      fc.property(fc.array(change, { minLength: 30, maxLength: 200, size: 'max' }), (changes) => {
        const scheduler = manualScheduler();
        const table = new ChatTable(scheduler);
        const watched = (['floor', 'floor', 'mine', 'floor'] as const).map((list) => {
          const state = {
            list,
            view: new ChatView(table, { list, sort: [newestFirst] }),
            sort: [newestFirst] as readonly SortKey[],
            filter: undefined as ((chat: Chat) => boolean) | undefined,
            release: undefined as (() => void) | undefined,
            /** As somebody has them who goes by what is told. */
            known: new Set<string>(),
            shown: new Map<string, Chat>(),
          };
          const { view, known } = state;
          view.subscribe(({ left = known }) => {
            for (const id of left) if (view.indexOf(id) < 0 || view.isGhost(id)) known.delete(id);
          });
          table.onShown(list, (_, before, after) => {
            const id = (before ?? after)?.id as string;
            assert.equal(state.shown.get(id), before);
            if (after) state.shown.set(id, after);
            else state.shown.delete(id);
          });
          return state;
        });
        const check = (): void => {
          for (const { list, view, sort, filter, release, known, shown } of watched) {
            view.rows.forEach((chat, index) => assert.equal(view.indexOf(chat.id), index));
            assert.equal(new Set(view.rows.map(({ id }) => id)).size, view.length);
            assert.equal(view.total, shown.size);
            for (const chat of table.of(list)) assert.equal(shown.get(chat.id), chat);
            const scratch = new ChatView(table, { list, sort, ...(filter && { filter }) });
            const rows = scratch.rows;
            scratch.dispose();
            if (!release) {
              assert.equal(view.waiting, 0);
              assert.deepEqual(view.rows, rows);
            }
            const there = new Set(rows.map(({ id }) => id));
            for (const { id } of view.rows) assert.equal(view.isGhost(id), !there.has(id));
            for (const id of known) assert.ok(there.has(id), `nobody told that ${id} left`);
            for (const { id } of view.rows) if (there.has(id)) known.add(id);
          }
        };
        for (let id = 0; id < 40; id += 1) table.upsert('floor', aChat({ id: String(id), openedAt: id }), true);
        const overlay = (id: string, issue: string, until: number): void =>
          table.addOverlay(id, {
            id,
            apply: (chat) => ({ ...chat, issue }),
            settledBy: (chat) => chat.openedAt > until,
          });
        const release = (state: (typeof watched)[number]): void => {
          state.release?.();
          state.release = undefined;
        };
        /** What somebody does who is told of a change. */
        let act: (() => void) | undefined;
        watched[0]?.view.subscribe(() => {
          const now = act;
          act = undefined;
          now?.();
        });
        let number = 0;
        for (const { kind, list, view: at, id, issue, openedAt, filtered } of changes) {
          const state = watched[at] as (typeof watched)[number];
          number += 1;
          if (kind === 'put') table.upsert(list, aChat({ id, issue, openedAt }), false);
          else if (kind === 'settle') table.settle(aChat({ id, issue, openedAt }));
          else if (kind === 'remove') table.remove(list, id);
          else if (kind === 'forget' && number % 20 === 0) table.forget(list);
          else if (kind === 'overlay') overlay(id, issue, openedAt);
          else if (kind === 'act') act = () => (filtered ? overlay(id, issue, openedAt) : release(state));
          else if (kind === 'hold') state.release ??= state.view.hold();
          else if (kind === 'sort') state.view.setSort((state.sort = sorts[number % 2] as readonly SortKey[]));
          else if (kind === 'filter') state.view.setFilter((state.filter = filtered ? out : undefined));
          else if (kind === 'release') release(state);
          else {
            scheduler.flush();
            check();
          }
        }
        scheduler.flush();
        check();
        watched.forEach(release);
        scheduler.flush();
        check();
      }),
      { numRuns: 150 },
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
