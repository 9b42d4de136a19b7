import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Chat, Changes, ChatConnection } from '../../../src/contract/index.js';
import { forms } from './forms.js';
import { Installation, network } from './installation.js';

before(() => network.listen({ onUnhandledRequest: 'error' }));
after(() => network.close());

const never = new AbortController().signal;

/** A floor that is read in the background. */
class Floor {
  readonly rows = new Map<string, Chat>();
  readonly ended: Promise<unknown>;
  readonly #wakes = new Set<() => void>();

  constructor(watch: AsyncIterable<Changes<Chat>>) {
    this.ended = this.#read(watch).catch((thrown: unknown) => thrown);
  }

  async until(holds: (rows: ReadonlyMap<string, Chat>) => boolean): Promise<void> {
    while (!holds(this.rows)) await new Promise<void>((resolve) => this.#wakes.add(resolve));
  }

  async #read(watch: AsyncIterable<Changes<Chat>>): Promise<void> {
    for await (const { upserts, removes } of watch) {
      for (const chat of upserts) this.rows.set(chat.id, chat);
      for (const id of removes) this.rows.delete(id);
      for (const wake of this.#wakes) wake();
      this.#wakes.clear();
    }
  }
}

/** Resolves once so many more looks at chats have come. */
function looks(home: Installation, count: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    home.server.intercept = (request) => {
      if (decodeURIComponent(request.url).includes('entry/ACME:Live Chat?')) seen += 1;
      if (seen === count) {
        home.server.intercept = undefined;
        resolve();
      }
      return undefined;
    };
  });
}

function lookAt(home: Installation): string {
  const look = home.server.requests.findLast((request) => request.includes('entry/ACME:Live Chat?'));
  return look?.replace(/&fields.*/, '') ?? '';
}

