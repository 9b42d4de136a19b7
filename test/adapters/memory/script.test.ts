import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Chat, guard } from '../../../src/contract/index.js';
import { createMemoryAdapter, createMemoryBackend, generateSeed } from '../../../src/adapters/memory/index.js';
import { act, ManualTime, never, reachedThrough, refused, settled, Table, world } from './fixtures.js';

const release = { type: 'release', chatId: 'busy' } as const;
const keyed = { signal: never(), idempotencyKey: 'k' };

test('A5: a command repeated with its key happens once, and is answered as the first time', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const first = await sup.perform(release, keyed);
  control.write('busy', 'meanwhile');
  assert.deepEqual(await sup.perform(release, keyed), first);
  assert.equal(control.performed('k'), 1);
  await refused(sup.perform({ ...release, note: 'other' }, keyed), 'invalid');
  await refused((await connect('watcher')).perform(release, keyed), 'invalid');
});

test('A5: a refusal is repeated too', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const command = { type: 'release', chatId: 'waiting' } as const;
  await refused(sup.perform(command, keyed), 'conflict');
  control.as('sup').assign('waiting', { type: 'agent', id: 'bo' });
  await refused(sup.perform(command, keyed), 'conflict');
});

test('A6: outcome says done, refused or not performed, and then never performs', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  assert.ok(sup.outcome);
  await sup.perform(release, keyed);
  const done = await sup.outcome('k', keyed);
  assert.ok(done.state === 'done' && done.chat?.status === 'pending');
  const stranger = await connect('bo');
  assert.deepEqual(await stranger.outcome?.('k', keyed), { state: 'not-performed' });
  await refused(sup.perform(release, { ...keyed, idempotencyKey: 'k2' }), 'conflict');
  const refusal = await sup.outcome('k2', keyed);
  assert.ok(refusal.state === 'refused' && refusal.code === 'conflict');
  assert.deepEqual(await sup.outcome('k3', keyed), { state: 'not-performed' });
  const late = { type: 'release', chatId: 'noqueue' } as const;
  await refused(sup.perform(late, { ...keyed, idempotencyKey: 'k3' }), 'invalid');
  assert.deepEqual(await sup.outcome('k3', keyed), { state: 'not-performed' });
  assert.equal(control.chat('noqueue').status, 'assigned');
});

test('A6: a command on its way when its outcome is asked for is not performed any more', async () => {
  const { connect, control, time } = world();
  control.setLatency('perform', 1_000);
  const sup = await connect('sup');
  const performing = refused(sup.perform(release, keyed), 'invalid');
  await settled();
  assert.deepEqual(await sup.outcome?.('k', keyed), { state: 'not-performed' });
  await time.advance(1_000);
  await performing;
  assert.equal(control.chat('busy').status, 'assigned');
});

test('without keys, there is no outcome, and a command that arrives twice is tried twice', async () => {
  const { connect, control } = world({ guarantees: { idempotency: 'none' } });
  const sup = await connect('sup');
  assert.equal(sup.outcome, undefined);
  control.fail('perform', { answer: 'twice' });
  await refused(sup.perform(release, keyed), 'conflict');
  assert.equal(control.chat('busy').status, 'pending');
});

test('script: a lost answer, a late one, and a request that arrives twice', async () => {
  const { connect, control, time } = world();
  const sup = await connect('sup');
  control.fail('perform', { answer: 'lost' }, { answer: 'late', ms: 500 }, { answer: 'twice' });
  const controller = new AbortController();
  const lost = sup.perform(release, { signal: controller.signal, idempotencyKey: 'k' });
  await time.advance(60_000);
  assert.equal(control.chat('busy').status, 'pending');
  controller.abort();
  await assert.rejects(lost, { name: 'AbortError' });
  let answered = false;
  const late = sup.perform(release, keyed).then(() => (answered = true));
  await time.advance(499);
  assert.equal(answered, false);
  await time.advance(1);
  await late;
  await act(sup, { type: 'assign', chatId: 'busy', to: { type: 'agent', id: 'bo' } });
  assert.equal(control.chat('busy').assignmentVersion, '3');
});

