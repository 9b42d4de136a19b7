import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import {
  guard,
  isChatError,
  type Chat,
  type ChatConnection,
  type ChatErrorCode,
  type DataFault,
} from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { readFloor, Reader, signal } from './fixtures.js';

useServers();

const html = '<!doctype html><title>Sign in</title>';
const json =
  (status: number, body: object, headers = {}) =>
  () =>
    HttpResponse.json(body as never, { status, headers });
const page = (status: number) => () => new Response(html, { status, headers: { 'Content-Type': 'text/html' } });

/** What comes instead of an answer, and what it means. */
const answers: readonly (readonly [string, () => Response | Promise<Response>, ChatErrorCode])[] = [
  ['401', json(401, { status: 'error', message: 'You must be logged in to do this.' }), 'unauthenticated'],
  ['403', json(403, { success: false, error: 'Not permitted [error-unauthorized]' }), 'forbidden'],
  ['404', json(404, { success: false }), 'not-found'],
  ['409', json(409, { success: false }), 'conflict'],
  ['422', json(422, { success: false }), 'invalid'],
  [
    '429',
    json(429, { success: false, error: 'Slow down [error-too-many-requests]' }, { 'Retry-After': '7' }),
    'rate-limited',
  ],
  ['500', json(500, { success: false, error: 'Internal server error' }), 'unavailable'],
  ['a refusal with 200', json(200, { success: false, error: 'error-something-else' }), 'invalid'],
  ['a page with 200', page(200), 'protocol'],
  ['a page with 502', page(502), 'unavailable'],
  [
    'a cut body',
    () => new Response('{"success":true,"roo', { headers: { 'Content-Type': 'application/json' } }),
    'protocol',
  ],
  ['a list', json(200, [1, 2]), 'protocol'],
  ['a broken line', () => HttpResponse.error(), 'unavailable'],
  ['silence', () => new Promise<Response>(() => undefined), 'timeout'],
];

describe('faults of a Rocket.Chat server', () => {
  let server: TestServer;
  let connection: ChatConnection;
  let chatId: string;
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);

  before(async () => {
    process.on('unhandledRejection', onUnhandled);
    server = new TestServer();
    connection = await server.adapter('ada', { requestTimeout: 150, socket: false }).connect({ signal });
    chatId = server.livechat.open('Rita', 'No sound', 'hardware')._id;
    server.livechat.take(server.state.inquiryOf(chatId)?._id ?? '', 'ben');
  });

  after(async () => {
    await connection.close();
    process.off('unhandledRejection', onUnhandled);
    assert.deepEqual(unhandled, []);
  });

  const key = { signal, idempotencyKey: 'key' };
  /** By the call that fails, what somebody does. */
  const doings: Readonly<Record<string, () => Promise<unknown>>> = {
    'GET me': () => server.adapter('ada', { requestTimeout: 150 }).connect({ signal }),
    'GET permissions.listAll': () => server.adapter('ada', { requestTimeout: 150 }).connect({ signal }),
    'GET livechat/department': () => connection.listQueues({ signal }),
    'GET livechat/rooms': () => readFloor(connection).error().then(thrown),
    'GET livechat/inquiries.list': () => readFloor(connection).error().then(thrown),
    'GET subscriptions.get': () => readFloor(connection).error().then(thrown),
    'GET livechat/users/{type}': () =>
      new Reader((inner) => connection.watchAgents({}, { signal: inner })).error().then(thrown),
    'GET livechat/queue': () =>
      new Reader((inner) => connection.watchAgents({}, { signal: inner })).error().then(thrown),
    'POST livechat/room.forward': () =>
      connection.perform({ type: 'transfer', chatId, to: { type: 'agent', id: 'dora' } }, key),
    'POST livechat/inquiries.returnAsInquiry': () => connection.perform({ type: 'release', chatId }, key),
    'GET livechat/room.join': () => connection.perform({ type: 'join', chatId, mode: 'participate' }, key),
    'POST livechat/room.closeByUser': () => connection.perform({ type: 'close', chatId }, key),
    'POST livechat/agent.status': () =>
      connection.perform({ type: 'set-agent-status', agentId: 'ben', availability: 'unavailable' }, key),
    'GET livechat/transfer.history/{rid}': async () => connection.readReport?.({ chatId }, { signal }),
  };

  for (const [name, act] of Object.entries(doings)) {
    it(`of ${name} have their codes`, async () => {
      for (const [what, answer, code] of answers) {
        server.fault = (call) => (call === name ? answer() : undefined);
        const error: unknown = await act().then(
          () => assert.fail(`${what}: no error`),
          (reason: unknown) => reason,
        );
        assert.ok(isChatError(error), `${what}: ${String(error)}`);
        assert.equal(error.code, code, `${what}: ${error.message}`);
        if (what === '429') assert.equal(error.retryAfter, 7000);
      }
      server.fault = undefined;
      assert.equal(server.state.room(chatId).servedBy?._id, 'ben');
    });
  }

  it('of the limiter say when to come again by its own header', async () => {
    const date = new Date(server.state.now);
    const reset = String(date.getTime() + 40_000);
    server.fault = json(
      429,
      { success: false, error: 'Error, too many requests. [error-too-many-requests]' },
      { 'X-RateLimit-Reset': reset, Date: date.toUTCString() },
    );
    const error: unknown = await connection.listQueues({ signal }).catch((reason: unknown) => reason);
    assert.ok(isChatError(error) && error.code === 'rate-limited');
    assert.ok(error.retryAfter !== undefined && error.retryAfter >= 40_000 && error.retryAfter < 41_001);
    server.fault = undefined;
  });

  it('in single fields have their record set aside, and no other', async () => {
    const good = server.livechat.open('Sam', 'No picture', undefined);
    const odd = [7, true, null, {}, [], 'text'];
    const fields = [
      '_id',
      'v',
      'ts',
      'servedBy',
      'departmentId',
      'msgs',
      'lm',
      'tags',
      'topic',
      'fname',
      'lastMessage',
    ];
    for (const field of fields) {
      for (const value of odd) {
        const faults: DataFault[] = [];
        const adapter = guard(server.adapter('ada', { socket: false }), { onFault: (fault) => faults.push(fault) });
        const guarded = await adapter.connect({ signal });
        const room = { ...server.state.room(chatId), [field]: value };
        server.fault = (name, { url }) =>
          name === 'GET livechat/rooms' && url.includes('open=true')
            ? HttpResponse.json({ success: true, rooms: [room, good], total: 2 } as never)
            : undefined;
        const floor = await readFloor(guarded).synced();
        server.fault = undefined;
        const shown: Chat | undefined = floor.records.get(chatId);
        const where = `${field} = ${JSON.stringify(value)}`;
        assert.ok(floor.records.has(good._id), where);
        if (shown !== undefined && field !== '_id')
          assert.equal(shown.status === 'assigned', shown.assignee !== undefined);
        if (shown === undefined && field !== '_id') assert.ok(faults.length > 0, where);
        await guarded.close();
      }
    }
  });
});

function thrown(error: unknown): never {
  throw error;
}
