import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatChanges, GuardedWatchOptions } from '../../src/contract/index.js';
import { deliver, fullMessage, fullSession, guarded, pendingChat, rejection, take, type Guarded } from './fixtures.js';

type Options = { readonly signal: AbortSignal };
const floor = { view: 'floor' } as const;
const snapshot = { upserts: [pendingChat], removes: [], at: 1, snapshot: true, synced: true };
const change = { upserts: [pendingChat], removes: [], at: 2 };
const empty = { upserts: [], removes: [], at: 3 };

/** A guarded connection whose chats come in these batches. */
function delivering(...batches: readonly unknown[]): Promise<Guarded> {
  return guarded({ watchChats: (_: unknown, { signal }: Options) => deliver(batches, signal) });
}

async function codeOf(batches: readonly unknown[], cursor?: string): Promise<unknown> {
  const { connection, options } = await delivering(...batches);
  const watch = connection.watchChats(floor, cursor === undefined ? options : { ...options, cursor });
  return (await rejection(take(watch, batches.length)))['code'];
}

const malformedBatches: readonly [string, unknown][] = [
  ['null', null],
  ['a text', 'batch'],
  ['without upserts', { removes: [], at: 1 }],
  ['with upserts that are no list', { ...snapshot, upserts: {} }],
  ['without removes', { upserts: [], at: 1 }],
  ['without at', { upserts: [], removes: [] }],
  ['with at NaN', { ...snapshot, at: Number.NaN }],
  ['with at Infinity', { ...snapshot, at: Infinity }],
  ['with a cursor that is no text', { ...snapshot, cursor: 7 }],
  ['with snapshot false', { ...snapshot, snapshot: false }],
  ['with synced 1', { ...snapshot, synced: 1 }],
  [
    'whose getter throws',
    {
      get upserts() {
        throw new RangeError('no');
      },
    },
  ],
  ['with endless upserts', { ...snapshot, upserts: new Proxy([], { get: (t, k) => (k === 'length' ? 2e9 : t[0]) }) }],
];
for (const [name, batch] of malformedBatches) {
  test(`D4: a batch ${name} ends its watch with protocol`, async () => {
    assert.equal(await codeOf([snapshot, batch]), 'protocol');
  });
}

test('D3: a fault is told once per record and field, over batches and watches', async () => {
  const bad = { ...pendingChat, id: 'bad', issue: 1 };
  const { connection, options, faults } = await delivering(
    { ...snapshot, upserts: [bad, pendingChat] },
    { ...change, upserts: [bad] },
    { ...change, upserts: [{ ...bad, openedAt: 'x', issue: 'fine' }] },
  );
  await take(connection.watchChats(floor, options), 3);
  await take(connection.watchChats(floor, options), 3);
  assert.deepEqual(
    faults.map((fault) => fault.path),
    ['issue', 'openedAt'],
  );
});

test('D3: a listener that throws does not end the watch', async () => {
  const { guard } = await import('../../src/contract/index.js');
  const { stubAdapter } = await import('./fixtures.js');
  const parts = { watchChats: (_: unknown, { signal }: Options) => deliver([{ ...snapshot, upserts: [1] }], signal) };
  const adapter = guard(stubAdapter(parts), {
    onFault() {
      throw new Error('listener');
    },
  });
  const { signal } = new AbortController();
  const connection = await adapter.connect({ signal });
  assert.equal((await take(connection.watchChats(floor, { signal }), 1)).length, 1);
});

test('D3: a record that is malformed in a new snapshot keeps its last good value', async () => {
  const bad = { ...pendingChat, issue: 1 };
  const other = { ...pendingChat, id: 'c3' };
  const { connection, options } = await delivering(
    { ...snapshot, upserts: [pendingChat, other] },
    { ...empty, removes: ['c3'] },
    { ...snapshot, upserts: [bad, { ...bad, id: 'c3' }] },
  );
  const batches = await take(connection.watchChats(floor, options), 3);
  assert.deepEqual(batches[2]?.upserts, [pendingChat]);
});

test('D3: where somebody else knows the records, they say what the last good value is', async () => {
  const { connection, options } = await delivering(
    { ...snapshot, upserts: [pendingChat] },
    {
      ...snapshot,
      upserts: [
        { ...pendingChat, issue: 1 },
        { ...pendingChat, id: 'c3', issue: 1 },
      ],
    },
  );
  const known = (id: string): unknown => (id === 'c3' ? undefined : { ...pendingChat, issue: 'As they know it' });
  const asking: GuardedWatchOptions = { ...options, known };
  const batches = await take(connection.watchChats(floor, asking), 2);
  assert.deepEqual(
    batches[1]?.upserts.map(({ issue }) => issue),
    ['As they know it'],
  );
});

test('D3: malformed removes are set aside', async () => {
  const { connection, options, faults } = await delivering({ ...snapshot, removes: [1, 'gone', null, ''] });
  const [batch] = await take(connection.watchChats(floor, options), 1);
  assert.deepEqual(batch?.removes, ['gone']);
  assert.equal(faults[0]?.path, 'removes');
});

