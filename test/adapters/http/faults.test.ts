import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createHttpAdapter } from '../../../src/adapters/http/index.js';
import { guard, type ChatConnection, type ChatErrorCode } from '../../../src/contract/index.js';
import { chat, queue, session } from './fixtures.js';
import { TestBackend, type Handler } from './test-backend.js';

const { signal } = new AbortController();
const html = '<!doctype html><title>Sign in</title>';

describe('faults of an answer, behind the guard', () => {
  let backend: TestBackend;
  let connection: ChatConnection;

  before(async () => {
    backend = await TestBackend.start();
    connection = await guard(createHttpAdapter({ src: backend.src })).connect({ signal });
  });

  after(async () => {
    await connection.close();
    await backend.stop();
  });

  function answer(status: number, type: string, body: string, headers: Record<string, string> = {}): Handler {
    return (response) => response.writeHead(status, { 'Content-Type': type, ...headers }).end(body);
  }

  async function codeAfter(handler: Handler): Promise<ChatErrorCode> {
    backend.next(handler);
    const error: unknown = await connection.listQueues({ signal }).then(
      () => assert.fail('no error'),
      (thrown: unknown) => thrown,
    );
    assert.equal((error as Error).name, 'ChatError');
    return (error as { code: ChatErrorCode }).code;
  }

  const byStatus: readonly (readonly [number, ChatErrorCode, ChatErrorCode])[] = [
    [400, 'invalid', 'protocol'],
    [401, 'unauthenticated', 'unauthenticated'],
    [403, 'forbidden', 'forbidden'],
    [404, 'not-found', 'protocol'],
    [405, 'protocol', 'protocol'],
    [408, 'timeout', 'timeout'],
    [409, 'conflict', 'protocol'],
    [412, 'conflict', 'protocol'],
    [413, 'invalid', 'protocol'],
    [422, 'invalid', 'protocol'],
    [428, 'invalid', 'protocol'],
    [429, 'rate-limited', 'rate-limited'],
    [500, 'unavailable', 'unavailable'],
    [501, 'unsupported', 'protocol'],
    [502, 'unavailable', 'unavailable'],
    [503, 'unavailable', 'unavailable'],
    [504, 'timeout', 'timeout'],
    [507, 'unavailable', 'unavailable'],
  ];
  for (const [status, code, htmlCode] of byStatus) {
    it(`${status} is ${code}, and ${htmlCode} when a page says it`, async () => {
      assert.equal(await codeAfter(answer(status, 'application/problem+json', '{"title":"No"}')), code);
      assert.equal(await codeAfter(answer(status, 'application/problem+json', 'no json')), code);
      assert.equal(await codeAfter(answer(status, 'text/html; charset=utf-8', html)), htmlCode);
    });
  }

  it('takes a code of the contract from the problem, and no other', async () => {
    const problem = (code: unknown): Handler => answer(500, 'application/problem+json', JSON.stringify({ code }));
    assert.equal(await codeAfter(problem('conflict')), 'conflict');
    assert.equal(await codeAfter(problem('my-own')), 'unavailable');
    assert.equal(await codeAfter(problem(7)), 'unavailable');
  });

  it('carries what a conflict says', async () => {
    const by = { id: 'u9', name: 'Cleo' };
    const problem = {
      status: 412,
      code: 'conflict',
      title: 'Conflict',
      detail: 'Cleo was faster',
      backendCode: '9093',
    };
    backend.nextJson(412, { ...problem, chat: chat('1', 8), by });
    await assert.rejects(connection.listQueues({ signal }), {
      code: 'conflict',
      message: 'Cleo was faster',
      retryable: false,
      backendCode: '9093',
      chat: chat('1', 8),
      by,
    });
  });

  it('leaves out what a problem says in the wrong type', async () => {
    backend.nextJson(409, { code: 'conflict', detail: 7, title: '', backendCode: 5, chat: 'x', by: null });
    await assert.rejects(connection.listQueues({ signal }), (error: object) => {
      assert.deepEqual(
        ['backendCode', 'chat', 'by', 'retryAfter'].filter((name) => name in error),
        [],
      );
      assert.equal((error as Error).message, 'v1/queues: HTTP 409.');
      return true;
    });
  });

  const waits: readonly (readonly [string, number | undefined])[] = [
    ['7', 7_000],
    ['0', 0],
    ['Sun, 22 Nov 2026 10:01:30 GMT', undefined],
    ['soon', undefined],
    ['-3', undefined],
  ];
  for (const [value, retryAfter] of waits) {
    it(`waits ${retryAfter ?? 'as it likes'} ms after Retry-After: ${value}`, async () => {
      backend.nextJson(429, { code: 'rate-limited' }, { 'Retry-After': value });
      await assert.rejects(connection.listQueues({ signal }), (error: object) => {
        assert.equal((error as { retryAfter?: number }).retryAfter, retryAfter);
        assert.equal((error as { retryable: boolean }).retryable, true);
        return true;
      });
    });
  }

  it('is protocol for a page with 200, also after a redirect, and says what to look at', async () => {
    assert.equal(await codeAfter(answer(200, 'text/html', html)), 'protocol');
    backend.next((response) => response.writeHead(302, { Location: '/login' }).end());
    backend.next(answer(200, 'text/html', html));
    await assert.rejects(connection.listQueues({ signal }), { code: 'protocol', message: /text\/html.*sign-in/ });
  });

  it('is protocol for no content, no JSON, and JSON that is no object', async () => {
    assert.equal(await codeAfter((response) => response.writeHead(204).end()), 'protocol');
    for (const body of ['', '{"items":', 'null', '[]', '7']) {
      assert.equal(await codeAfter(answer(200, 'application/json', body)), 'protocol', body);
    }
  });

  it('is unavailable for a body that is cut, a connection that breaks, and a server that is not there', async () => {
    const cut: Handler = (response) => {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': '1000' });
      response.write('{"items":[', () => response.destroy());
    };
    assert.equal(await codeAfter(cut), 'unavailable');
    assert.equal(await codeAfter((response) => response.destroy()), 'unavailable');
    const gone = await TestBackend.start();
    const { src } = gone;
    await gone.stop();
    await assert.rejects(createHttpAdapter({ src }).connect({ signal }), { code: 'unavailable', retryable: true });
  });

  it('reads 10 MB', async () => {
    const bare = await createHttpAdapter({ src: backend.src }).connect({ signal });
    const body = JSON.stringify({ items: [{ ...queue, name: 'x'.repeat(10 * 1024 * 1024) }] });
    backend.next(answer(200, 'application/json', body));
    const [big] = await bare.listQueues({ signal });
    assert.equal(big?.name.length, 10 * 1024 * 1024);
    assert.equal(await codeAfter(answer(502, 'text/html', body)), 'unavailable');
  });

  it('is invalid, and not sent, where a key or version fits in no header', async () => {
    const release = { type: 'release', chatId: '1' } as const;
    const before = backend.requests.length;
    for (const odd of ['ключ', '版本', 'a\nb', '\u0000']) {
      const key = connection.perform(release, { signal, idempotencyKey: odd });
      await assert.rejects(key, { code: 'invalid', message: /^Idempotency-Key cannot be sent/ });
      const version = connection.perform({ ...release, expected: odd }, { signal, idempotencyKey: 'key-0001' });
      await assert.rejects(version, { code: 'invalid', message: /^If-Match cannot be sent/ });
      const message = connection.sendMessage?.({ chatId: '1', text: odd }, { signal, idempotencyKey: odd });
      await assert.rejects(message ?? Promise.resolve(), { code: 'invalid' });
    }
    assert.equal(backend.requests.length, before);
  });

  it('reads letters that the network cuts in two', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...session, viewer: { name: 'Ünïcode 😀' } }));
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const response = new Response(body, { headers: { 'Content-Type': 'application/json' } });
    const adapter = createHttpAdapter({ src: 'https://x.example', fetch: () => Promise.resolve(response) });
    assert.equal((await adapter.connect({ signal })).session.viewer.name, 'Ünïcode 😀');
  });

  it('is AbortError when the caller aborts, before the answer, inside it, and before the call', async () => {
    const controller = new AbortController();
    backend.next(() => controller.abort(new Error('whatever')));
    await assert.rejects(connection.listQueues({ signal: controller.signal }), { name: 'AbortError' });
    const seen = backend.requests.length;
    await assert.rejects(connection.listQueues({ signal: controller.signal }), { name: 'AbortError' });
    assert.equal(backend.requests.length, seen);
    const later = new AbortController();
    backend.next((response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{', () => later.abort());
    });
    await assert.rejects(connection.listQueues({ signal: later.signal }), { name: 'AbortError' });
  });

  it('takes codes from the headers callback, or is unauthenticated', async () => {
    const unavailable = Object.assign(new Error('later'), { name: 'ChatError', code: 'unavailable' });
    const failing = (error: Error): Promise<unknown> =>
      createHttpAdapter({ src: backend.src, headers: () => Promise.reject(error) }).connect({ signal });
    await assert.rejects(failing(unavailable), unavailable);
    await assert.rejects(failing(new Error('no token')), { code: 'unauthenticated', message: /headers/ });
  });
});

