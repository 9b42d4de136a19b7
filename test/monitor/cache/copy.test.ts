import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Agent, Session } from '../../../src/contract/index.js';
import { createMemoryBackend } from '../../../src/adapters/memory/index.js';
import { BackendClock } from '../../../src/monitor/backend-clock.js';
import { checks } from '../../../src/monitor/cache/checks.js';
import { pacer } from '../../../src/monitor/cache/pacer.js';
import { firstNames, type Texts } from '../../../src/monitor/cache/texts.js';
import { ViewCopy } from '../../../src/monitor/cache/view-copy.js';
import { restoreView } from '../../../src/monitor/cache/view-reader.js';
import { ChatView } from '../../../src/monitor/view/chat-view.js';
import type { ConnectionKeeper } from '../../../src/monitor/connection-keeper.js';
import { MemoryStore, type CacheStore } from '../../../src/monitor/index.js';
import { Lists } from '../../../src/monitor/lists.js';
import { State } from '../../../src/monitor/observable.js';
import { FakeClock, fakePorts } from '../../harness/fake-ports.js';
import { manualScheduler } from '../../harness/manual-scheduler.js';
import { aChat } from '../../harness/records.js';

function emptyLists(clock = new FakeClock()): Lists {
  return new Lists({
    clock,
    random: fakePorts().random,
    scheduler: manualScheduler(),
    time: new BackendClock(clock),
    keeper: {} as ConnectionKeeper,
    resumes: () => true,
    notice: () => {},
  });
}

async function aSession(): Promise<Session> {
  const adapter = createMemoryBackend().adapter({ viewerId: 'sam' });
  return (await adapter.connect({ signal: new AbortController().signal })).session;
}
const session = await aSession();

const agent = (id: string, load: number): Agent => ({
  id,
  name: id,
  availability: 'available',
  capacity: 3,
  load,
  queues: [],
});

interface Seen {
  readonly chats: Record<string, readonly [messages: number | undefined, floor: boolean, mine: boolean]>;
  readonly agents: Record<string, number>;
}

function seenIn({ table, agents }: Lists): Seen {
  const seen: Seen = { chats: {}, agents: {} };
  for (const id of [...table.ids()].sort()) {
    const record = table.record(id)!;
    seen.chats[id] = [record.confirmed.messageCount, record.floor, record.mine];
  }
  for (const { id, load } of [...agents.all()].sort((a, b) => (a.id < b.id ? -1 : 1))) seen.agents[id] = load;
  return seen;
}

/** What a page has after it restored what another one kept, and where it would go on. */
async function restored(cache: CacheStore): Promise<{ lists: Lists; cursor: number } | undefined> {
  const clock = new FakeClock();
  const lists = emptyLists(clock);
  let shown = false;
  await restoreView(cache, await cache.read(firstNames), {
    clock,
    time: new BackendClock(clock),
    lists,
    checks,
    maxAge: 1_000,
    goesOn: () => true,
    show: () => (shown = true),
  });
  const cursor = lists.keeper('floor').cursor;
  return shown && cursor !== undefined ? { lists, cursor: Number(cursor) } : undefined;
}

type Change =
  | { readonly type: 'upsert'; readonly list: 'floor' | 'mine'; readonly id: string }
  | { readonly type: 'remove'; readonly list: 'floor' | 'mine'; readonly id: string }
  | { readonly type: 'agent'; readonly id: string };
type Step = Change | { readonly type: 'write'; readonly steps: number } | { readonly type: 'fail' };

const id = fc.integer({ min: 0, max: 30 }).map((number) => `chat-${number}`);
const list = fc.constantFrom('floor' as const, 'mine' as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('upsert' as const), list, id }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('remove' as const), list, id }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('agent' as const), id: fc.constantFrom('ann', 'bob') }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('write' as const), steps: fc.integer({ min: 1, max: 60 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('fail' as const) }) },
);

const copyOf = (lists: Lists, view?: ChatView): ViewCopy =>
  new ViewCopy({ lists, session: new State<Session | undefined>(session), view: () => view }, 'page');

/** A page whose table changes while it is copied, and a disk. */
class Page {
  readonly lists = emptyLists();
  readonly cache = new MemoryStore().cache;
  readonly log: Change[] = [];
  readonly #copy = copyOf(this.lists);
  #work: ReturnType<ViewCopy['changes']> | undefined;

  static apply({ table, agents }: Lists, change: Change, at: number): void {
    if (change.type === 'upsert') {
      table.upsert(change.list, aChat({ id: change.id, messageCount: at }), false);
    } else if (change.type === 'remove') table.remove(change.list, change.id);
    else agents.set(agent(change.id, at));
  }

  async take(next: Step): Promise<void> {
    if (next.type === 'write') await this.write(next.steps);
    else if (next.type === 'fail') this.#fail();
    else {
      this.log.push(next);
      Page.apply(this.lists, next, this.log.length);
    }
  }

  /** Some steps of a copy; it is written when it is complete. */
  async write(steps = Infinity): Promise<void> {
    const cursor = { cursor: String(this.log.length) };
    this.#work ??= this.#copy.changes({ floor: cursor, mine: cursor, agents: cursor }, now);
    for (let taken = 0; taken < steps; taken += 1) {
      const { done, value } = this.#work.next();
      if (done !== true) continue;
      this.#work = undefined;
      await this.cache.write(value as Texts);
      return;
    }
  }