test('script: the next calls of a method fail as told, then no more', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  control.fail('listQueues', { code: 'rate-limited', retryAfter: 2_000, backendCode: '9093' }, { code: 'forbidden' });
  const error = await refused(sup.listQueues({ signal: never() }), 'rate-limited');
  assert.deepEqual(
    [(error as { retryAfter?: number }).retryAfter, (error as { backendCode?: string }).backendCode],
    [2_000, '9093'],
  );
  await refused(sup.listQueues({ signal: never() }), 'forbidden');
  assert.equal((await sup.listQueues({ signal: never() })).length, 4);
  assert.equal(control.calls('listQueues').length, 3);
  control.fail('connect', { code: 'unavailable' });
  await refused(connect('sup'), 'unavailable');
});

test('script: latency delays a call, and an abort ends the wait', async () => {
  const { connect, control, time } = world();
  control.setLatency('listQueues', 200);
  const sup = await connect('sup');
  let done = false;
  const call = sup.listQueues({ signal: never() }).then(() => (done = true));
  await time.advance(199);
  assert.equal(done, false);
  await time.advance(1);
  await call;
  const controller = new AbortController();
  const aborted = assert.rejects(sup.listQueues({ signal: controller.signal }), { name: 'AbortError' });
  controller.abort();
  await aborted;
});

function floorOf(connection: Awaited<ReturnType<ReturnType<typeof world>['connect']>>): Table<Chat> {
  const table = new Table<Chat>();
  void table.follow((options) => connection.watchChats({ view: 'floor' }, options));
  return table;
}

test('script: unreachable, then back', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const table = floorOf(sup);
  await settled();
  control.setReachable(false);
  await settled();
  assert.equal(table.error?.code, 'unavailable');
  await refused(sup.listQueues({ signal: never() }), 'unavailable');
  await refused(connect('sup'), 'unavailable');
  control.setReachable(true);
  await connect('sup');
});

test('script: signed out, one user only', async () => {
  const { connect, control } = world();
  const mine = floorOf(await connect('sup'));
  const other = floorOf(await connect('watcher'));
  await settled();
  control.signOut('sup');
  await settled();
  assert.equal(mine.error?.code, 'unauthenticated');
  assert.equal(other.error, undefined);
  await refused(connect('sup'), 'unauthenticated');
  control.signIn('sup');
  await connect('sup');
  await refused(connect('stranger'), 'unauthenticated');
});

test('script: a cut by kind, and a watch that ends without a word', async () => {
  const { connect, control } = world();
  const sup = await connect('sup');
  const table = floorOf(sup);
  await settled();
  control.cut('timeout', 'agents');
  await settled();
  assert.equal(control.watches('chats'), 1);
  control.cut(null);
  await settled();
  assert.equal(table.error?.code, 'unavailable');
  assert.equal(control.watches(), 0);
});

test('script: a silent line delivers nothing until it speaks again', { skip: reachedThrough() }, async () => {
  const { connect, control, time } = world();
  const table = floorOf(await connect('sup'));
  await settled();
  control.setSilent(true);
  control.as('sup').release('busy');
  await time.advance(60_000);
  assert.equal(table.batches.length, 1);
  control.setSilent(false);
  await settled();
  assert.equal(table.rows.get('busy')?.status, 'pending');
});

