import assert from 'node:assert/strict';
import { EventEmitter, getEventListeners, once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createHttpAdapter } from '../../../src/adapters/http/index.js';
import { guard, type Changes, type ChatChanges, type ChatConnection } from '../../../src/contract/index.js';
import { agent, chat, message, notice, session } from './fixtures.js';
import { TestBackend } from './test-backend.js';

const floor = { view: 'floor' } as const;

/** Resolves after every timer that was due at once when it was called. */
const timersDue = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('the watches of the http adapter', () => {
  let backend: TestBackend;
  let connection: ChatConnection;
  let controller: AbortController;

  beforeEach(async () => {
    backend = await TestBackend.start();
    controller = new AbortController();
    connection = await createHttpAdapter({ src: backend.src }).connect({ signal: controller.signal });
  });

  afterEach(async () => {
    await connection.close();
    await backend.stop();
  });

  /** A reader that has asked for its first value, which is what opens the stream. */
  function read<T>(open: (options: { readonly signal: AbortSignal }) => AsyncIterable<T> | undefined): {
    next(): Promise<T>;
    stop(): void;
  } {
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, controller.signal]);
    const iterator = open({ signal })?.[Symbol.asyncIterator]();
    assert.ok(iterator);
    const asked = [iterator.next()];
    asked[0]?.catch(() => undefined);
    return {
      next: async () => {
        const result = await (asked.shift() ?? iterator.next());
        if (result.done) throw new Error('the watch ended');
        return result.value;
      },
      stop: () => own.abort(),
    };
  }

  const chats = (cursor?: string): ReturnType<typeof read<ChatChanges>> =>
    read((options) => connection.watchChats(floor, { ...options, ...(cursor !== undefined && { cursor }) }));
  const agents = (): ReturnType<typeof read<Changes<unknown>>> =>
    read<Changes<unknown>>((options) => connection.watchAgents({}, options));
  const notices = (): ReturnType<typeof read<Changes<unknown>>> =>
    read<Changes<unknown>>((options) => connection.watchNotices?.(options));

  it('begin where they are iterated', async () => {
    const unused = connection.watchChats(floor, { signal: controller.signal });
    const watch = agents();
    const stream = await backend.stream();
    assert.deepEqual(
      stream.watches.map(({ kind }) => kind),
      ['agents'],
    );
    assert.ok(unused);
    watch.stop();
  });

  it('deliver a snapshot, then changes, each to its own watch', async () => {
    const floorWatch = chats();
    const agentWatch = agents();
    const messageWatch = read((options) => connection.watchMessages?.('chat/1', options));
    const noticeWatch = notices();
    const stream = await backend.stream();
    stream.changes('chats', { upserts: [chat('1')], snapshot: true, cursor: 'inside' });
    stream.changes('chats', { upserts: [chat('2')], snapshot: true, synced: true, cursor: 'c1', at: 5 });
    stream.changes('agents', { upserts: [agent] });
    stream.changes('messages', { upserts: [message] });
    stream.changes('notices', { upserts: [notice] });
    stream.changes('chats', { removes: ['1'], cursor: 'c2' });
    const base = { removes: [], at: 1 };
    assert.deepEqual(await floorWatch.next(), { ...base, upserts: [chat('1')], snapshot: true, cursor: 'inside' });
    assert.deepEqual(await floorWatch.next(), {
      ...base,
      upserts: [chat('2')],
      snapshot: true,
      synced: true,
      cursor: 'c1',
      at: 5,
    });
    assert.deepEqual(await floorWatch.next(), { upserts: [], removes: ['1'], at: 1, cursor: 'c2' });
    assert.deepEqual(await agentWatch.next(), { ...base, upserts: [agent] });
    assert.deepEqual(await messageWatch.next(), { ...base, upserts: [message] });
    assert.deepEqual(await noticeWatch.next(), { ...base, upserts: [notice] });
  });

  it('deliver a heartbeat as an empty batch', async () => {
    const watches = [chats('c1'), agents()];
    const stream = await backend.stream();
    stream.send('heartbeat', { at: 77 });
    for (const watch of watches) assert.deepEqual(await watch.next(), { upserts: [], removes: [], at: 77 });
  });

  it('deliver sessions that differ from the one at hand, in more than their time', async () => {
    const watch = read((options) => connection.watchSession?.(options));
    const stream = await backend.stream();
    const event = (value: object): void => stream.send('session', { watch: stream.id('session'), session: value });
    const other = { ...session, viewer: { ...session.viewer, roles: ['agent'] } };
    event({ ...session, at: 2 });
    stream.send('heartbeat', { at: 3 });
    event({ ...other, at: 4 });
    event({ ...other, at: 5 });
    event({ ...session, at: 6 });
    assert.deepEqual(await watch.next(), { ...other, at: 4 });
    assert.deepEqual(await watch.next(), { ...session, at: 6 });
  });

  it('skip events and watches that they do not know', async () => {
    const watch = chats('c1');
    const stream = await backend.stream();
    stream.raw(': a comment\n\nevent: later-version\ndata: {}\n\n');
    stream.send('changes', { watch: 'other', upserts: [], removes: [], at: 1 });
    stream.changes('chats', { cursor: 'c2' });
    assert.equal((await watch.next()).cursor, 'c2');
  });

  describe('when the set changes', () => {
    it('open one new stream, from the last cursor of each, and close the old one', async () => {
      const floorWatch = chats('c1');
      const first = await backend.stream();
      assert.deepEqual(
        first.watches.map(({ cursor }) => cursor),
        ['c1'],
      );
      first.changes('chats', { cursor: 'c2' });
      await floorWatch.next();
      agents();
      notices();
      const second = await backend.stream();
      assert.deepEqual(
        second.watches.map(({ kind, cursor }) => [kind, cursor]),
        [
          ['chats', 'c2'],
          ['agents', undefined],
          ['notices', undefined],
        ],
      );
      await first.closed;
      second.changes('chats', { cursor: 'c3' });
      assert.equal((await floorWatch.next()).cursor, 'c3');
      assert.equal(backend.requests.length, 3);
    });

    it('count a batch that waits unread as delivered', async () => {
      const floorWatch = chats('c1');
      const first = await backend.stream();
      const agentWatch = agents();
      const second = await backend.stream();
      first.cut();
      second.changes('chats', { upserts: [chat('1')], cursor: 'c2' });
      second.changes('agents', { cursor: 'a1', synced: true });
      await agentWatch.next();
      agentWatch.stop();
      const third = await backend.stream();
      assert.deepEqual(
        third.watches.map(({ cursor }) => cursor),
        ['c2'],
      );
      third.changes('chats', { upserts: [chat('2')], cursor: 'c3' });
      assert.equal((await floorWatch.next()).cursor, 'c2');
      assert.equal((await floorWatch.next()).cursor, 'c3');
    });

    it('take nothing from the old stream while the new one is being opened', async () => {
      const floorWatch = chats('c1');
      const first = await backend.stream();
      backend.next((response) => {
        // The new stream was asked to begin at c1, so c2 has to come from it alone.
        first.changes('chats', { upserts: [chat('1')], cursor: 'c2' });
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        const [one] = first.watches;
        const batch = { watch: one?.id, upserts: [chat('1')], removes: [], at: 2, cursor: 'c2', synced: true };
        setImmediate(() => response.write(`event: changes\ndata: ${JSON.stringify(batch)}\n\n`));
      });
      agents();
      assert.equal((await floorWatch.next()).at, 2);
      await first.closed;
    });

    it('go on with the old stream where the new one is refused, and break the new watch only', async () => {
      const floorWatch = chats('c1');
      const first = await backend.stream();
      backend.next((response) => {
        first.changes('chats', { cursor: 'c2' });
        response.writeHead(429, { 'Content-Type': 'application/problem+json', 'Retry-After': '3' }).end('{}');
      });
      await assert.rejects(agents().next(), { code: 'rate-limited', retryAfter: 3000, retryable: true });
      assert.equal((await floorWatch.next()).cursor, 'c2');
      first.changes('chats', { cursor: 'c3' });
      assert.equal((await floorWatch.next()).cursor, 'c3');
    });

    it('tell that the old stream broke while the new one was refused', async () => {
      const floorWatch = chats('c1');
      const first = await backend.stream();
      backend.next((response) => {
        first.cut();
        response.writeHead(503).end();
      });
      await assert.rejects(agents().next(), { code: 'unavailable' });
      await assert.rejects(floorWatch.next(), { code: 'unavailable', message: /stream/ });
    });

    it('wait until a snapshot is whole', async () => {
      const floorWatch = chats();
      const first = await backend.stream();
      first.changes('chats', { upserts: [chat('1')], snapshot: true, cursor: 'x' });
      await floorWatch.next();
      const agentWatch = agents();
      await timersDue();
      first.send('heartbeat', { at: 2 });
      await floorWatch.next();
      first.changes('chats', { cursor: 'y' });
      await floorWatch.next();
      await timersDue();
      assert.equal(backend.requests.length, 2);
      first.changes('chats', { upserts: [chat('2')], snapshot: true, synced: true, cursor: 'c1' });
      const second = await backend.stream();
      assert.equal(second.watches[0]?.cursor, 'c1');
      second.changes('agents', { synced: true, at: 9 });
      assert.equal((await agentWatch.next()).at, 9);
    });

    it('wait for the first batch of a watch without cursor', async () => {
      notices();
      const first = await backend.stream();
      chats('c1');
      await timersDue();
      first.changes('notices', { cursor: 'n1', synced: true });
      const second = await backend.stream();
      assert.deepEqual(
        second.watches.map(({ cursor }) => cursor),
        ['n1', 'c1'],
      );
      assert.equal(backend.requests.length, 3);
    });

    it('break what a stream served, and open what waited for it', async () => {
      const floorWatch = chats();
      const first = await backend.stream();
      first.changes('chats', { upserts: [chat('1')], snapshot: true });
      await floorWatch.next();
      const agentWatch = agents();
      await timersDue();
      first.cut();
      await assert.rejects(floorWatch.next(), { code: 'unavailable' });
      (await backend.stream()).changes('agents', { at: 9 });
      assert.equal((await agentWatch.next()).at, 9);
    });

    it('open once more for what changed while a stream was being opened', async () => {
      const watch = chats('c1');
      backend.next((response) => {
        chats('c2');
        // After the timer that the new watch set: it fires while this stream is not open yet.
        setTimeout(() => response.writeHead(200, { 'Content-Type': 'text/event-stream' }).flushHeaders());
      });
      const second = await backend.stream();
      assert.deepEqual(
        second.watches.map(({ cursor }) => cursor),
        ['c1', 'c2'],
      );
      watch.stop();
    });

    it('forget the cursor that the backend answers with a snapshot', async () => {
      const floorWatch = chats('expired');
      const first = await backend.stream();
      first.changes('chats', { upserts: [chat('1')], snapshot: true, cursor: 'x' });
      await floorWatch.next();
      first.changes('chats', { snapshot: true, synced: true });
      await floorWatch.next();
      agents();
      assert.equal((await backend.stream()).watches[0]?.cursor, undefined);
    });
  });

  describe('break with a retryable error', () => {
    const breaks = [
      { name: 'a stream that is cut', code: 'unavailable', how: 'cut' },
      { name: 'a stream that ends', code: 'unavailable', how: 'end' },
    ] as const;
    for (const { name, code, how } of breaks) {
      it(`after ${name}, all of them, once what came is read`, async () => {
        const [floorWatch, agentWatch] = [chats('c1'), agents()];
        const stream = await backend.stream();
        stream.changes('chats', { cursor: 'c2' });
        stream.changes('agents', { synced: true });
        await agentWatch.next();
        stream.raw('event: changes\ndata: {"watch":');
        stream[how]();
        await assert.rejects(agentWatch.next(), { name: 'ChatError', code, retryable: true });
        assert.equal((await floorWatch.next()).cursor, 'c2');
        await assert.rejects(floorWatch.next(), { name: 'ChatError', code, retryable: true });
        await assert.rejects(floorWatch.next(), /ended/);
        assert.equal(backend.requests.length, 2);
      });
    }

    it('and can be opened again', async () => {
      const floorWatch = chats('c1');
      (await backend.stream()).cut();
      await assert.rejects(floorWatch.next());
      const again = chats('c1');
      (await backend.stream()).changes('chats', { cursor: 'c2' });
      assert.equal((await again.next()).cursor, 'c2');
    });
  });

  it('break where the stream is refused, or is no event stream', async () => {
    const html = { 'Content-Type': 'text/html' };
    backend.next((response) => response.writeHead(401, html).end('<p>'));
    await assert.rejects(chats().next(), { code: 'unauthenticated' });
    backend.nextJson(403, { code: 'forbidden', detail: 'No.' });
    await assert.rejects(chats().next(), { code: 'forbidden', message: 'No.' });
    backend.next((response) => response.writeHead(200, html).end('<p>'));
    await assert.rejects(chats().next(), { code: 'protocol', message: /text\/html/ });
    backend.next((response) => response.writeHead(204).end());
    await assert.rejects(chats().next(), { code: 'protocol' });
  });

  it('break with the problem that the stream tells, one or all', async () => {
    const [floorWatch, agentWatch] = [chats('c1'), agents()];
    const stream = await backend.stream();
    stream.send('problem', { watch: stream.id('agents'), problem: { status: 403, detail: 'Not yours.' } });
    await assert.rejects(agentWatch.next(), { code: 'forbidden', message: 'Not yours.' });
    stream.changes('chats', { cursor: 'c2' });
    assert.equal((await floorWatch.next()).cursor, 'c2');
    stream.send('problem', { problem: { status: 401, code: 'unauthenticated' } });
    await assert.rejects(floorWatch.next(), { code: 'unauthenticated' });
    await stream.closed;
    assert.equal(backend.requests.length, 2);
  });

  it('break with protocol after an event that is no JSON object', async () => {
    for (const data of ['{"watch":', '[]', 'null']) {
      const watch = chats('c1');
      const stream = await backend.stream();
      stream.raw(`event: changes\ndata: ${data}\n\n`);
      await assert.rejects(watch.next(), { code: 'protocol' });
      await stream.closed;
    }
  });

  it('end with AbortError and deliver nothing more; the stream goes on without them', async () => {
    const [floorWatch, agentWatch] = [chats('c1'), agents()];
    const first = await backend.stream();
    first.changes('agents', { upserts: [agent], synced: true });
    await agentWatch.next();
    const last = agentWatch.next();
    agentWatch.stop();
    await assert.rejects(last, { name: 'AbortError' });
    await assert.rejects(agentWatch.next(), /ended/);
    const second = await backend.stream();
    assert.deepEqual(
      second.watches.map(({ kind }) => kind),
      ['chats'],
    );
    controller.abort();
    await assert.rejects(floorWatch.next(), { name: 'AbortError' });
    await second.closed;
    await assert.rejects(chats().next(), { name: 'AbortError' });
    assert.equal(backend.requests.length, 3);
  });

  it('close the stream when the last one is left, also while it is being opened', { timeout: 5_000 }, async () => {
    const watch = chats();
    const stream = await backend.stream();
    watch.stop();
    await stream.closed;
    const opening = agents();
    const gone = new Promise((resolve) => {
      backend.next((response) => {
        response.on('close', resolve);
        opening.stop();
      });
    });
    await gone;
  });

  it('leave nothing behind on the signal', async () => {
    const stopped = chats();
    const failed = agents();
    const stream = await backend.stream();
    stopped.stop();
    stream.send('problem', { watch: stream.id('agents'), problem: { status: 403 } });
    await assert.rejects(failed.next(), { code: 'forbidden' });
    backend.nextJson(200, { items: [] });
    await connection.listQueues({ signal: controller.signal });
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  it('end with the connection, behind the guard', async () => {
    const safe = await guard(createHttpAdapter({ src: backend.src })).connect({ signal: controller.signal });
    const watching = [
      read((options) => safe.watchChats(floor, options)),
      read((options) => safe.watchAgents({}, options)),
    ];
    const stream = await backend.stream();
    await safe.close();
    const closed = { code: 'unavailable', message: /closed/ };
    for (const watch of watching) await assert.rejects(watch.next(), closed);
    await assert.rejects(read((options) => safe.watchChats(floor, options)).next(), closed);
    await stream.closed;
    assert.equal(backend.requests.length, 3);
  });

  it('close the stream in the task that closes the connection: a page that is put away has no other', async () => {
    let cancelled = false;
    const read = new EventEmitter();
    const fetch: typeof globalThis.fetch = (_, init) => {
      if (init?.method === 'GET') return Promise.resolve(Response.json(session));
      const source: UnderlyingDefaultSource<Uint8Array> = {
        pull: () => void read.emit('pull'),
        cancel: () => void (cancelled = true),
      };
      const body = new ReadableStream(source, { highWaterMark: 0 });
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
    };
    const { signal } = controller;
    const safe = await guard(createHttpAdapter({ src: 'https://x.example', fetch })).connect({ signal });
    const reading = once(read, 'pull');
    const ended = assert.rejects(safe.watchChats(floor, { signal })[Symbol.asyncIterator]().next());
    await reading;
    const closed = safe.close();
    assert.equal(cancelled, true);
    await Promise.all([closed, ended]);
  });

  it('break behind the guard where a batch or session is none, and the others go on', async () => {
    const safe = await guard(createHttpAdapter({ src: backend.src })).connect({ signal: controller.signal });
    const floorWatch = read((options) => safe.watchChats(floor, { ...options, cursor: 'c1' }));
    const agentWatch = read((options) => safe.watchAgents({}, options));
    const sessionWatch = read((options) => safe.watchSession?.(options));
    const stream = await backend.stream();
    stream.changes('agents', { upserts: { length: 1 } });
    stream.send('session', { watch: stream.id('session') });
    await assert.rejects(agentWatch.next(), { code: 'protocol', message: /watchAgents/ });
    await assert.rejects(sessionWatch.next(), { code: 'protocol', message: /watchSession/ });
    (await backend.stream()).changes('chats', { cursor: 'c2' });
    assert.equal((await floorWatch.next()).cursor, 'c2');
  });

  it('break with a retryable error where the reader is too far behind, after what waited', async () => {
    const [floorWatch, agentWatch] = [chats('c0'), agents()];
    const stream = await backend.stream();
    for (let version = 1; version <= 5_100; version++) stream.changes('chats', { cursor: `c${version}` });
    stream.changes('agents', { synced: true });
    await agentWatch.next();
    // The first was handed out at once: it had been asked for.
    for (let version = 1; version <= 5_001; version++) assert.equal((await floorWatch.next()).cursor, `c${version}`);
    await assert.rejects(floorWatch.next(), { code: 'unavailable', retryable: true, message: /behind/ });
  });
});