  /** What is being copied never arrives. */
  #fail(): void {
    while (this.#work?.next().done === false);
    this.#work = undefined;
    this.#copy.distrust();
  }
}

const now = { savedAt: Date.UTC(2026, 0, 5, 9), offset: 0 };

function inOne(work: ReturnType<ViewCopy['changes']>): Texts | undefined {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe('a copy of the view', () => {
  it('is at any moment what was shown at its cursor: with what came after it, it is what is shown now', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
        const page = new Page();
        for (const next of steps) await page.take(next);
        const before = await restored(page.cache);
        if (before !== undefined) {
          page.log
            .slice(before.cursor)
            .forEach((change, index) => Page.apply(before.lists, change, before.cursor + index + 1));
          assert.deepEqual(seenIn(before.lists), seenIn(page.lists));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is after a whole write exactly what is shown, and nothing that is gone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
        const page = new Page();
        for (const next of steps) await page.take(next);
        await page.write();
        await page.write();
        const after = await restored(page.cache);
        assert.deepEqual(after && seenIn(after.lists), seenIn(page.lists));
      }),
      { numRuns: 200 },
    );
  });

  it('is given up where a list is forgotten meanwhile, and begun anew', () => {
    const lists = emptyLists();
    for (let index = 0; index < 1_000; index += 1) lists.table.upsert('floor', aChat({ id: `c${index}` }), false);
    const copy = copyOf(lists);
    const work = copy.changes({ floor: {} }, now);
    work.next();
    lists.table.forget('floor');
    lists.table.upsert('floor', aChat({ id: 'new' }), false);
    assert.equal(inOne(work), undefined);
    const texts = inOne(copy.changes({ floor: {} }, now))!;
    assert.ok([...texts.values()].some((text) => text?.includes('"new"') === true));
    assert.ok(![...texts.values()].some((text) => text?.includes('"c7"') === true));
  });

  it('has the first rows of the view in a text of their own, as long as it shows all', () => {
    const lists = emptyLists();
    const { table } = lists;
    for (let index = 0; index < 300; index += 1) {
      table.upsert('floor', aChat({ id: `c${index}`, openedAt: 300 - index }), false);
    }
    const view = new ChatView(table, { list: 'floor', sort: [{ key: (chat) => chat.openedAt }] });
    const copy = copyOf(lists, view);
    const top = (texts: Texts | undefined): readonly string[] =>
      [...(texts?.get('top') ?? '').matchAll(/"id":"(c\d+)"/g)].map(([, id]) => id!);
    const first = top(inOne(copy.changes({ floor: {} }, now)));
    assert.equal(first.length, 100);
    assert.deepEqual(first.slice(0, 2), ['c299', 'c298']);
    table.upsert('floor', aChat({ id: 'c0', openedAt: 999 }), false);
    table.flush();
    assert.deepEqual(top(inOne(copy.changes({ floor: {} }, now))), [], 'nothing changed in them');
    view.setFilter(({ id }) => id === 'c0');
    table.upsert('floor', aChat({ id: 'c299', openedAt: 0, issue: 'other' }), false);
    assert.deepEqual(top(inOne(copy.changes({ floor: {} }, now))), first, 'a search changes nothing');
  });

  it('has among the first rows what came a moment ago', () => {
    const lists = emptyLists();
    const view = new ChatView(lists.table, { list: 'floor' });
    lists.table.upsert('floor', aChat({ id: 'c1' }), false);
    const texts = inOne(copyOf(lists, view).changes({ floor: {} }, now));
    assert.match(texts?.get('top') ?? '', /"id":"c1"/);
  });

  it('does not keep among the first rows that a chat is the viewer’s that is so no more', async () => {
    const page = new Page();
    for (const list of ['floor', 'mine'] as const) await page.take({ type: 'upsert', list, id: 'c1' });
    await page.write();
    await page.take({ type: 'remove', list: 'mine', id: 'c1' });
    await page.write();
    const after = await restored(page.cache);
    assert.deepEqual(after?.lists.table.count('mine'), 0);
  });

  it('is made in small steps', () => {
    const lists = emptyLists();
    for (let index = 0; index < 10_000; index += 1) lists.table.upsert('floor', aChat({ id: `c${index}` }), false);
    let looked = 0;
    const record = lists.table.record.bind(lists.table);
    lists.table.record = (id) => {
      looked += 1;
      return record(id);
    };
    let most = 0;
    for (const work = copyOf(lists).changes({ floor: {} }, now); work.next().done === false; looked = 0) {
      most = Math.max(most, looked);
    }
    assert.ok(most <= 256, String(most));
  });
});

describe('short tasks', () => {
  it('end after five milliseconds of work, and let everything else go first', async () => {
    const clock = new FakeClock();
    const pause = pacer(clock);
    assert.equal(pause(), undefined);
    clock.jump(4);
    assert.equal(pause(), undefined);
    clock.jump(1);
    let rested = false;
    const resting = pause()?.then(() => (rested = true));
    await Promise.resolve();
    assert.equal(rested, false);
    await clock.advance(0);
    await resting;
    assert.equal(rested, true);
    clock.jump(4);
    assert.equal(pause(), undefined);
    clock.jump(4);
    assert.equal(pause(true), undefined, 'another task');
    assert.deepEqual(clock.pending, []);
  });
});
