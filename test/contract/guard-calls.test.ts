import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ChatAdapter, ChatError, type DataFault, guard } from '../../src/contract/index.js';
import {
  fullAgent,
  fullChat,
  fullMessage,
  fullReport,
  fullSession,
  guarded,
  pendingChat,
  rejecting,
  rejection,
  stubAdapter,
} from './fixtures.js';

const key = { idempotencyKey: 'k1' };
const release = { type: 'release', chatId: 'c1' } as const;

/** What perform rejects with when the adapter throws this. */
async function performed(thrown: unknown): Promise<Error & Record<string, unknown>> {
  const { connection, options } = await guarded({ perform: () => rejecting(thrown) });
  return rejection(connection.perform(release, { ...options, ...key }));
}

test('E1: a ChatError keeps its code and fields, and the original is its cause', async () => {
  const original = new ChatError('conflict', 'too late', {
    retryable: true,
    retryAfter: 10,
    backendCode: '9093',
    chat: fullChat,
    by: { id: 'u', name: 'U' },
  });
  const error = await performed(original);
  const { code, message, retryable, retryAfter, backendCode, chat, by, cause } = error;
  assert.deepEqual(
    { code, message, retryable, retryAfter, backendCode, chat, by },
    {
      code: 'conflict',
      message: 'too late',
      retryable: true,
      retryAfter: 10,
      backendCode: '9093',
      chat: fullChat,
      by: { id: 'u', name: 'U' },
    },
  );
  assert.equal(cause, original);
  assert.ok(Object.isFrozen(chat));
});

test('E1: a ChatError of another copy of the class is one too', async () => {
  const foreign = Object.assign(new Error('busy'), { name: 'ChatError', code: 'rate-limited', retryAfter: 5 });
  const error = await performed(foreign);
  assert.deepEqual([error['code'], error['retryable'], error['retryAfter']], ['rate-limited', true, 5]);
});

const oddFields: readonly [string, object, Record<string, unknown>][] = [
  ['retryAfter NaN', { retryAfter: Number.NaN }, { retryAfter: undefined }],
  ['retryAfter below zero', { retryAfter: -1 }, { retryAfter: undefined }],
  ['retryAfter of a day', { retryAfter: 86_400_000 }, { retryAfter: 3_600_000 }],
  ['retryAfter as text', { retryAfter: '5' }, { retryAfter: undefined }],
  ['retryable as text', { retryable: 'no' }, { retryable: true }],
  ['a number as backendCode', { backendCode: 7 }, { backendCode: undefined }],
  ['a malformed chat', { chat: { id: 'c1' } }, { chat: undefined }],
  ['a malformed person', { by: { id: 1 } }, { by: undefined }],
  ['an unknown code', { code: 'weird' }, { code: 'protocol' }],
];
for (const [name, fields, expected] of oddFields) {
  test(`E5: of a ChatError with ${name} only what holds is taken`, async () => {
    const error = await performed(Object.assign(new Error('x'), { name: 'ChatError', code: 'unavailable', ...fields }));
    for (const [field, value] of Object.entries(expected)) assert.equal(error[field], value);
  });
}

const hostile = new Proxy(new Error('x'), {
  get() {
    throw new RangeError('no');
  },
});
const thrownThings: readonly [string, unknown, string][] = [
  ['a TypeError', new TypeError('x is undefined'), 'protocol'],
  ['a text', 'broken', 'protocol'],
  ['nothing', undefined, 'protocol'],
  ['an object without prototype', Object.create(null), 'protocol'],
  ['a proxy that throws', hostile, 'protocol'],
  ['an AbortError of its own', new DOMException('mine', 'AbortError'), 'unavailable'],
];
for (const [name, thrown, code] of thrownThings) {
  test(`E2 E4: an adapter that throws ${name} is ${code}`, async () => {
    const error = await performed(thrown);
    assert.equal(error.name, 'ChatError');
    assert.equal(error['code'], code);
    assert.match(error.message, /"stub", perform,|cannot be read/);
  });
}

test('E4: a method that throws at once is a rejection with its cause', async () => {
  const cause = new Error('sync');
  const { connection, options } = await guarded({
    listQueues() {
      throw cause;
    },
  });
  const error = await rejection(connection.listQueues(options));
  assert.deepEqual([error['code'], error['cause']], ['protocol', cause]);
});

test('E2 L4: an aborted call is AbortError at once, though the adapter hangs', async () => {
  const { connection, controller, options } = await guarded();
  const call = rejection(connection.listQueues(options));
  controller.abort();
  assert.equal((await call).name, 'AbortError');
  assert.equal((await rejection(connection.listQueues(options))).name, 'AbortError');
});