describe('a stream without a byte', () => {
  it('breaks with timeout after 20 seconds, and not as long as bytes come', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout'] });
    let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
    const seen = new EventEmitter();
    const asked = once(seen, 'pull');
    const cancelled = once(seen, 'cancel');
    const fetch: typeof globalThis.fetch = (_, init) => {
      if (init?.method === 'GET') return Promise.resolve(Response.json(session));
      const source: UnderlyingDefaultSource<Uint8Array> = {
        start: (controller) => void (stream = controller),
        pull: () => void seen.emit('pull'),
        cancel: () => void seen.emit('cancel'),
      };
      const body = new ReadableStream(source, { highWaterMark: 0 });
      return Promise.resolve(new Response(body, { headers: { 'Content-Type': 'text/event-stream' } }));
    };
    const { signal } = new AbortController();
    const connection = await createHttpAdapter({ src: 'https://x.example', fetch }).connect({ signal });
    const iterator = connection.watchChats(floor, { signal })[Symbol.asyncIterator]();
    const first = iterator.next();
    mock.timers.tick(0);
    await asked;
    for (let round = 0; round < 3; round++) {
      mock.timers.tick(19_999);
      stream?.enqueue(new TextEncoder().encode('event: heartbeat\ndata: {"at":1}\n\n'));
      await (round === 0 ? first : iterator.next());
    }
    const last = iterator.next();
    mock.timers.tick(20_000);
    await assert.rejects(last, { code: 'timeout', retryable: true });
    await cancelled;
  });
});