test('W2: without a cursor, changes or a synced mark before the snapshot are protocol errors', async () => {
  assert.equal(await codeOf([change]), 'protocol');
  assert.equal(await codeOf([{ ...empty, synced: true }]), 'protocol');
  assert.equal(await codeOf([{ ...empty, removes: ['x'] }]), 'protocol');
});

test('W2 W10: with a cursor, changes may come first, and a snapshot too', async () => {
  for (const batches of [[change, { ...empty, synced: true }], [snapshot]]) {
    const { connection, options } = await delivering(...batches);
    const got = await take(connection.watchChats(floor, { ...options, cursor: 'here' }), batches.length);
    assert.equal(got.length, batches.length);
  }
});

test('W3: a change in the middle of a snapshot is a protocol error, a heartbeat is not', async () => {
  const part = { upserts: [pendingChat], removes: [], at: 1, snapshot: true };
  assert.equal(await codeOf([part, change]), 'protocol');
  const { connection, options } = await delivering(empty, part, empty, snapshot, change);
  assert.equal((await take(connection.watchChats(floor, options), 5)).length, 5);
});

test('W5: a new snapshot may come at any time after synced', async () => {
  const { connection, options } = await delivering(snapshot, change, snapshot, change);
  assert.equal((await take(connection.watchChats(floor, options), 4)).length, 4);
});

test('W11: cursors inside a snapshot are taken away, the last one stays', async () => {
  const part = { upserts: [], removes: [], at: 1, snapshot: true, cursor: 'middle' };
  const { connection, options } = await delivering(
    part,
    { ...empty, cursor: 'middle' },
    { ...snapshot, cursor: 'end' },
  );
  const got = await take(connection.watchChats(floor, options), 3);
  assert.deepEqual(
    got.map((batch) => batch.cursor),
    [undefined, undefined, 'end'],
  );
});

test('W10: where resume is snapshot, the adapter sees no cursor and none comes from it', async () => {
  const seen: unknown[] = [];
  const { capabilities } = fullSession;
  const guarantees = { ...capabilities.guarantees, resume: 'snapshot' };
  const session = { ...fullSession, capabilities: { ...capabilities, guarantees } };
  const { connection, options } = await guarded({
    session,
    watchChats(_: unknown, given: Options) {
      seen.push(given);
      return deliver([{ ...snapshot, cursor: 'c' }], given.signal);
    },
  });
  const [batch] = await take(connection.watchChats(floor, { ...options, cursor: 'old' }), 1);
  assert.equal(batch?.cursor, undefined);
  assert.equal('cursor' in (seen[0] as object), false);
});

test('W12: an id that is upserted and removed in one batch is upserted', async () => {
  const { connection, options } = await delivering({ ...snapshot, removes: ['c2', 'c9'] });
  const [batch] = await take(connection.watchChats(floor, options), 1);
  assert.deepEqual(batch?.removes, ['c9']);
});

test('W1: a watch that ends by itself is unavailable and retryable', async () => {
  const { connection, options } = await guarded({
    async *watchChats() {
      yield snapshot;
    },
  });
  const error = await rejection(take(connection.watchChats(floor, options), 2));
  assert.deepEqual([error['code'], error['retryable']], ['unavailable', true]);
});

test('L4: nothing comes after abort, though the adapter goes on', async () => {
  const { connection, controller, options } = await guarded({
    async *watchChats() {
      yield snapshot;
      for (;;) yield change;
    },
  });
  const got: ChatChanges[] = [];
  const error = await rejection(
    (async () => {
      for await (const batch of connection.watchChats(floor, options)) {
        got.push(batch);
        if (got.length === 3) controller.abort();
      }
    })(),
  );
  assert.equal(error.name, 'AbortError');
  assert.equal(got.length, 3);
});

test('L4: an adapter that hangs in next and in return cannot hold its caller', async () => {
  let returned = 0;
  let aborted = false;
  const { connection, controller, options } = await guarded({
    watchChats(_: unknown, { signal }: Options) {
      signal.addEventListener('abort', () => (aborted = true));
      return {
        [Symbol.asyncIterator]: () => ({
          next: () => new Promise(() => undefined),
          return() {
            returned += 1;
            return new Promise(() => undefined);
          },
        }),
      };
    },
  });
  const pending = connection.watchChats(floor, options)[Symbol.asyncIterator]().next();
  await Promise.resolve();
  controller.abort('enough');
  const error = await rejection(pending);
  assert.equal(error.name, 'AbortError');
  assert.equal(error['cause'], 'enough');
  assert.equal(returned, 1);
  assert.ok(aborted);
});

test('L4: leaving the loop returns the adapter’s iterator and aborts its signal', async () => {
  let returned = 0;
  let given: AbortSignal | undefined;
  const { connection, options } = await guarded({
    async *watchChats(_: unknown, { signal }: Options) {
      given = signal;
      try {
        yield snapshot;
      } finally {
        returned += 1;
      }
    },
  });
  await take(connection.watchChats(floor, options), 1);
  assert.equal(returned, 1);
  assert.equal(given?.aborted, true);
});

