import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Chat } from '../../src/contract/model.js';
import type { Session } from '../../src/contract/session.js';
import type { Database } from '../../demo/backend/database/database.js';
import { openPGlite } from '../../demo/backend/database/pglite.js';
import { EventStream } from '../../demo/backend/http/event-stream.js';
import { World, find, post, type ProblemBody } from './support/world.js';

describe('streams', () => {
  let database: Database;
  let world: World;
  before(async () => {
    database = await openPGlite();
    world = await World.open(database, { heartbeatMs: 50, streamBuffer: 100_000 });
  });
  after(async () => {
    await world.close();
    await database.close();
  });

  const setUser = (id: string, body: object) =>
    world.fetch(`/demo/users/${id}`, { ...post(body), method: 'PUT' }).then(({ status }) => assert.equal(status, 204));

  it('beats', async () => {
    const tomas = await world.signIn('tomas.keller');
    const reader = await tomas.watch({ id: 's', kind: 'session' });
    const { data } = await reader.until(({ type }) => type === 'heartbeat');
    assert.equal(data['at'], world.clock.time);
    await reader.close();
  });

  it('renews the cursor of a watch to which nothing happens', async () => {
    const tomas = await world.signIn('tomas.keller');
    const reader = await tomas.watch({ id: 'n', kind: 'notices' });
    const first = await reader.changes('n');
    world.clock.time += 61_000;
    const second = await reader.changes('n');
    assert.deepEqual([second.upserts, second.synced], [[], undefined]);
    assert.ok(second.cursor && first.cursor);
    await reader.close();
  });

  it('follows a change of roles: a new session, and forbidden watches end', async () => {
    const amara = await world.signIn('amara.okafor');
    const reader = await amara.watch(
      { id: 's', kind: 'session' },
      { id: 'f', kind: 'chats', query: { view: 'floor' } },
      { id: 'm', kind: 'chats', query: { view: 'mine' } },
    );
    await reader.snapshot('f');
    await setUser('amara.okafor', { roles: ['agent'] });
    const session = await reader.until(
      ({ type, data }) => type === 'session' && !(data['session'] as Session).viewer.roles.includes('supervisor'),
    );
    assert.equal(session.data['watch'], 's');
    await reader.close();
    const again = await amara.watch({ id: 'f', kind: 'chats', query: { view: 'floor' } });
    const ended = await again.until(({ type }) => type === 'problem');
    assert.deepEqual([ended.data['watch'], (ended.data['problem'] as ProblemBody).status], ['f', 403]);
    await again.close();
    await setUser('amara.okafor', { roles: ['supervisor', 'agent'] });
  });

  it('ends a forbidden watch on an open stream, and leaves the others', async () => {
    const amara = await world.signIn('amara.okafor');
    const reader = await amara.watch(
      { id: 'f', kind: 'chats', query: { view: 'floor' } },
      { id: 'm', kind: 'chats', query: { view: 'mine' } },
    );
    await reader.snapshot('f');
    await setUser('amara.okafor', { roles: ['agent'] });
    const ended = await reader.until(({ type }) => type === 'problem');
    assert.equal(ended.data['watch'], 'f');
    await setUser('amara.okafor', { roles: ['supervisor', 'agent'] });
    assert.equal((await reader.changes('m', (batch) => batch.snapshot === true)).watch, 'm');
    await reader.close();
  });

  it('follows a change of scope with a new snapshot', async () => {
    const amara = await world.signIn('amara.okafor');
    const reader = await amara.watch({ id: 'f', kind: 'chats', query: { view: 'floor' } });
    const before = await reader.snapshot<Chat>('f');
    await setUser('amara.okafor', { roles: ['supervisor', 'agent'], companies: ['calder', 'helvetia'] });
    const more = await reader.snapshot<Chat>('f');
    assert.ok(more.length > before.length);
    await setUser('amara.okafor', { roles: ['supervisor', 'agent'], companies: ['calder'] });
    await reader.close();
  });

  it('follows the setting for queues in session and rows', async () => {
    const tomas = await world.signIn('tomas.keller');
    const reader = await tomas.watch(
      { id: 's', kind: 'session' },
      { id: 'f', kind: 'chats', query: { view: 'floor' } },
    );
    const chats = await reader.snapshot<Chat>('f');
    assert.equal(find(chats, ({ status }) => status === 'pending').allowed['assign-queue'], true);
    const control = { traffic: 0, latencyMs: 0, failureRate: 0, othersPerMinute: 0, queueAssignment: false };
    await world.fetch('/demo/control', { ...post(control), method: 'PUT' });
    const after = await reader.snapshot<Chat>('f');
    const pending = find(after, ({ status }) => status === 'pending');
    assert.equal(pending.allowed['assign-queue'], undefined);
    const to = { type: 'queue', id: 'cf-branch' };
    const refused = await tomas.command<ProblemBody>(pending, { type: 'assign', to });
    assert.deepEqual([refused.status, refused.body.backendCode], [403, 'queue-assignment-off']);
    await world.fetch('/demo/control', { ...post({ ...control, queueAssignment: true }), method: 'PUT' });
    await reader.close();
  });

  it('cuts a reader that does not read, whether changes or snapshots wait for it', async () => {
    const tomas = await world.signIn('tomas.keller');
    const chat = find(await tomas.chats(), ({ status }) => status === 'assigned');
    const agent = await world.signIn(chat.assignee?.id ?? '');
    const watches = Array.from({ length: 20 }, (_, index) => ({
      id: String(index),
      kind: 'chats',
      query: { view: 'floor', queues: [chat.queue?.id] },
    }));
    const slow = await tomas.watch(...watches);
    const brisk = await tomas.watch({ id: 'b', kind: 'chats', query: { view: 'floor' } });
    for (let count = 0; count < 30; count += 1) {
      await agent.send(chat.id, 'Are you still there?');
      await brisk.changes<Chat>('b', ({ upserts }) => upserts.some(({ id }) => id === chat.id));
    }
    const { data } = await slow.until(({ type }) => type === 'problem');
    assert.equal((data['problem'] as ProblemBody).backendCode, 'slow-reader');
    assert.equal(await slow.next(), undefined);
    await brisk.close();
  });

  it('ends when the sign-in has expired', async () => {
    const tomas = await world.signIn('tomas.keller');
    const reader = await tomas.watch({ id: 's', kind: 'session' });
    world.clock.time += 12 * 3_600_000;
    const { data } = await reader.until(({ type }) => type === 'problem');
    assert.equal((data['problem'] as ProblemBody).code, 'unauthenticated');
    assert.equal(await reader.next(), undefined);
  });

  it('goes on when the same user signs in again, and ends when another one does', async () => {
    const tomas = await world.signIn('tomas.keller', 'shared');
    const reader = await tomas.watch({ id: 's', kind: 'session' });
    const again = await tomas.post('/sign-in', { userId: 'tomas.keller' });
    assert.deepEqual([again.status, again.headers.get('set-cookie')], [200, null]);
    await reader.until(({ type }) => type === 'heartbeat');
    assert.equal((await tomas.post('/sign-in', { userId: 'nora.lindqvist' })).status, 200);
    const { data } = await reader.until(({ type }) => type === 'problem');
    assert.equal((data['problem'] as ProblemBody).code, 'unauthenticated');
    assert.equal((await tomas.get('/me')).status, 401);
  });

  it('ends with a problem when the server closes', async () => {
    const tomas = await world.signIn('tomas.keller');
    const reader = await tomas.watch({ id: 's', kind: 'session' });
    await reader.next();
    await world.close();
    const { data } = await reader.until(({ type }) => type === 'problem');
    assert.deepEqual([data['watch'], (data['problem'] as ProblemBody).status], [undefined, 503]);
    assert.equal(await reader.next(), undefined);
  });
});

describe('event stream', () => {
  it('says when its buffer is full, and when there is room again', async () => {
    const stream = new EventStream(1_000);
    assert.equal(stream.send('a', 'x'.repeat(400)), true);
    assert.equal(stream.send('a', 'x'.repeat(600)), false);
    let roomy = false;
    const room = stream.room().then(() => (roomy = true));
    const reader = stream.body.getReader();
    assert.equal(roomy, false);
    await reader.read();
    await reader.read();
    await room;
    assert.equal(roomy, true);
  });

  it('says when somebody waits for room and nobody reads', async () => {
    const stream = new EventStream(1_000);
    stream.send('a', 'x'.repeat(800));
    const room = stream.room();
    assert.equal(stream.stalled, false, 'not yet');
    stream.send('heartbeat', {});
    assert.equal(stream.stalled, true);
    await stream.body.cancel();
    await room;
    assert.equal(stream.stalled, false);
  });

  it('tells once that its reader went', async () => {
    const stream = new EventStream(1_000);
    let closed = 0;
    stream.onClose = () => (closed += 1);
    await stream.body.cancel();
    stream.end();
    assert.deepEqual([closed, stream.open, stream.send('a', 1)], [1, false, true]);
  });
});
