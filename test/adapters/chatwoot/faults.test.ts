import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { type ChatError, isChatError } from 'chat-monitor-elements/contract';
import { connect, type Connected, key, openWorld, PERSON, rawAdapter, useNetwork, View } from './fixtures.js';
import type { ChatwootWorld } from './server/world.js';

useNetwork();

const json = (status: number, headers?: HeadersInit) => (): Response =>
  Response.json({ error: 'No' }, { status, ...(headers && { headers }) });
const html = (status: number) => (): Response =>
  new Response('<html>Proxy</html>', { status, headers: { 'Content-Type': 'text/html' } });

/** What a backend may answer, and what that is. */
const answers: readonly (readonly [name: string, answer: () => Response | Promise<Response>, code: string])[] = [
  ['401', json(401), 'unauthenticated'],
  [
    '401 for a missing right',
    () => Response.json({ error: 'You are not authorized to do this action' }, { status: 401 }),
    'forbidden',
  ],
  ['403', json(403), 'forbidden'],
  ['404', json(404), 'not-found'],
  ['409', json(409), 'conflict'],
  ['422', json(422), 'invalid'],
  ['429', json(429, { 'Retry-After': '7' }), 'rate-limited'],
  ['500', json(500), 'unavailable'],
  ['a page instead of JSON', html(200), 'protocol'],
  ['a page of a proxy', html(502), 'unavailable'],
  ['a cut body', () => new Response('{"id": 1, "na', { headers: { 'Content-Type': 'application/json' } }), 'protocol'],
  ['nothing in time', () => new Promise<Response>(() => undefined), 'timeout'],
  ['a broken line', () => Response.error(), 'unavailable'],
];

/** Every call that an adapter makes, with what makes it. */
const calls: readonly (readonly [
  name: string,
  asked: RegExp,
  make: (own: Connected, chatId: string) => Promise<unknown>,
  codes?: Readonly<Record<string, string>>,
  assignee?: number,
])[] = [
  ['conversations', /^GET conversations$/, floor],
  ['profile', /^GET profile$/, floor],
  ['agents', /^GET agents$/, ({ connection, signal }) => new View(connection.watchAgents({}, { signal })).synced()],
  [
    'reports',
    /^GET v2|^GET reports/,
    ({ connection, signal }) => new View(connection.watchAgents({}, { signal })).synced(),
    { forbidden: 'none' },
  ],
  ['teams', /^GET teams$/, ({ connection, signal }) => connection.listQueues({ signal })],
  // To whom a chat is not shown, there is none.
  ['conversation', /^GET conversations\/\d+$/, release, { forbidden: 'not-found' }],
  ['assignments', /^POST conversations\/\d+\/assignments$/, release],
  [
    'messages',
    /^GET conversations\/\d+\/messages$/,
    ({ connection, signal }, chatId) => new View(connection.watchMessages!(chatId, { signal })).synced(),
  ],
  [
    'writing',
    /^POST conversations\/\d+\/messages$/,
    ({ connection, signal }, chatId) =>
      connection.sendMessage!({ chatId, text: 'Hi' }, { signal, idempotencyKey: key() }),
  ],
  [
    'custom attributes',
    /^POST conversations\/\d+\/custom_attributes$/,
    ({ connection, signal }, chatId) =>
      connection.perform({ type: 'raise-assist', chatId }, { signal, idempotencyKey: key() }),
  ],
  ['participants', /^POST conversations\/\d+\/participants$/, join, {}, PERSON.ann],
  ['a join', /^POST conversations\/\d+\/custom_attributes$/, join, {}, PERSON.ann],
];

function join({ connection, signal }: Connected, chatId: string): Promise<unknown> {
  const command = { type: 'join', chatId, mode: 'participate' } as const;
  return connection.perform(command, { signal, idempotencyKey: key() });
}

function floor({ connection, signal }: Connected): Promise<unknown> {
  return new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
}

function release({ connection, signal }: Connected, chatId: string): Promise<unknown> {
  return connection.perform({ type: 'release', chatId }, { signal, idempotencyKey: key() });
}

function assignedWorld(assignee: number = PERSON.sue): { world: ChatwootWorld; chatId: string } {
  const world = openWorld();
  const conversation = world.state.open();
  world.state.assign(world.state.user(PERSON.sue)!, conversation, assignee);
  return { world, chatId: String(conversation.id) };
}