type Connection = Awaited<ReturnType<typeof guarded>>['connection'];
const signal = new AbortController().signal;
const misuses: readonly [string, (connection: Connection) => Promise<unknown> | undefined][] = [
  ['perform without options', (c) => c.perform(release, undefined as never)],
  ['perform without a signal', (c) => c.perform(release, key as never)],
  ['perform without a key', (c) => c.perform(release, { signal } as never)],
  ['an empty key', (c) => c.perform(release, { signal, idempotencyKey: '' })],
  ['an unknown command', (c) => c.perform({ type: 'explode', chatId: 'c' } as never, { signal, ...key })],
  ['a command without chat', (c) => c.perform({ type: 'release' } as never, { signal, ...key })],
  ['an assign to nobody', (c) => c.perform({ type: 'assign', chatId: 'c' } as never, { signal, ...key })],
  ['a join without mode', (c) => c.perform({ type: 'join', chatId: 'c' } as never, { signal, ...key })],
  ['listQueues with a wrong signal', (c) => c.listQueues({ signal: {} as never })],
  ['outcome without a key', (c) => c.outcome?.(undefined as never, { signal })],
  ['report of no list', (c) => c.report?.({} as never, { signal })],
  ['report of a malformed record', (c) => c.report?.([{ ...fullReport, startedAt: 'x' } as never], { signal })],
  ['readReport with a wrong limit', (c) => c.readReport?.({ limit: -1 }, { signal })],
  ['sendMessage without text', (c) => c.sendMessage?.({ chatId: 'c' } as never, { signal, ...key })],
];
for (const [name, misuse] of misuses) {
  test(`E3: ${name} is a TypeError, by rejection, and the adapter is not asked`, async () => {
    let asked = 0;
    const ask = (): Promise<never> => {
      asked += 1;
      return new Promise(() => undefined);
    };
    const { connection } = await guarded({
      perform: ask,
      listQueues: ask,
      outcome: ask,
      report: ask,
      readReport: ask,
      sendMessage: ask,
    });
    const promise = misuse(connection);
    assert.ok(promise);
    assert.ok((await rejection(promise)) instanceof TypeError);
    assert.equal(asked, 0);
  });
}

test('E3: watches throw a TypeError', async () => {
  const { connection } = await guarded();
  assert.throws(() => connection.watchChats({ view: 'all' } as never, { signal }), TypeError);
  assert.throws(() => connection.watchChats({ view: 'floor' }, {} as never), TypeError);
  assert.throws(() => connection.watchChats({ view: 'floor' }, { signal, cursor: 1 } as never), TypeError);
  assert.throws(() => connection.watchAgents({ queues: [1] } as never, { signal }), TypeError);
  assert.throws(() => connection.watchMessages?.('', { signal }), TypeError);
});

test('E3: guard itself refuses what is no adapter', () => {
  for (const adapter of [{}, { id: '', connect() {} }, { id: 'a' }, { id: 'a', viewerKey: 1, connect() {} }]) {
    assert.throws(() => guard(adapter as unknown as ChatAdapter), TypeError);
  }
});

test('A4: an answer about another chat, or that is none, is a protocol error', async () => {
  for (const answer of [pendingChat, undefined, { id: 'c1' }, 'ok', fullAgent]) {
    const { connection, options } = await guarded({ perform: () => Promise.resolve(answer) });
    assert.equal((await rejection(connection.perform(release, { ...options, ...key })))['code'], 'protocol');
  }
});

test('A4: set-agent-status is answered with its agent', async () => {
  const command = { type: 'set-agent-status', agentId: 'u1', availability: 'available' } as const;
  const { connection, options } = await guarded({ perform: () => Promise.resolve(fullAgent) });
  assert.deepEqual(await connection.perform(command, { ...options, ...key }), fullAgent);
  const other = connection.perform({ ...command, agentId: 'u2' }, { ...options, ...key });
  assert.equal((await rejection(other))['code'], 'protocol');
});

test('an adapter gets clean frozen copies of the arguments', async () => {
  let seen: readonly unknown[] = [];
  const { connection, options } = await guarded({
    perform(...args: readonly unknown[]) {
      seen = args;
      return Promise.resolve(fullChat);
    },
  });
  const command = { type: 'assign', chatId: 'c1', to: { type: 'agent', id: 'u1' }, extra: 1 } as const;
  await connection.perform(command, { ...options, ...key });
  assert.deepEqual(seen[0], { type: 'assign', chatId: 'c1', to: { type: 'agent', id: 'u1' } });
  assert.ok(Object.isFrozen(seen[0]));
  assert.equal((seen[1] as { idempotencyKey: string }).idempotencyKey, 'k1');
  assert.deepEqual(command.to, { type: 'agent', id: 'u1' });
  assert.equal(Object.isFrozen(command.to), false);
});

test('M3: sendMessage is answered in the chat of its draft', async () => {
  const { connection, options } = await guarded({ sendMessage: () => Promise.resolve(fullMessage) });
  assert.deepEqual(await connection.sendMessage?.({ chatId: 'c1', text: 'x' }, { ...options, ...key }), fullMessage);
  const other = connection.sendMessage?.({ chatId: 'c2', text: 'x' }, { ...options, ...key });
  assert.equal((await rejection(other as Promise<unknown>))['code'], 'protocol');
});

