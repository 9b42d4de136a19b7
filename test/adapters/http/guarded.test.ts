import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHttpAdapter } from '../../../src/adapters/http/index.js';
import { guard, type DataFault } from '../../../src/contract/guard.js';
import type { ChatConnection, ChatErrorCode } from '../../../src/contract/index.js';
import { agent, chat, message, queue, reportEvent, session } from './fixtures.js';
import { TestBackend, type Handler } from './test-backend.js';

const { signal } = new AbortController();
const idempotencyKey = 'key-0000-0001';
const html = { 'Content-Type': 'text/html' };
const json = { 'Content-Type': 'application/json' };

describe('the http adapter behind the guard', () => {
  let backend: TestBackend;
  let connection: ChatConnection;
  const faults: DataFault[] = [];

  before(async () => {
    backend = await TestBackend.start();
    const adapter = guard(createHttpAdapter({ src: backend.src }), { onFault: (fault) => faults.push(fault) });
    connection = await adapter.connect({ signal });
  });

  after(async () => {
    await connection.close();
    await backend.stop();
  });

  it('gives the session and every answer as it is', async () => {
    assert.deepEqual(connection.session, session);
    backend.nextJson(200, { items: [queue] });
    assert.deepEqual(await connection.listQueues({ signal }), [queue]);
    backend.nextJson(200, chat('1', 2));
    const transfer = { type: 'transfer', chatId: '1', expected: 'a1', to: { type: 'agent', id: 'u2' } } as const;
    assert.deepEqual(await connection.perform(transfer, { signal, idempotencyKey }), chat('1', 2));
    backend.nextJson(200, agent);
    const status = { type: 'set-agent-status', agentId: agent.id, availability: 'available' } as const;
    assert.deepEqual(await connection.perform(status, { signal, idempotencyKey }), agent);
    backend.nextJson(200, { state: 'done', at: 4, chat: chat('1', 2) });
    const outcome = await connection.outcome?.(idempotencyKey, { signal });
    assert.deepEqual(outcome, { state: 'done', at: 4, chat: chat('1', 2) });
    backend.nextJson(201, message);
    const draft = { chatId: message.chatId, text: message.text };
    assert.deepEqual(await connection.sendMessage?.(draft, { signal, idempotencyKey }), message);
    backend.nextJson(200, { accepted: ['r1'], refused: [] });
    const receipt = await connection.report?.([reportEvent('r1')], { signal });
    assert.deepEqual(receipt, { accepted: ['r1'], refused: [] });
    backend.nextJson(200, { items: [reportEvent('r1')] });
    assert.deepEqual(await connection.readReport?.({}, { signal }), { items: [reportEvent('r1')] });
    assert.deepEqual(faults, []);
  });

  it('carries a conflict', async () => {
    backend.nextJson(412, { code: 'conflict', detail: 'Too late', chat: chat('1', 3), by: { id: 'u9', name: 'Cleo' } });
    const release = { type: 'release', chatId: '1', expected: 'a0' } as const;
    await assert.rejects(connection.perform(release, { signal, idempotencyKey }), {
      code: 'conflict',
      chat: chat('1', 3),
      by: { id: 'u9', name: 'Cleo' },
    });
  });

  const answers: readonly (readonly [string, ChatErrorCode, Handler])[] = [
    ['401', 'unauthenticated', (response) => response.writeHead(401, html).end('<p>')],
    ['403', 'forbidden', (response) => response.writeHead(403, json).end('{}')],
    ['404', 'not-found', (response) => response.writeHead(404, json).end('{}')],
    ['409', 'conflict', (response) => response.writeHead(409, json).end('{}')],
    ['422', 'invalid', (response) => response.writeHead(422, json).end('{}')],
    ['429', 'rate-limited', (response) => response.writeHead(429, html).end()],
    ['500', 'unavailable', (response) => response.writeHead(500, html).end()],
    ['501', 'unsupported', (response) => response.writeHead(501, json).end('{}')],
    ['504', 'timeout', (response) => response.writeHead(504, html).end()],
    ['a page', 'protocol', (response) => response.writeHead(200, html).end('<p>')],
    ['another shape', 'protocol', (response) => response.writeHead(200, json).end('{"queues":[]}')],
    ['a connection that breaks', 'unavailable', (response) => response.destroy()],
  ];
  for (const [name, code, handler] of answers) {
    it(`says ${code} for ${name}`, async () => {
      backend.next(handler);
      await assert.rejects(connection.listQueues({ signal }), { name: 'ChatError', code });
    });
  }

  it('says protocol for a receipt of another shape', async () => {
    backend.nextJson(200, { ok: true });
    assert.ok(connection.report);
    await assert.rejects(connection.report([reportEvent('r1')], { signal }), { code: 'protocol' });
  });

  it('sets a malformed record aside, and goes on over a change of the set', async () => {
    const controller = new AbortController();
    const watch = connection.watchChats({ view: 'floor' }, { signal })[Symbol.asyncIterator]();
    const reading = watch.next();
    const first = await backend.stream();
    const upserts = [chat('1'), { ...chat('2'), requester: null }];
    first.changes('chats', { upserts, snapshot: true, synced: true, cursor: 'c1' });
    const batch = await reading;
    assert.deepEqual(batch.value, {
      upserts: [chat('1')],
      removes: [],
      at: 1,
      snapshot: true,
      synced: true,
      cursor: 'c1',
    });
    assert.equal(faults.length, 1);
    const agents = connection.watchAgents({}, { signal: controller.signal })[Symbol.asyncIterator]();
    const failing = assert.rejects(agents.next(), { name: 'AbortError' });
    const second = await backend.stream();
    assert.equal(second.watches[0]?.cursor, 'c1');
    controller.abort();
    await failing;
    second.changes('chats', { removes: ['1'], synced: true, cursor: 'c2' });
    assert.deepEqual((await watch.next()).value, { upserts: [], removes: ['1'], at: 1, synced: true, cursor: 'c2' });
    await watch.return?.();
  });

  it('breaks watches with the error of the stream', async () => {
    const watch = connection.watchChats({ view: 'floor' }, { signal })[Symbol.asyncIterator]();
    const reading = watch.next();
    (await backend.stream()).cut();
    await assert.rejects(reading, { name: 'ChatError', code: 'unavailable', retryable: true });
  });
});
