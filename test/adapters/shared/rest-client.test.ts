import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ChatError } from '../../../src/contract/index.js';
import { RestClient, type RestDialect, type RestOptions } from '../../../src/adapters/shared/rest-client.js';

const { signal } = new AbortController();

/** A client whose backend answers so. */
function clientOf(answer: () => Response | Promise<Response>, more: Partial<RestOptions & RestDialect> = {}) {
  const requests: Request[] = [];
  const { errorOf, ...options } = more;
  const client = new RestClient(
    {
      src: 'https://desk.example/base?x#y',
      fetch: (url, init) => {
        requests.push(new Request(url, init));
        return Promise.resolve().then(answer);
      },
      ...options,
    },
    { name: 'Desk', ...(errorOf && { errorOf }) },
  );
  return { client, requests };
}

async function failure(work: Promise<unknown>): Promise<ChatError> {
  const thrown: unknown = await work.then(
    () => assert.fail('It did not fail.'),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof ChatError, String(thrown));
  return thrown;
}

describe('RestClient', () => {
  it('encodes what a path and a query are made of, and asks the host for its headers each time', async () => {
    let token = 0;
    const { client, requests } = clientOf(() => Response.json({ ok: true }), {
      headers: () => ({ Authorization: `Bearer ${(token += 1)}` }),
    });
    const { body } = await client.call(['a/b', 7], { signal }, { query: { q: "'x' & y", none: undefined } });
    await client.call(['c'], { signal }, { body: { text: 'é' } });
    assert.deepEqual(body, { ok: true });
    const [get, post] = requests;
    assert.equal(get?.url, 'https://desk.example/base/a%2Fb/7?q=%27x%27+%26+y');
    assert.deepEqual([get?.method, get?.headers.get('Authorization')], ['GET', 'Bearer 1']);
    assert.deepEqual([post?.method, post?.headers.get('Authorization')], ['POST', 'Bearer 2']);
    assert.equal(await post?.text(), '{"text":"é"}');
  });

  it('tells by its status what an answer means', async () => {
    const codes = { 401: 'unauthenticated', 403: 'forbidden', 404: 'not-found', 409: 'conflict', 422: 'invalid' };
    for (const [status, code] of Object.entries({
      ...codes,
      500: 'unavailable',
      502: 'unavailable',
      302: 'protocol',
    })) {
      const { client } = clientOf(() => new Response('<p>no</p>', { status: Number(status) }));
      const error = await failure(client.call(['x'], { signal }));
      assert.deepEqual([error.code, error.backendCode], [code, status]);
      assert.equal(error.message, `Desk: GET x: HTTP ${status}.`);
    }
    const busy = clientOf(() => new Response(null, { status: 429, headers: { 'Retry-After': '3' } }));
    const error = await failure(busy.client.call(['x'], { signal }));
    assert.deepEqual([error.code, error.retryAfter], ['rate-limited', 3000]);
  });

  it('takes a page in place of JSON for no answer, and an empty answer for one', async () => {
    const page = clientOf(() => new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html' } }));
    assert.equal((await failure(page.client.call(['x'], { signal }))).code, 'protocol');
    const empty = clientOf(() => new Response(null, { status: 204 }));
    assert.equal((await empty.client.call(['x'], { signal })).body, undefined);
  });

  it('lets the backend say by its own words what went wrong, whatever the status', async () => {
    const errorOf: RestDialect['errorOf'] = ({ body }, what) =>
      (body as { success?: boolean }).success === false ? new ChatError('invalid', `${what}: no`) : undefined;
    const { client } = clientOf(() => Response.json({ success: false }), { errorOf });
    const error = await failure(client.call(['x'], { signal }));
    assert.deepEqual([error.code, error.message], ['invalid', 'Desk: GET x: no']);
  });

  it('ends by its limit, by a broken line, by a host that fails, and by its signal', async () => {
    const never = clientOf(() => new Promise<Response>(() => {}), { requestTimeout: 1 });
    assert.equal((await failure(never.client.call(['x'], { signal }))).code, 'timeout');
    const broken = clientOf(() => Promise.reject(new TypeError('failed to fetch')));
    assert.equal((await failure(broken.client.call(['x'], { signal }))).code, 'unavailable');
    const cut = clientOf(() => new Response(new ReadableStream({ start: (to) => to.error(new Error('cut')) })));
    assert.equal((await failure(cut.client.call(['x'], { signal }))).code, 'unavailable');
    const host = clientOf(() => Response.json({}), { headers: () => Promise.reject(new Error('no token')) });
    assert.equal((await failure(host.client.call(['x'], { signal }))).code, 'unauthenticated');
    const aborted = AbortSignal.abort();
    await assert.rejects(never.client.call(['x'], { signal: aborted }), { name: 'AbortError' });
    assert.equal(never.requests.length, 1);
  });

  it('keeps the clock of the backend', async () => {
    const date = new Date(Math.floor(Date.now() / 1000) * 1000 + 3_600_000).toUTCString();
    const { client } = clientOf(() => Response.json({}, { headers: { Date: date } }));
    assert.ok(Math.abs(client.now() - Date.now()) < 1000);
    await client.call(['x'], { signal });
    assert.ok(Math.abs(client.now() - Date.now() - 3_600_000) < 2000);
  });

  it('refuses a base that is no URL', () => {
    assert.throws(() => new RestClient({ src: 'http://' }, { name: 'Desk' }), {
      name: 'TypeError',
      message: 'Desk: src "http://" is no URL.',
    });
  });
});