test('R4: a receipt is about what was sent, and says one thing of each', async () => {
  const receipt = { accepted: ['k1', 'k9'], refused: [{ id: 'k8', code: 'x' }] };
  const { connection, options } = await guarded({ report: () => Promise.resolve(receipt) });
  assert.deepEqual(await connection.report?.([fullReport], options), { accepted: ['k1'], refused: [] });
  const both = await guarded({
    report: () => Promise.resolve({ accepted: ['k1'], refused: [{ id: 'k1', code: 'x' }] }),
  });
  const promise = both.connection.report?.([fullReport], both.options);
  assert.equal((await rejection(promise as Promise<unknown>))['code'], 'protocol');
});

test('A6: an outcome is known even where the chat beside it is malformed', async () => {
  const answers: readonly [unknown, unknown][] = [
    [
      { state: 'done', at: 1, chat: fullChat },
      { state: 'done', at: 1, chat: fullChat },
    ],
    [
      { state: 'done', at: 1, chat: { id: 'c1' } },
      { state: 'done', at: 1 },
    ],
    [
      { state: 'refused', at: 1, code: 'x', extra: 1 },
      { state: 'refused', at: 1, code: 'x' },
    ],
    [{ state: 'not-performed' }, { state: 'not-performed' }],
    [{ state: 'unknown' }, { state: 'unknown' }],
  ];
  for (const [answer, expected] of answers) {
    const { connection, options } = await guarded({ outcome: () => Promise.resolve(answer) });
    assert.deepEqual(await connection.outcome?.('k', options), expected);
  }
  for (const answer of [{ state: 'maybe' }, null, { state: 'done' }]) {
    const { connection, options } = await guarded({ outcome: () => Promise.resolve(answer) });
    assert.equal((await rejection(connection.outcome?.('k', options) as Promise<unknown>))['code'], 'protocol');
  }
});

test('S5: a grade without its method is lowered with a reason, and reported', async () => {
  const faults: DataFault[] = [];
  const adapter = guard(stubAdapter({ outcome: undefined, watchNotices: 'no method' }), {
    onFault: (fault) => faults.push(fault),
  });
  const connection = await adapter.connect({ signal });
  const { operations } = connection.session.capabilities;
  assert.deepEqual(operations.outcome, { grade: 'none', reason: 'The adapter has no method outcome.' });
  assert.equal(connection.outcome, undefined);
  assert.equal(connection.watchNotices, undefined);
  assert.deepEqual(
    faults.map(({ kind, what, rule }) => [kind, what, rule]),
    [
      ['capability', 'outcome', 'S5'],
      ['capability', 'watch-notices', 'S5'],
    ],
  );
});

test('S5: a method without a grade is not offered', async () => {
  const session = { ...fullSession, capabilities: { ...fullSession.capabilities, operations: {} } };
  const { connection, faults } = await guarded({ session });
  for (const method of [
    'watchSession',
    'outcome',
    'report',
    'readReport',
    'watchNotices',
    'watchMessages',
    'sendMessage',
  ]) {
    assert.equal(method in connection, false, method);
  }
  assert.deepEqual(faults, []);
});

test('L2: a connection without a method that every one has is refused by name, and closed', async () => {
  for (const method of ['watchChats', 'watchAgents', 'listQueues', 'perform', 'close']) {
    const error = await rejection(guard(stubAdapter({ [method]: undefined })).connect({ signal }));
    assert.equal(error['code'], 'protocol');
    assert.ok(error.message.includes(method));
  }
  for (const connection of [undefined, null, 7]) {
    const adapter = guard({ id: 'stub', connect: () => Promise.resolve(connection as never) });
    assert.equal((await rejection(adapter.connect({ signal })))['code'], 'protocol');
  }
});

test('L3: a connection that comes after the abort is closed', async () => {
  let closed = 0;
  let open: (() => void) | undefined;
  const inner = await stubAdapter({ close: () => Promise.resolve((closed += 1)) }).connect({ signal });
  const adapter = guard({
    id: 'late',
    connect: () =>
      new Promise((resolve) => {
        open = () => {
          resolve(inner);
        };
      }),
  });
  const controller = new AbortController();
  const connecting = rejection(adapter.connect({ signal: controller.signal }));
  controller.abort();
  assert.equal((await connecting).name, 'AbortError');
  open?.();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(closed, 1);
});

test('L1: id and viewerKey are the adapter’s', () => {
  const { id, viewerKey } = guard({ ...stubAdapter(), viewerKey: 'u1' });
  assert.deepEqual([id, viewerKey], ['stub', 'u1']);
  assert.equal('viewerKey' in guard(stubAdapter()), false);
});
