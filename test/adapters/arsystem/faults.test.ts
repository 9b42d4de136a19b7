import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import {
  guard,
  type Chat,
  type ChatConnection,
  type ChatErrorCode,
  type DataFault,
} from '../../../src/contract/index.js';
import { errorAnswer } from './ar-server.js';
import { Installation, network } from './installation.js';

before(() => network.listen({ onUnhandledRequest: 'error' }));
after(() => network.close());

const { signal } = new AbortController();
const html = '<!doctype html><title>Sign in</title>';

/** Every way of the contract to make the adapter ask the server; the chat waits, and Ann has the other one. */
const calls: Readonly<Record<string, (connection: ChatConnection, chatId: string, own: string) => Promise<unknown>>> = {
  watchChats: (connection) => first(connection.watchChats({ view: 'floor' }, { signal })),
  watchAgents: (connection) => first(connection.watchAgents({}, { signal })),
  watchMessages: (connection, _, own) => first(connection.watchMessages!(own, { signal })),
  listQueues: (connection) => connection.listQueues({ signal }),
  assign: (connection, chatId) =>
    connection.perform({ type: 'assign', chatId, to: { type: 'agent', id: 'sam' } }, { signal, idempotencyKey: 'k' }),
  join: (connection, chatId) =>
    connection.perform({ type: 'join', chatId, mode: 'monitor' }, { signal, idempotencyKey: 'k' }),
  setStatus: (connection) =>
    connection.perform(
      { type: 'set-agent-status', agentId: 'ann', availability: 'unavailable' },
      { signal, idempotencyKey: 'k' },
    ),
  sendMessage: (connection, _, own) =>
    connection.sendMessage!({ chatId: own, text: 'Hi' }, { signal, idempotencyKey: 'k' }),
  readReport: (connection) => connection.readReport!({}, { signal }),
};

async function first(watch: AsyncIterable<unknown>): Promise<unknown> {
  for await (const batch of watch) return batch;
  return undefined;
}

const answers: readonly (readonly [string, () => Response | Promise<Response>, ChatErrorCode])[] = [
  ['401', () => errorAnswer(401, 623, 'Authentication failed'), 'unauthenticated'],
  ['403', () => errorAnswer(403, 331, 'No permission'), 'forbidden'],
  ['404 of an entry', () => errorAnswer(404, 302, 'Entry does not exist'), 'not-found'],
  ['404 of a form', () => errorAnswer(404, 303, 'Form does not exist'), 'protocol'],
  ['409', () => HttpResponse.json([{ messageNumber: 1 }], { status: 409 }), 'conflict'],
  ['422', () => HttpResponse.json({ odd: true }, { status: 422 }), 'invalid'],
  ['429', () => errorAnswer(429, 1, 'Slow down', { 'Retry-After': '7' }), 'rate-limited'],
  ['500', () => errorAnswer(500, 8_747, 'Something broke'), 'unavailable'],
  ['500 with 9093', () => errorAnswer(500, 9_093, 'Busy'), 'unavailable'],
  ['500 with 93', () => errorAnswer(500, 93, 'Timeout during update'), 'timeout'],
  ['500 of its own workflow', () => errorAnswer(500, 45_501, 'No'), 'invalid'],
  ['a page with 200', () => HttpResponse.html(html), 'protocol'],
  ['a page with 502', () => HttpResponse.html(html, { status: 502 }), 'unavailable'],
  ['a cut body', () => new HttpResponse('{"entries":[{"values":{"Requ', { status: 200 }), 'protocol'],
  ['a list that is none', () => HttpResponse.json({ entries: 'many' }), 'protocol'],
  ['a null', () => HttpResponse.json(null), 'protocol'],
  ['an array of nothing', () => HttpResponse.json([], { status: 500 }), 'unavailable'],
  ['a broken line', () => HttpResponse.error(), 'unavailable'],
  ['no answer', () => new Promise<Response>(() => undefined), 'timeout'],
];