test(
  'script: records and batches are injected as they are; the last batch comes again',
  { skip: reachedThrough() },
  async () => {
    const { connect, control, faults } = world();
    const table = floorOf(await connect('sup'));
    await settled();
    control.inject('chats', { id: 'busy', requester: { id: 'r', name: 7 } }, 'nonsense');
    await settled();
    assert.equal(faults.length, 2);
    assert.equal(table.rows.get('busy')?.requester.name, 'Sol');
    control.redeliver('chats');
    await settled();
    assert.equal(table.batches[2]?.upserts.length, 4);
    control.injectBatch('chats', { upserts: 'x' });
    await settled();
    assert.equal(table.error?.code, 'protocol');
  },
);

test('script: a burst makes the same changes for the same seed, at the speed that is asked for', async () => {
  const run = async (): Promise<unknown> => {
    const { control } = world({}, generateSeed({ chats: 30, now: 1_000_000 }));
    await control.burst({ changes: 500, seed: 7 });
    return control.chats();
  };
  assert.deepEqual(await run(), await run());
  const { control, time } = world({}, generateSeed({ chats: 30, now: 1_000_000 }));
  const changes = (): number => control.chats().reduce((sum, chat) => sum + chat.version, 0);
  const before = changes();
  let done = false;
  void control.burst({ changes: 200, perSecond: 100 }).then(() => (done = true));
  await time.advance(1_000);
  const half = changes() - before;
  assert.ok(half > 60 && half <= 110, String(half));
  await time.advance(1_100);
  assert.ok(done);
});

test('seed: as many chats as wanted, the same for the same number', () => {
  const big = generateSeed({ chats: 5_000, agents: 40, now: 0, seed: 3 });
  assert.deepEqual(big, generateSeed({ chats: 5_000, agents: 40, now: 0, seed: 3 }));
  assert.notDeepEqual(big.chats, generateSeed({ chats: 5_000, agents: 40, now: 0, seed: 4 }).chats);
  assert.equal(new Set(big.chats.map((chat) => chat.id)).size, 5_000);
});

test('seed: a generated one comes through the guard without a fault', async () => {
  const { connect, faults } = world({}, generateSeed({ chats: 300, now: 1_000_000 }));
  const table = floorOf(await connect('sam'));
  await settled();
  assert.equal(table.rows.size, 300);
  assert.deepEqual(faults, []);
  const statuses = new Set([...table.rows.values()].map((chat) => chat.status));
  assert.deepEqual([...statuses].sort(), ['assigned', 'pending', 'transferred']);
});

test('createMemoryAdapter has a backend of its own; several viewers share one backend', async () => {
  const time = new ManualTime();
  const adapter = createMemoryAdapter({
    now: time.now,
    setTimer: time.setTimer,
    seed: generateSeed({ chats: 3, now: 0 }),
  });
  const connection = await guard(adapter).connect({ signal: never() });
  assert.deepEqual([adapter.id, adapter.viewerKey, connection.session.viewer.id], ['memory', 'sam', 'sam']);
  adapter.control.as('lena');
  const unknown = createMemoryBackend(generateSeed({ chats: 0 })).adapter({
    viewerId: 'ada',
    id: 'x',
    viewerKey: null,
  });
  assert.deepEqual([unknown.id, 'viewerKey' in unknown], ['x', false]);
  assert.throws(() => createMemoryAdapter({ seed: { users: [], companies: [], queues: [], chats: [] } }), TypeError);
});

test('L4 L5: a bare connection ends watches and calls by itself, too', async () => {
  const { backend, control } = world();
  const connection = await backend.adapter({ viewerId: 'sup' }).connect({ signal: never() });
  const controller = new AbortController();
  const aborted = connection.watchChats({ view: 'floor' }, { signal: controller.signal })[Symbol.asyncIterator]();
  await aborted.next();
  const waiting = aborted.next();
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  const closed = connection.watchChats({ view: 'floor' }, { signal: never() })[Symbol.asyncIterator]();
  await closed.next();
  const ended = closed.next();
  await connection.close();
  await refused(ended, 'unavailable');
  await refused(connection.listQueues({ signal: never() }), 'unavailable');
  assert.equal(control.watches(), 0);
});
