import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHttpAdapter } from '../../../src/adapters/http/index.js';
import type { ChatCommand, ChatConnection, OnChatCommand } from '../../../src/contract/index.js';
import { agent, chat, message, notice, queue, reportEvent, session } from './fixtures.js';
import { checkStreamEvent, requestFaults } from '../../harness/openapi.js';
import { TestBackend, type SeenRequest } from './test-backend.js';

const { signal } = new AbortController();
/** Asserts that a request is one that the protocol's document describes. */
function checkRequest({ method, path, headers, body }: SeenRequest): void {
  const init = { method, headers: headers as HeadersInit, ...(body !== undefined && { body: JSON.stringify(body) }) };
  assert.deepEqual(requestFaults(new URL(path, 'http://127.0.0.1'), init), []);
  assert.equal(headers['content-type'], body === undefined ? undefined : 'application/json');
}

const idempotencyKey = 'key-0000-0001';

describe('the calls of the http adapter', () => {
  let backend: TestBackend;
  let connection: ChatConnection;

  before(async () => {
    backend = await TestBackend.start();
    connection = await createHttpAdapter({ src: backend.src }).connect({ signal });
  });

  after(async () => {
    await connection.close();
    await backend.stop();
  });

  function lastRequest(): SeenRequest {
    const request = backend.requests.at(-1);
    assert.ok(request);
    checkRequest(request);
    return request;
  }

  it('connects with the session', () => {
    assert.deepEqual(connection.session, session);
    const { method, path, headers } = lastRequest();
    assert.deepEqual([method, path, headers.accept], ['GET', '/api/v1/session', 'application/json']);
  });

  it('lists queues', async () => {
    backend.nextJson(200, { items: [queue] });
    assert.deepEqual(await connection.listQueues({ signal }), [queue]);
    assert.equal(lastRequest().path, '/api/v1/queues');
  });

  const onChat = { chatId: 'chat/1 ?é', note: 'please' };
  const commands: readonly OnChatCommand[] = [
    { ...onChat, type: 'assign', to: { type: 'agent', id: 'u2' }, expected: 'a1' },
    { ...onChat, type: 'transfer', to: { type: 'queue', id: 'q1' }, expected: 'a1' },
    { ...onChat, type: 'release', expected: 'a1' },
    { ...onChat, type: 'join', mode: 'monitor' },
    { ...onChat, type: 'set-mode', mode: 'participate' },
    { ...onChat, type: 'leave' },
    { ...onChat, type: 'accept', expected: 'a1' },
    { ...onChat, type: 'decline', expected: 'a1' },
    { ...onChat, type: 'raise-assist', message: 'Help' },
    { ...onChat, type: 'clear-assist', assistId: 's1' },
    { ...onChat, type: 'claim-assist', assistId: 's1' },
    { ...onChat, type: 'close', expected: 'a1' },
  ];
  for (const command of commands) {
    it(`performs ${command.type}`, async () => {
      backend.nextJson(200, chat(command.chatId));
      assert.deepEqual(await connection.perform(command, { signal, idempotencyKey }), chat(command.chatId));
      const { path, headers, body } = lastRequest();
      assert.equal(path, '/api/v1/chats/chat%2F1%20%3F%C3%A9/commands');
      assert.equal(headers['x-chat-monitor'], '1');
      assert.equal(headers['idempotency-key'], idempotencyKey);
      assert.equal(headers['if-match'], command.expected === undefined ? undefined : '"a1"');
      const { chatId: _, expected: __, ...rest } = command;
      assert.deepEqual(body, rest);
    });
  }

  it('performs set-agent-status', async () => {
    const command: ChatCommand = { type: 'set-agent-status', agentId: 'u/2', availability: 'available', capacity: 4 };
    backend.nextJson(200, agent);
    assert.deepEqual(await connection.perform(command, { signal, idempotencyKey }), agent);
    const { path, headers, body } = lastRequest();
    assert.equal(path, '/api/v1/agents/u%2F2/status');
    assert.equal(headers['idempotency-key'], idempotencyKey);
    assert.deepEqual(body, { availability: 'available', capacity: 4 });
  });

  it('asks for an outcome', async () => {
    backend.nextJson(200, { state: 'not-performed' });
    assert.deepEqual(await connection.outcome?.(idempotencyKey, { signal }), { state: 'not-performed' });
    assert.equal(lastRequest().path, `/api/v1/outcomes/${idempotencyKey}`);
  });

  it('sends a message', async () => {
    backend.nextJson(201, message);
    const draft = { chatId: 'chat/1', text: 'Hello' };
    assert.deepEqual(await connection.sendMessage?.(draft, { signal, idempotencyKey }), message);
    const { path, headers, body } = lastRequest();
    assert.equal(path, '/api/v1/chats/chat%2F1/messages');
    assert.equal(headers['idempotency-key'], idempotencyKey);
    assert.deepEqual(body, { text: 'Hello' });
  });

  it('sends records in parts, in order, and gives one receipt', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `record-${index}`);
    const sent: unknown[] = [];
    for (let part = 0; part < 3; part++) {
      backend.next((response, { body }) => {
        const { events } = body as { events: { id: string }[] };
        sent.push(...events.map(({ id }) => id));
        const [first, ...others] = events.map(({ id }) => id);
        const receipt = { accepted: others, refused: [{ id: first, code: 'invalid' }] };
        response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(receipt));
      });
    }
    const before = backend.requests.length;
    const receipt = await connection.report?.(ids.map(reportEvent), { signal });
    backend.requests.slice(before).forEach(checkRequest);
    assert.equal(backend.requests.length - before, 3);
    assert.deepEqual(sent, ids);
    assert.deepEqual(
      receipt?.refused.map(({ id }) => id),
      ['record-0', 'record-25', 'record-50'],
    );
    assert.equal(receipt?.accepted.length, 57);
  });

  it('reads records', async () => {
    backend.nextJson(200, { items: [reportEvent('r1')], next: 'n' });
    const query = { chatId: 'a&b', command: 'transfer', since: 5, limit: 10, after: 'x=' } as const;
    assert.deepEqual(await connection.readReport?.(query, { signal }), { items: [reportEvent('r1')], next: 'n' });
    const { path } = lastRequest();
    assert.equal(path, '/api/v1/report-events?chatId=a%26b&command=transfer&since=5&limit=10&after=x%3D');
  });

  it('opens one stream for all watches', async () => {
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const watches = [
      connection.watchSession?.(options),
      connection.watchChats({ view: 'floor', companies: ['acme'], queues: ['q1', null] }, { ...options, cursor: 'c1' }),
      connection.watchAgents({ companies: ['acme'] }, options),
      connection.watchMessages?.('chat/1', options),
      connection.watchNotices?.(options),
    ];
    const reading = watches.map((watch) => watch?.[Symbol.asyncIterator]().next());
    const stream = await backend.stream();
    const { headers, body } = lastRequest();
    assert.equal(headers.accept, 'text/event-stream');
    assert.equal(headers['x-chat-monitor'], '1');
    assert.deepEqual(
      (body as { watches: { kind: string }[] }).watches.map(({ kind }) => kind),
      ['session', 'chats', 'agents', 'messages', 'notices'],
    );
    controller.abort();
    for (const read of reading) await assert.rejects(read ?? Promise.resolve(), { name: 'AbortError' });
    await stream.closed;
  });
});