describe('faults of AR System', () => {
  for (const [call, ask] of Object.entries(calls)) {
    for (const [what, answer, code] of answers) {
      it(`${what}: ${call} is ${code}`, async () => {
        const home = new Installation();
        const [chatId, own] = [home.openChat(), home.openChat()];
        home.as('sue').perform({ type: 'assign', chatId: own, to: { type: 'agent', id: 'sue' } });
        const limit = what === 'no answer' ? { requestTimeout: 300 } : {};
        const connection = await home.adapter('sue', limit).connect({ signal });
        home.server.intercept = () => answer();
        const before = home.server.requests.length;
        await assert.rejects(ask(connection, chatId, own), (error: Error & { code?: string; retryAfter?: number }) => {
          assert.deepEqual([error.name, error.code], ['ChatError', code], error.message);
          if (what === '429') assert.equal(error.retryAfter, 7_000);
          return true;
        });
        assert.equal(home.server.requests.length - before, 1);
        await connection.close();
      });
    }
  }

  it('a host without a token is unauthenticated, and the server is not asked', async () => {
    const home = new Installation();
    const adapter = home.adapter('sue', { token: () => Promise.reject(new Error('no sign-in')) });
    await assert.rejects(adapter.connect({ signal }), { name: 'ChatError', code: 'unauthenticated' });
    assert.equal(home.server.requests.length, 0);
  });

  it('somebody without an entry may not', async () => {
    const home = new Installation();
    await assert.rejects(home.adapter('nobody').connect({ signal }), { name: 'ChatError', code: 'forbidden' });
  });

  const oddValues: readonly (readonly [string, unknown])[] = [
    ['Request ID', null],
    ['Chat Status', 'Parked'],
    ['Chat Status', null],
    ['Customer Login ID', { id: 7 }],
    ['Company', null],
    ['Company', ['Home']],
    ['Assignee Login ID', true],
    ['Assignee Login ID', 'ann'],
    ['Submit Date', 'yesterday'],
    ['Submit Date', null],
    ['Waiting Since', {}],
    ['Message Count', 'many'],
    ['Message Count', -1],
    ['Last Message Date', 'x'],
    ['Assist Date', 'then'],
    ['Summary', 7.5],
    ['Customer Name', [1]],
  ];
  for (const [field, value] of oddValues) {
    it(`${field} = ${JSON.stringify(value)} costs at most its own chat`, async () => {
      const home = new Installation();
      const [bad, good] = [home.openChat(), home.openChat()];
      Object.assign(home.chat(bad), {
        'Assist Request ID': 'a1',
        'Assist Login ID': 'ann',
        'Assist Date': home.server.tables.stamp(),
      });
      home.server.intercept = async (request) => {
        if (!decodeURIComponent(request.url).includes('entry/ACME:Live Chat?')) return undefined;
        const values = (id: string, more: object): object => ({ values: { ...home.chat(id), ...more } });
        return HttpResponse.json({ entries: [values(bad, { [field]: value }), values(good, {})] });
      };
      const faults: DataFault[] = [];
      const connection = await guard(home.adapter('sue'), { onFault: (fault) => faults.push(fault) }).connect({
        signal,
      });
      let rows: readonly Chat[] = [];
      for await (const batch of connection.watchChats({ view: 'floor' }, { signal })) {
        rows = batch.upserts;
        if (batch.synced) break;
      }
      assert.ok(rows.some(({ id }) => id === good));
      const kept = rows.some(({ id }) => id === bad);
      assert.equal(faults.length, kept ? 0 : 1);
      if (field !== 'Summary') assert.equal(kept, false);
      await connection.close();
    });
  }

  it('a push that never was: an older look brings no older row back', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const connection = await home.adapter('sue').connect({ signal });
    const seen: (string | undefined)[] = [];
    const abort = new AbortController();
    const reading = (async () => {
      for await (const { upserts } of connection.watchChats({ view: 'floor' }, { signal: abort.signal })) {
        for (const { id, assignee } of upserts) if (id === chatId) seen.push(assignee?.id);
      }
    })().catch((thrown: unknown) => thrown);
    const to = { type: 'agent', id: 'ann' } as const;
    await connection.perform({ type: 'assign', chatId, to }, { signal, idempotencyKey: 'k' });
    const seenBefore = home.server.requests.length;
    while (home.server.requests.length < seenBefore + 20) await connection.listQueues({ signal });
    abort.abort();
    await reading;
    assert.deepEqual(seen.slice(seen.indexOf('ann')), ['ann']);
    await connection.close();
  });
});