describe('what Chatwoot, or something in between, may answer', () => {
  const escaped: unknown[] = [];
  const note = (reason: unknown): void => void escaped.push(reason);
  process.on('unhandledRejection', note);
  after(() => {
    process.off('unhandledRejection', note);
    assert.deepEqual(escaped, []);
  });

  for (const [name, asked, make, codes = {}, assignee] of calls) {
    it(`${name}: each is an error of the contract`, async () => {
      for (const [what, answer, code] of answers) {
        const { world, chatId } = assignedWorld(assignee);
        const own = await connect(world, PERSON.sue, { requestTimeout: 150 });
        world.fault = (call) => (asked.test(call) ? answer() : undefined);
        const thrown = await make(own, chatId).then(
          () => undefined,
          (error: unknown) => error as ChatError,
        );
        const expected = codes[code] ?? code;
        assert.equal(thrown?.code ?? 'none', expected, `${name}, answered by ${what}: ${String(thrown)}`);
        if (code === 'rate-limited') assert.equal(thrown?.retryAfter, 7_000);
        await own.close();
      }
    });
  }

  it('connecting fails as it should, and leaves nothing open (L3)', async () => {
    for (const [what, answer, code] of answers) {
      const world = openWorld();
      world.fault = answer;
      const adapter = rawAdapter(world, PERSON.sue, { requestTimeout: 150 });
      const thrown: unknown = await adapter
        .connect({ signal: new AbortController().signal })
        .catch((error: unknown) => error);
      assert.ok(isChatError(thrown) && thrown.code === code, `${what}: ${String(thrown)}`);
      assert.equal(world.state.cable.open, 0);
    }
    const world = openWorld();
    const stranger = rawAdapter(world, PERSON.sue, { account: 9 });
    await assert.rejects(stranger.connect({ signal: new AbortController().signal }), { code: 'forbidden' });
  });

  it('fields of other types set one row aside, by name, and no other (D3)', async () => {
    const odd: readonly (readonly [path: string, value: unknown, kept?: true])[] = [
      ['id', null],
      ['id', {}],
      ['status', 7],
      ['status', 'archived'],
      ['created_at', null],
      ['created_at', 'yesterday'],
      ['meta', null],
      ['meta', 'none'],
      ['meta.sender', null],
      ['meta.sender.id', null],
      ['meta.sender.name', 5],
      ['meta.assignee', 'Ann'],
      ['meta.assignee.name', 5, true],
      ['meta.team', 3],
      ['messages', 'none', true],
      ['messages', [null, 5], true],
      ['additional_attributes', null, true],
      ['custom_attributes', 'none', true],
      ['custom_attributes', { assist: 'yes' }, true],
      ['custom_attributes', [{ chat_monitor_join_2: 'monitor' }], true],
      ['custom_attributes', { chat_monitor_join_2: { mode: 'monitor', name: {}, at: NaN } }, true],
      ['waiting_since', 'soon', true],
      ['inbox_id', null, true],
      ['updated_at', {}, true],
      ['last_non_activity_message', 5, true],
    ];
    for (const [path, value, kept] of odd) {
      const { world, chatId } = assignedWorld();
      const good = world.state.open();
      const own = await connect(world);
      const real = await fetchConversations(world);
      const broken = real.data.payload.find(({ id }) => String(id) === chatId)!;
      set(broken, path.split('.'), value);
      world.fault = (call) => (call === 'GET conversations' ? Response.json(real) : undefined);
      const view = await new View(own.connection.watchChats({ view: 'floor' }, { signal: own.signal })).synced();
      const what = `${path} = ${JSON.stringify(value)}: ${JSON.stringify(own.faults)}`;
      assert.ok(view.rows.has(String(good.id)), what);
      assert.equal(view.rows.has(chatId), kept === true, what);
      assert.equal(own.faults.length > 0, kept !== true, what);
      await own.close();
    }
  });

  it('pushes of any form end nothing, and make no wrong row', async () => {
    const { world, chatId } = assignedWorld();
    const own = await connect(world);
    const view = await new View(own.connection.watchChats({ view: 'floor' }, { signal: own.signal })).synced();
    const before = view.rows.get(chatId);
    for (const event of [
      'assignee.changed',
      'conversation.updated',
      'message.created',
      'message.updated',
      'nonsense',
    ]) {
      for (const data of [
        {},
        { id: Number(chatId) },
        { id: null },
        { id: {}, meta: 5 },
        { conversation_id: 'x', id: [] },
      ]) {
        world.state.cable.push(() => true, event, data);
      }
    }
    const other = world.state.open();
    await view.until((rows) => rows.has(String(other.id)));
    assert.deepEqual(view.rows.get(chatId), before);
    await own.close();
  });
});

interface Listed {
  readonly data: { readonly payload: Record<string, unknown>[] };
}

async function fetchConversations(world: ChatwootWorld): Promise<Listed> {
  const headers = { api_access_token: 'token-1' };
  return (await (await fetch(`${world.src}/api/v1/accounts/1/conversations`, { headers })).json()) as Listed;
}

function set(target: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) target[name] = value;
  else set(target[name] as Record<string, unknown>, rest, value);
}