describe('the options of the http adapter', () => {
  it('names itself by its resolved src, and carries id and viewerKey', () => {
    assert.equal(createHttpAdapter({ src: 'https://x.example/a/../b//#c' }).id, 'http:https://x.example/b/');
    assert.equal(createHttpAdapter({ src: new URL('https://x.example') }).id, 'http:https://x.example/');
    const adapter = createHttpAdapter({ src: 'https://x.example', id: 'tenant-1', viewerKey: 'v' });
    assert.deepEqual([adapter.id, adapter.viewerKey], ['tenant-1', 'v']);
    assert.ok(!('viewerKey' in createHttpAdapter({ src: 'https://x.example' })));
  });

  it('refuses a src that is no URL', () => {
    assert.throws(() => createHttpAdapter({ src: '/relative' }), { name: 'TypeError', message: /src "\/relative"/ });
  });

  it('asks the host for headers each time, and passes credentials and query on', async () => {
    const seen: { url: string; init: RequestInit | undefined }[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      seen.push({ url: input instanceof Request ? input.url : String(input), init });
      return Promise.resolve(Response.json(session));
    };
    let token = 0;
    const headers = (): Promise<HeadersInit> => Promise.resolve({ Authorization: `Bearer ${++token}`, Accept: 'x/y' });
    const adapter = createHttpAdapter({
      src: 'https://x.example/api?tenant=1',
      headers,
      credentials: 'include',
      fetch,
    });
    await adapter.connect({ signal });
    await adapter.connect({ signal });
    assert.deepEqual(
      seen.map(({ init }) => new Headers(init?.headers).get('Authorization')),
      ['Bearer 1', 'Bearer 2'],
    );
    assert.equal(new Headers(seen[0]?.init?.headers).get('Accept'), 'application/json');
    assert.equal(seen[0]?.init?.credentials, 'include');
    assert.equal(seen[0]?.url, 'https://x.example/api/v1/session?tenant=1');
  });
});

describe('the records of these tests', () => {
  const records = { chat: chat('1'), agent, message, notice };
  for (const [name, record] of Object.entries(records)) {
    it(`are what the document calls a ${name}`, () => {
      checkStreamEvent('changes', { watch: '1', upserts: [record], removes: [], at: 1 });
    });
  }

  it('are what the document calls a session', () => checkStreamEvent('session', { watch: '1', session }));
});