describe('looking again at AR System', () => {
  async function watched(
    home: Installation,
    options: Parameters<Installation['adapter']>[1] = {},
  ): Promise<{ readonly connection: ChatConnection; readonly floor: Floor }> {
    const connection = await home.adapter('sue', options).connect({ signal: never });
    const floor = new Floor(connection.watchChats({ view: 'floor' }, { signal: never }));
    return { connection, floor };
  }

  const everyMinute = { polling: { fastest: 5, slowest: 10, everything: 60_000 } };

  it('asks for everything once, and then for what was modified since', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const { connection, floor } = await watched(home, everyMinute);
    await floor.until((rows) => rows.has(chatId));
    assert.match(lookAt(home), /\?q=\(\('Chat Status' != "Closed"\)\)$/);
    await looks(home, 2);
    assert.match(lookAt(home), /\?q=\(\('Modified Date' >= \d{10}\)\)$/);
    home.as('cole').perform({ type: 'assign', chatId, to: { type: 'agent', id: 'ann' } });
    await floor.until((rows) => rows.get(chatId)?.assignee?.id === 'ann');
    home.end(chatId);
    await floor.until((rows) => !rows.has(chatId));
    await connection.close();
  });

  it('sees who joined, which is no change of the chat itself', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const { connection, floor } = await watched(home, everyMinute);
    await floor.until((rows) => rows.has(chatId));
    home.server.tables.ahead += 60_000;
    home.as('cole').perform({ type: 'join', chatId, mode: 'monitor' });
    const here = [{ id: 'cole', name: 'Cole', mode: 'monitor' }];
    await floor.until((rows) => JSON.stringify(rows.get(chatId)?.participants) === JSON.stringify(here));
    home.as('cole').perform({ type: 'leave', chatId });
    await floor.until((rows) => rows.get(chatId)?.participants.length === 0);
    await connection.close();
  });

  it('finds what was deleted with the next look at everything', async () => {
    const home = new Installation();
    const [chatId, other] = [home.openChat(), home.openChat()];
    const { connection, floor } = await watched(home);
    await floor.until((rows) => rows.has(chatId));
    home.server.tables.delete('ACME:Live Chat', chatId);
    await floor.until((rows) => !rows.has(chatId));
    assert.deepEqual([...floor.rows.keys()], [other]);
    await connection.close();
  });

  it('reads a list again that moved while it was read page by page', async () => {
    const home = new Installation();
    const ids = [1, 2, 3, 4, 5, 6].map(() => home.openChat());
    home.server.intercept = (request) => {
      if (!decodeURIComponent(request.url).includes('Live+Chat') && !request.url.includes('Live%20Chat'))
        return undefined;
      if (!request.url.includes('offset=2')) return undefined;
      home.server.intercept = undefined;
      home.end(String(ids[0]));
      return undefined;
    };
    const { connection, floor } = await watched(home, { ...everyMinute, pageSize: 3 });
    await floor.until((rows) => rows.size > 0);
    assert.deepEqual([...floor.rows.keys()], ids.slice(1));
    await connection.close();
  });

  it('makes one call at a time', async () => {
    const home = new Installation();
    const chatId = home.openChat();
    const { connection, floor } = await watched(home);
    const agents = connection.watchAgents({}, { signal: never })[Symbol.asyncIterator]();
    await Promise.all([
      agents.next(),
      connection.listQueues({ signal: never }),
      connection.perform(
        { type: 'assign', chatId, to: { type: 'agent', id: 'ann' } },
        { signal: never, idempotencyKey: 'k' },
      ),
      floor.until((rows) => rows.get(chatId)?.status === 'assigned'),
    ]);
    // The server refuses a second one at the same time.
    await connection.close();
    assert.equal(((await floor.ended) as { readonly code: string }).code, 'unavailable');
  });

  it('says 9093 as a retryable error, and does not ask again by itself', async () => {
    const home = new Installation();
    const token = home.server.signIn('sue');
    const connections = await Promise.all([
      home.adapter('sue', { token: () => token }).connect({ signal: never }),
      home.adapter('cole').connect({ signal: never }),
    ]);
    const [one] = connections;
    const two = await home.adapter('sue', { token: () => token }).connect({ signal: never });
    const before = home.server.requests.length;
    const outcomes = await Promise.allSettled([one.listQueues({ signal: never }), two.listQueues({ signal: never })]);
    const refused = outcomes.find((outcome) => outcome.status === 'rejected');
    const { code, retryable, backendCode } = refused?.reason as Record<string, unknown>;
    assert.deepEqual([code, retryable, backendCode], ['unavailable', true, '9093']);
    assert.equal(home.server.requests.length - before, 2);
    for (const connection of [...connections, two]) await connection.close();
  });

  it('does nothing before it connects, while nobody watches, and after it is closed', async () => {
    const home = new Installation();
    const adapter = home.adapter('sue');
    assert.equal(home.server.requests.length, 0);
    const connection = await adapter.connect({ signal: never });
    const connected = home.server.requests.length;
    const abort = new AbortController();
    const watch = new Floor(connection.watchChats({ view: 'floor' }, { signal: abort.signal }));
    await looks(home, 1);
    abort.abort();
    assert.equal(((await watch.ended) as Error).name, 'AbortError');
    await connection.close();
    const asked = home.server.requests.length;
    assert.ok(asked > connected);
    const other = await watched(home);
    await looks(home, 5);
    assert.deepEqual(
      home.server.requests.slice(asked).filter((request) => request.includes('entry/User')).length > 0,
      true,
    );
    await other.connection.close();
    await assert.rejects(connection.listQueues({ signal: never }), { code: 'unavailable' });
  });

  it("asks for the viewer's own chats only where that is all they see", async () => {
    const home = new Installation();
    const [own, joined, foreign] = [home.openChat(), home.openChat(), home.openChat()];
    home.as('sue').perform({ type: 'assign', chatId: own, to: { type: 'agent', id: 'ann' } });
    home.as('ann').perform({ type: 'join', chatId: joined, mode: 'participate' });
    const connection = await home.adapter('ann', everyMinute).connect({ signal: never });
    const mine = new Floor(connection.watchChats({ view: 'mine' }, { signal: never }));
    await mine.until((rows) => rows.size === 2);
    assert.deepEqual([...mine.rows.keys()], [own, joined]);
    assert.match(lookAt(home), new RegExp(`'Assignee Login ID' = "ann"\\) OR \\('Request ID' = "${joined}"`));
    home.as('sue').perform({ type: 'assign', chatId: foreign, to: { type: 'agent', id: 'ann' } });
    await mine.until((rows) => rows.has(foreign));
    await connection.close();
  });

  it('names no field that the form map does not name', async () => {
    const home = new Installation();
    const { connection } = await watched(home);
    await looks(home, 1);
    const request = home.server.requests.findLast((one) => one.includes('entry/ACME:Live Chat?'));
    const [, list = ''] = /fields=values\((.*?)\)/.exec(request ?? '') ?? [];
    assert.deepEqual(list.split(','), [...new Set(Object.values(forms.chats.fields))]);
    await connection.close();
  });
});
