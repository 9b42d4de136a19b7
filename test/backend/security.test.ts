import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import type { Database } from '../../demo/backend/database/database.js';
import type { Session } from '../../src/contract/session.js';
import { openPGlite } from '../../demo/backend/database/pglite.js';
import { World, post, type ProblemBody } from './support/world.js';

describe('security', () => {
  let database: Database;
  let world: World;
  before(async () => {
    database = await openPGlite();
    world = await World.open(database, { rateLimit: { perSecond: 2, burst: 6 } });
  });
  after(async () => {
    await world.close();
    await database.close();
  });

  async function statusOf(path: string, init?: RequestInit): Promise<number> {
    return (await world.fetch(path, init)).status;
  }

  it('gives a session cookie that only its slot gets, and no script reads', async () => {
    const response = await world.fetch('/s/one/sign-in', post({ userId: 'tomas.keller' }));
    const cookie = response.headers.get('set-cookie') ?? '';
    for (const part of ['HttpOnly', 'SameSite=Strict', 'Path=/s/one']) assert.ok(cookie.includes(part), part);
    const token = cookie.split(';')[0] ?? '';
    assert.equal(await statusOf('/s/one/api/v1/session', { headers: { cookie: token } }), 200);
    assert.equal(await statusOf('/s/two/api/v1/session', { headers: { cookie: token } }), 401);
    const bearer = { authorization: `Bearer ${token.split('=')[1] ?? ''}` };
    assert.equal(await statusOf('/s/one/api/v1/session', { headers: bearer }), 200);
    const stored = await database.query<{ token_hash: string }>('SELECT token_hash FROM sign_ins');
    assert.ok(
      stored.every((row) => !token.includes(row.token_hash)),
      'the token itself is not kept',
    );
  });

  it('answers nobody who is not signed in, on every route of the protocol', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const routes: [string, RequestInit?][] = [
      ['session'],
      ['queues'],
      ['outcomes/12345678'],
      ['report-events'],
      ['stream', post({ watches: [{ id: '1', kind: 'session' }] })],
      ['chats/chat-1001/commands', post({ type: 'close' }, key)],
      ['chats/chat-1001/messages', post({ text: 'Hello' }, key)],
      ['agents/ben.whitaker/status', post({ availability: 'available' }, key)],
      ['report-events', post({ events: [{}] })],
    ];
    for (const [route, init] of routes) assert.equal(await statusOf(`/s/none/api/v1/${route}`, init), 401, route);
    assert.equal(await statusOf('/s/none/customer/chats'), 401);
  });

  it('refuses writes without the header, and from other origins', async () => {
    const body = { userId: 'tomas.keller' };
    const bare = post(body);
    delete (bare.headers as Record<string, string>)['x-chat-monitor'];
    assert.equal(await statusOf('/s/one/sign-in', bare), 403);
    const refused = [
      { origin: 'https://evil.example' },
      { origin: 'http://127.0.0.1:81' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of refused) {
      assert.equal(await statusOf('/s/one/sign-in', post(body, headers)), 403, JSON.stringify(headers));
      assert.equal(await statusOf('/demo/control', { ...post({}, headers), method: 'PUT' }), 403);
    }
    const own = { origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' };
    assert.equal(await statusOf('/s/one/sign-in', post(body, own)), 200);
  });

  it('sends the strict policy with every answer, errors too', async () => {
    for (const path of ['/demo/control', '/nowhere', '/s/none/api/v1/session']) {
      const { headers } = await world.fetch(path);
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /default-src 'none'.*require-trusted-types-for 'script'/, path);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('access-control-allow-origin'), null);
    }
  });

  it('limits calls per viewer, and says when to come again', async () => {
    const eager = await world.signIn('nora.lindqvist');
    const calm = await world.signIn('priya.raman');
    for (let call = 0; call < 6; call += 1) assert.equal((await eager.get('/api/v1/session')).status, 200);
    const limited = await eager.get<ProblemBody>('/api/v1/session');
    assert.deepEqual([limited.status, limited.body.code], [429, 'rate-limited']);
    assert.equal(limited.headers.get('retry-after'), '1');
    assert.equal((await calm.get<Session>('/api/v1/session')).status, 200, 'others are not limited');
    world.clock.time += 1_000;
    assert.equal((await eager.get('/api/v1/session')).status, 200);
  });

  it('says nothing of the inside when something breaks', async () => {
    const client = await world.signIn('tomas.keller');
    await database.query('ALTER TABLE queues RENAME TO queues_away');
    const broken = await client.get<ProblemBody>('/api/v1/queues');
    await database.query('ALTER TABLE queues_away RENAME TO queues');
    assert.deepEqual([broken.status, broken.body.code], [500, 'unavailable']);
    assert.doesNotMatch(JSON.stringify(broken.body), /queues|relation|SELECT/i);
  });
});
