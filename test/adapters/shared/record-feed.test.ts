import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { ChatError, type Changes } from '../../../src/contract/index.js';
import { RecordFeed, type Look } from '../../../src/adapters/shared/record-feed.js';

interface Item {
  readonly id: string;
  readonly text: string;
}

/** A backend that is asked, and answers when the test says so. */
class Desk {
  readonly asked: { readonly complete: boolean; readonly signal: AbortSignal }[] = [];
  readonly feed = new RecordFeed<Item>({
    look: (complete, signal) => {
      this.asked.push({ complete, signal });
      return new Promise((resolve, reject) => {
        this.answer = resolve;
        this.refuse = reject;
      });
    },
    time: { now: () => 7, heartbeat: 10_000 },
    pace: (changed) => (changed > 0 ? 100 : 1000),
  });
  answer: (look: Look<Item>) => void = () => {};
  refuse: (error: Error) => void = () => {};
}

/** What a watch was told, in short: "a:1 b:1 -c". */
class Reader {
  readonly told: string[] = [];
  readonly ended: Promise<string>;
  readonly #controller = new AbortController();

  constructor(feed: RecordFeed<Item>, matches: (item: Item) => boolean = () => true) {
    this.ended = this.#read(feed.watch(matches, this.#controller.signal));
  }

  leave(): Promise<string> {
    this.#controller.abort();
    return this.ended;
  }

  async #read(batches: AsyncIterable<Changes<Item>>): Promise<string> {
    try {
      for await (const { upserts, removes, snapshot, synced, at } of batches) {
        assert.equal(at, 7);
        const marks = [snapshot ? 'snapshot' : '', synced ? 'synced' : ''].filter(Boolean);
        this.told.push(
          [...upserts.map(({ id, text }) => `${id}:${text}`), ...removes.map((id) => `-${id}`), ...marks].join(' '),
        );
      }
      return 'ended';
    } catch (thrown) {
      return thrown instanceof ChatError ? thrown.code : (thrown as Error).name;
    }
  }
}

const item = (id: string, text = '1'): Item => ({ id, text });
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

describe('records found by looking again', () => {
  let desk: Desk;
  let reader: Reader;
  const found = async (records: readonly Item[], more: Partial<Look<Item>> = { complete: true }): Promise<void> => {
    desk.answer({ records, complete: false, ...more });
    await turns();
  };
  const pass = async (ms: number): Promise<void> => {
    mock.timers.tick(ms);
    await turns();
  };

  beforeEach(async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    desk = new Desk();
    reader = new Reader(desk.feed);
    await turns();
  });

  afterEach(() => mock.timers.reset());

  it('are everything first, then what changed, and not what stayed the same', async () => {
    await found([item('a'), item('b')]);
    assert.deepEqual(reader.told, ['a:1 b:1 snapshot synced']);
    await pass(100);
    await found([item('a', '2'), item('c')]);
    assert.deepEqual(reader.told.slice(1), ['a:2 c:1 -b']);
    await pass(100);
    await found([item('a', '2'), item('c')]);
    assert.equal(reader.told.length, 2);
    await reader.leave();
  });

  it('are looked for sooner where much changes, and at everything only at first', async () => {
    await found([item('a')]);
    await pass(99);
    assert.equal(desk.asked.length, 1);
    await pass(1);
    await found([], { gone: ['a'] });
    assert.deepEqual(reader.told.slice(1), ['-a']);
    await pass(100);
    await found([]);
    await pass(999);
    assert.equal(desk.asked.length, 3);
    await pass(1);
    assert.deepEqual(
      desk.asked.map(({ complete }) => complete),
      [true, false, false, false],
    );
    await reader.leave();
  });

  it('are looked for by one look for all watches, each of which has its own part', async () => {
    const others = new Reader(desk.feed, ({ text }) => text === '2');
    await turns();
    await found([item('a'), item('b', '2')]);
    assert.deepEqual(others.told, ['b:2 snapshot synced']);
    await pass(100);
    await found([item('a', '2'), item('b')]);
    assert.deepEqual(others.told.slice(1), ['a:2 -b']);
    const late = new Reader(desk.feed);
    await turns();
    assert.deepEqual(late.told, ['a:2 b:1 snapshot synced']);
    assert.equal(desk.asked.length, 2);
    await Promise.all([reader, others, late].map((each) => each.leave()));
  });

  it('that came during a look are not undone by it, and looked at again', async () => {
    await found([item('a'), item('b')]);
    await pass(100);
    desk.feed.put(item('a', 'new'));
    desk.feed.drop('b');
    await found([item('a', 'old'), item('b', 'old')]);
    assert.deepEqual(reader.told.slice(1), ['a:new', '-b']);
    assert.equal(desk.asked.length, 3);
    await found([item('a', 'newer')]);
    assert.deepEqual(reader.told.slice(3), ['a:newer']);
    await reader.leave();
  });

  it('are looked for once more after a look that was under way when it was asked for', async () => {
    desk.feed.refresh();
    desk.feed.refresh();
    assert.equal(desk.asked.length, 1);
    await found([item('a')]);
    assert.equal(desk.asked.length, 2);
    await found([item('a')]);
    assert.equal(desk.asked.length, 2);
    await reader.leave();
  });

  it('come with a heartbeat where nothing changes', async () => {
    await found([]);
    await pass(10_000);
    assert.deepEqual(reader.told, ['snapshot synced', '']);
    await reader.leave();
  });

  it('end every watch with what went wrong, and begin anew for whoever comes again', async () => {
    const other = new Reader(desk.feed);
    await turns();
    await found([item('a')]);
    await pass(100);
    desk.refuse(new ChatError('unavailable', 'down'));
    assert.deepEqual(await Promise.all([reader.ended, other.ended]), ['unavailable', 'unavailable']);
    await pass(60_000);
    assert.equal(desk.asked.length, 2);
    const again = new Reader(desk.feed);
    await turns();
    assert.equal(desk.asked.at(-1)?.complete, true);
    await found([item('b')]);
    assert.deepEqual(again.told, ['b:1 snapshot synced']);
    await again.leave();
  });

  it('are at an end when the connection is closed, for whoever comes later too', async () => {
    await found([item('a')]);
    desk.feed.end(new ChatError('unavailable', 'closed'));
    assert.equal(await reader.ended, 'unavailable');
    assert.equal(await new Reader(desk.feed).ended, 'unavailable');
    await pass(60_000);
    assert.equal(desk.asked.length, 1);
  });

  it('are not looked for when nobody watches, and a look under way is given up', async () => {
    assert.equal(await reader.leave(), 'AbortError');
    assert.equal(desk.asked[0]?.signal.aborted, true);
    await found([item('a')]);
    await pass(60_000);
    assert.equal(desk.asked.length, 1);
    const again = new Reader(desk.feed);
    await turns();
    await found([item('b')]);
    assert.deepEqual(again.told, ['b:1 snapshot synced']);
    await again.leave();
  });

  it('of a large floor come in parts', async () => {
    await found(Array.from({ length: 1_200 }, (_, index) => item(`i${index}`)));
    const sizes = reader.told.map((told) => told.split(' ').filter((part) => part.startsWith('i')).length);
    assert.deepEqual(sizes, [500, 500, 200]);
    assert.match(reader.told.at(-1) ?? '', /snapshot synced$/);
    await reader.leave();
  });
});