test('L4: a watch that was aborted before it began never reaches the adapter', async () => {
  let opened = 0;
  const { connection, controller, options } = await guarded({ watchChats: () => (opened += 1) });
  controller.abort();
  assert.equal((await rejection(take(connection.watchChats(floor, options), 1))).name, 'AbortError');
  assert.equal(opened, 0);
});

test('L5: close ends watches and calls with unavailable, and asks the adapter once', async () => {
  let closed = 0;
  const { connection, options } = await guarded({ close: () => Promise.resolve((closed += 1)) });
  const watch = rejection(take(connection.watchChats(floor, options), 1));
  const call = rejection(connection.listQueues(options));
  await Promise.all([connection.close(), connection.close()]);
  for (const error of [await watch, await call, await rejection(connection.listQueues(options))]) {
    assert.deepEqual([error['code'], error['retryable']], ['unavailable', false]);
  }
  assert.equal(closed, 1);
});

test('W13: what a watch throws keeps its code', async () => {
  const { ChatError } = await import('../../src/contract/index.js');
  const { connection, options } = await guarded({
    async *watchChats() {
      yield snapshot;
      throw new ChatError('unauthenticated', 'over');
    },
  });
  assert.equal((await rejection(take(connection.watchChats(floor, options), 2)))['code'], 'unauthenticated');
});

const noWatches: readonly [string, unknown][] = [
  ['throws at once', () => assert.fail('sync')],
  ['gives nothing', () => undefined],
  ['gives a promise', () => Promise.resolve()],
  ['gives results that are none', () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve(null) }) })],
];
for (const [name, watchChats] of noWatches) {
  test(`E4: a watch that ${name} is a protocol error`, async () => {
    const { connection, options } = await guarded({ watchChats });
    assert.equal((await rejection(take(connection.watchChats(floor, options), 1)))['code'], 'protocol');
  });
}

test('M2: a message of another chat is set aside', async () => {
  const foreign = { ...fullMessage, id: 'm2', chatId: 'c9' };
  const { connection, options, faults } = await guarded({
    watchMessages: (_: unknown, { signal }: Options) =>
      deliver([{ ...snapshot, upserts: [fullMessage, foreign] }], signal),
  });
  assert.ok(connection.watchMessages);
  const [batch] = await take(connection.watchMessages('c1', options), 1);
  assert.deepEqual(batch?.upserts, [fullMessage]);
  assert.deepEqual([faults[0]?.path, faults[0]?.rule], ['chatId', 'M2']);
});

test('N1 N3: notices begin without a snapshot, and removes of them do not count', async () => {
  const { connection, options } = await guarded({
    watchNotices: ({ signal }: Options) => deliver([{ ...empty, removes: ['n1'], synced: true }], signal),
  });
  assert.ok(connection.watchNotices);
  const [batch] = await take(connection.watchNotices(options), 1);
  assert.deepEqual(batch?.removes, []);
});

test('S2 S4: sessions are replaced as they come; another viewer ends the watch', async () => {
  const next = { ...fullSession, at: 200 };
  const stranger = { ...next, viewer: { ...next.viewer, id: 'u9' } };
  const { connection, options } = await guarded({
    watchSession: ({ signal }: Options) => deliver([next, stranger], signal),
  });
  assert.ok(connection.watchSession);
  const iterator = connection.watchSession(options)[Symbol.asyncIterator]();
  assert.deepEqual((await iterator.next()).value, next);
  assert.equal((await rejection(iterator.next()))['code'], 'unauthenticated');
});

test('S1: a malformed session ends its watch with protocol', async () => {
  const { connection, options } = await guarded({
    watchSession: ({ signal }: Options) => deliver([{ ...fullSession, at: null }], signal),
  });
  assert.ok(connection.watchSession);
  assert.equal((await rejection(take(connection.watchSession(options), 1)))['code'], 'protocol');
});

test('a batch that brings a whole floor is read in parts, and only the last one says that it is complete', async () => {
  const upserts = Array.from({ length: 1_201 }, (_, at) => ({ ...pendingChat, id: `c${at}` }));
  const { connection, options } = await delivering(
    { upserts, removes: [], at: 1, snapshot: true, synced: true, cursor: 'x' },
    { upserts, removes: [], at: 2, cursor: 'y' },
    { upserts, removes: ['gone'], at: 3, cursor: 'z' },
  );
  const batches: ChatChanges[] = await take(connection.watchChats(floor, options), 7);
  assert.deepEqual(
    batches.map(({ upserts: { length }, ...rest }) => ({ length, ...rest })),
    [
      { length: 500, removes: [], at: 1, snapshot: true },
      { length: 500, removes: [], at: 1, snapshot: true },
      { length: 201, removes: [], at: 1, snapshot: true, synced: true, cursor: 'x' },
      { length: 500, removes: [], at: 2 },
      { length: 500, removes: [], at: 2 },
      { length: 201, removes: [], at: 2, cursor: 'y' },
      { length: 1_201, removes: ['gone'], at: 3, cursor: 'z' },
    ],
  );
  assert.deepEqual(
    batches.slice(0, 3).flatMap((batch) => batch.upserts.map(({ id }) => id)),
    upserts.map(({ id }) => id),
  );
});