describe('the timeout of a call', () => {
  const never = new Promise<never>(() => undefined);
  const silent: Readonly<Record<string, Partial<Parameters<typeof createHttpAdapter>[0]>>> = {
    'no answer': { fetch: () => never },
    'no end of the answer': {
      fetch: () =>
        Promise.resolve(new Response(new ReadableStream(), { headers: { 'Content-Type': 'application/json' } })),
    },
    'no headers from the host': { headers: () => never, fetch: () => assert.fail('fetched') },
  };
  for (const [name, options] of Object.entries(silent)) {
    it(`ends a call with ${name}`, async ({ mock }) => {
      mock.timers.enable({ apis: ['setTimeout'] });
      const connecting = createHttpAdapter({ src: 'https://x.example', ...options }).connect({ signal });
      const early = createHttpAdapter({ src: 'https://x.example', requestTimeout: 50, ...options }).connect({ signal });
      mock.timers.tick(50);
      await assert.rejects(early, { code: 'timeout', retryable: true });
      mock.timers.tick(15_000 - 51);
      assert.equal(await Promise.race([connecting, Promise.resolve('still waiting')]), 'still waiting');
      mock.timers.tick(1);
      await assert.rejects(connecting, { code: 'timeout' });
    });
  }

  it('leaves no timer behind an answer', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const fetch = (): Promise<Response> => Promise.resolve(Response.json(session));
    const connection = await createHttpAdapter({ src: 'https://x.example', fetch }).connect({ signal });
    mock.timers.tick(20_000);
    assert.deepEqual(connection.session, session);
  });
});

describe('close, behind the guard', () => {
  it('ends running calls, and later ones without asking', async () => {
    const backend = await TestBackend.start();
    const connection = await guard(createHttpAdapter({ src: backend.src })).connect({ signal });
    const asked = new Promise<void>((resolve) => backend.next(() => resolve()));
    const running = connection.listQueues({ signal });
    await asked;
    await connection.close();
    const closed = { code: 'unavailable', message: /closed/ };
    await assert.rejects(running, closed);
    const before = backend.requests.length;
    await assert.rejects(connection.listQueues({ signal }), closed);
    assert.equal(backend.requests.length, before);
    await connection.close();
    await backend.stop();
  });
});
