import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import type { CommandOutcome } from '../../src/contract/command.js';
import type { Agent, Chat, Message, Notice, SupportQueue } from '../../src/contract/model.js';
import type { Session } from '../../src/contract/session.js';
import { onEachDatabase } from './support/on-each-database.js';
import { find, post, type ProblemBody } from './support/world.js';

onEachDatabase('protocol', (world) => {
  it('gives the session, with roles, settings and capabilities', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const { status, body } = await nora.get<Session>('/api/v1/session');
    assert.equal(status, 200);
    assert.deepEqual(body.viewer, { id: 'nora.lindqvist', name: 'Nora Lindqvist', roles: ['supervisor', 'agent'] });
    assert.equal(body.capabilities.guarantees.audit, 'adapter');
    assert.equal(body.settings.companies.length, 3);
    assert.equal(body.reports.transfer?.eventId, 10_001);
  });

  it('lists the queues of the viewer’s companies only', async () => {
    const all = await (await world().signIn('tomas.keller')).get<{ items: SupportQueue[] }>('/api/v1/queues');
    const own = await (await world().signIn('amara.okafor')).get<{ items: SupportQueue[] }>('/api/v1/queues');
    assert.equal(all.body.items.length, 8);
    assert.deepEqual(new Set(own.body.items.map((queue) => queue.company.id)), new Set(['calder']));
  });

  it('begins a watch with a snapshot and goes on with changes', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const reader = await nora.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } }, { id: 'b', kind: 'agents' });
    const chats = await reader.snapshot<Chat>('a');
    assert.ok(chats.length >= 55 && chats.length <= 65);
    const chat = find(chats, ({ status, company }) => status === 'pending' && company.id === 'northwind');
    const { status, body } = await nora.command(chat, { type: 'assign', to: { type: 'agent', id: 'nora.lindqvist' } });
    assert.equal(status, 200);
    assert.equal(body.assignee?.id, 'nora.lindqvist');
    const change = await reader.changes<Chat>('a');
    assert.deepEqual(change.upserts, [body]);
    const agents = await reader.changes<Agent>('b');
    assert.equal(agents.upserts.find((agent) => agent.id === 'nora.lindqvist')?.load, 1);
    await reader.close();
  });

  it('goes on at a cursor without a new snapshot, and snapshots for a foreign one', async () => {
    const tomas = await world().signIn('tomas.keller');
    const watch = { id: 'a', kind: 'chats', query: { view: 'floor' } };
    const first = await tomas.watch(watch);
    const { cursor } = await first.changes('a', (changes) => changes.synced === true);
    await first.close();
    const chat = find(await tomas.chats(), ({ status }) => status === 'assigned');
    await tomas.command(chat, { type: 'release' });

    const second = await tomas.watch({ ...watch, cursor });
    const changes = await second.changes<Chat>('a', (batch) => batch.upserts.length > 0);
    assert.deepEqual(
      changes.upserts.map(({ id, status }) => [id, status]),
      [[chat.id, 'pending']],
    );
    assert.equal(changes.snapshot, undefined);
    await second.close();

    for (const query of [{ view: 'mine' }, { view: 'floor', companies: ['calder'] }]) {
      const other = await tomas.watch({ ...watch, query, cursor });
      assert.equal((await other.changes('a')).snapshot, true, 'a cursor is bound to its query');
      await other.close();
    }
    const nora = await world().signIn('nora.lindqvist');
    const others = await nora.watch({ ...watch, cursor });
    assert.equal((await others.changes('a')).snapshot, true, 'a cursor is bound to its viewer');
    await others.close();
  });

  it('tells a watch that a chat left its query, and nobody else', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const amara = await world().signIn('amara.okafor');
    const queue = await nora.watch({ id: 'q', kind: 'chats', query: { view: 'floor', queues: ['nw-service-desk'] } });
    const calder = await amara.watch({ id: 'c', kind: 'chats', query: { view: 'floor' } });
    await calder.snapshot<Chat>('c');
    const chats = await queue.snapshot<Chat>('q');
    assert.ok(chats.every((chat) => chat.queue?.id === 'nw-service-desk'));
    const chat = find(chats, ({ status }) => status !== 'transferred');
    const type = chat.status === 'pending' ? 'assign' : 'transfer';
    const moved = await nora.command(chat, { type, to: { type: 'queue', id: 'nw-warehouse' } });
    assert.equal(moved.body.queue?.id, 'nw-warehouse');
    assert.deepEqual((await queue.changes('q')).removes, [chat.id]);
    const own = find(await amara.chats(), ({ status }) => status === 'assigned');
    await amara.command(own, { type: 'release' });
    const seen = await calder.changes<Chat>('c');
    assert.deepEqual([seen.upserts.map(({ id }) => id), seen.removes], [[own.id], []]);
    await queue.close();
    await calder.close();
  });

  it('refuses a command on an assignment that no longer holds, and says who was faster', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const tomas = await world().signIn('tomas.keller');
    const chat = find(await tomas.chats(), ({ status }) => status === 'assigned');
    assert.equal((await nora.command(chat, { type: 'release' })).status, 200);
    const late = await tomas.command<ProblemBody>(chat, { type: 'release' });
    assert.equal(late.status, 412);
    assert.equal(late.body.code, 'conflict');
    assert.equal(late.body.by?.id, 'nora.lindqvist');
    assert.equal(late.body.chat?.status, 'pending');
    const noMatch = await tomas.post<ProblemBody>(
      `/api/v1/chats/${chat.id}/commands`,
      { type: 'release' },
      { 'idempotency-key': randomUUID() },
    );
    assert.deepEqual([noMatch.status, noMatch.body.code], [428, 'invalid']);
  });

  it('keeps the assignment version when a message comes', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const before = find(await nora.chats(), ({ status, company }) => status === 'assigned' && company.id === 'calder');
    const agent = await world().signIn(before.assignee?.id ?? '');
    assert.equal((await agent.send(before.id, 'One moment, please.')).status, 201);
    const after = find(await nora.chats(), ({ id }) => id === before.id);
    assert.equal(after.assignmentVersion, before.assignmentVersion);
    assert.equal(after.messageCount, (before.messageCount ?? 0) + 1);
    assert.ok((after.version ?? 0) > (before.version ?? 0));
  });

  it('answers a repeated key as the first time, success and refusal', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const key = randomUUID();
    const first = await nora.command(chat, { type: 'release' }, key);
    const again = await nora.command(chat, { type: 'release' }, key);
    assert.deepEqual([again.status, again.body], [200, first.body]);
    const other = await nora.command<ProblemBody>(chat, { type: 'release', note: 'other' }, key);
    assert.deepEqual([other.status, other.body.backendCode], [422, 'key-reused']);

    const refusedKey = randomUUID();
    const refused = await nora.command<ProblemBody>(chat, { type: 'release' }, refusedKey);
    const refusedAgain = await nora.command<ProblemBody>(chat, { type: 'release' }, refusedKey);
    assert.deepEqual([refused.status, refusedAgain.status, refusedAgain.body], [412, 412, refused.body]);
    assert.equal((await nora.get<CommandOutcome>(`/api/v1/outcomes/${key}`)).body.state, 'done');
    assert.deepEqual((await nora.get<CommandOutcome>(`/api/v1/outcomes/${refusedKey}`)).body, {
      state: 'refused',
      at: world().clock.time,
      code: 'conflict',
      message: refused.body.detail,
    });
    const tomas = await world().signIn('tomas.keller');
    const foreign = await tomas.get<CommandOutcome>(`/api/v1/outcomes/${key}`);
    assert.equal(foreign.body.state, 'not-performed', 'a key of somebody else says nothing');
  });

  it('performs two simultaneous tries of one command once', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const agent = await world().signIn(chat.assignee?.id ?? '');
    const key = randomUUID();
    const [one, two] = await Promise.all([agent.send(chat.id, 'once', key), agent.send(chat.id, 'once', key)]);
    assert.deepEqual([one.status, two.status, two.body], [201, 201, one.body]);
    const after = find(await nora.chats(), ({ id }) => id === chat.id);
    assert.equal(after.messageCount, (chat.messageCount ?? 0) + 1);
  });

  it('seals a key that is asked for before its command arrives', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const key = randomUUID();
    assert.deepEqual((await nora.get(`/api/v1/outcomes/${key}`)).body, { state: 'not-performed' });
    const late = await nora.command<ProblemBody>(chat, { type: 'release' }, key);
    assert.deepEqual([late.status, late.body.backendCode], [422, 'key-sealed']);
    assert.equal(find(await nora.chats(), ({ id }) => id === chat.id).status, 'assigned');
  });

  it('carries a transfer from offer to acceptance, with notices', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status, company }) => status === 'assigned' && company.id === 'calder');
    const receiverId = chat.assignee?.id === 'rahul.verma' ? 'sofia.nilsson' : 'rahul.verma';
    const sender = await world().signIn(chat.assignee?.id ?? '');
    const receiver = await world().signIn(receiverId);
    const senderNotices = await sender.watch({ id: 'n', kind: 'notices' });
    const receiverNotices = await receiver.watch(
      { id: 'n', kind: 'notices' },
      { id: 'm', kind: 'chats', query: { view: 'mine' } },
    );
    await senderNotices.snapshot('n');
    await receiverNotices.snapshot('n');
    const to = { type: 'agent', id: receiverId };
    const offered = await nora.command(chat, { type: 'transfer', to, note: 'Knows this one' });
    assert.equal(offered.body.status, 'transferred');
    assert.equal(offered.body.transfer?.from?.id, chat.assignee?.id);
    assert.equal(offered.body.transfer?.expiresAt, world().clock.time + 120_000);
    const [away] = (await senderNotices.changes<Notice>('n')).upserts;
    assert.deepEqual([away?.type, away?.by?.id, away?.to?.id], ['moved-away', 'nora.lindqvist', receiverId]);
    const [told] = (await receiverNotices.changes<Notice>('n')).upserts;
    assert.deepEqual([told?.type, told?.note], ['transferred-to-you', 'Knows this one']);

    const mine = find(await receiver.chats('mine'), ({ id }) => id === chat.id);
    assert.deepEqual(
      [mine.allowed.accept, mine.allowed.decline, mine.allowed['send-message']],
      [true, true, { reason: 'not-accepted-yet' }],
    );
    assert.equal((await receiver.send<ProblemBody>(chat.id, 'Hello')).body.code, 'conflict');
    const accepted = await receiver.command(mine, { type: 'accept' });
    assert.deepEqual([accepted.body.status, accepted.body.transfer], ['assigned', undefined]);
    assert.equal((await receiver.send(chat.id, 'Hello')).status, 201);
    // Who lost the chat is told where it is, not that it does not exist.
    const late = await sender.command<ProblemBody>(chat, { type: 'release' });
    assert.deepEqual([late.status, late.body.chat?.assignee?.id], [412, receiverId]);
    await senderNotices.close();
    await receiverNotices.close();
  });

  it('gives a declined chat back to its sender', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const offered = find(await nora.chats(), ({ status }) => status === 'transferred');
    const sender = await world().signIn(offered.transfer?.from?.id ?? '');
    const receiver = await world().signIn(offered.assignee?.id ?? '');
    const notices = await sender.watch({ id: 'n', kind: 'notices' });
    await notices.snapshot('n');
    const declined = await receiver.command(offered, { type: 'decline', note: 'No time' });
    assert.deepEqual([declined.body.status, declined.body.assignee], ['assigned', offered.transfer?.from]);
    const [notice] = (await notices.changes<Notice>('n')).upserts;
    assert.deepEqual([notice?.type, notice?.note], ['declined', 'No time']);
    await notices.close();
  });

  it('resumes notices at a cursor', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const agent = await world().signIn(chat.assignee?.id ?? '');
    const first = await agent.watch({ id: 'n', kind: 'notices' });
    const { cursor, upserts } = await first.changes<Notice>('n');
    assert.deepEqual(upserts, []);
    await first.close();
    await nora.command(chat, { type: 'release' });
    const second = await agent.watch({ id: 'n', kind: 'notices', cursor });
    const missed = await second.changes<Notice>('n', (batch) => batch.upserts.length > 0);
    assert.deepEqual(
      missed.upserts.map(({ type, chatId }) => [type, chatId]),
      [['moved-away', chat.id]],
    );
    await second.close();
  });

  it('shows messages to who is inside, and keeps Monitor silent', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(
      await nora.chats(),
      ({ status, assignee }) => status === 'assigned' && assignee?.id !== 'nora.lindqvist',
    );
    const outside = await nora.watch({ id: 'm', kind: 'messages', chatId: chat.id });
    const refused = await outside.until(({ type }) => type === 'problem');
    assert.equal((refused.data['problem'] as ProblemBody).status, 403);
    await outside.close();

    const joined = await nora.command(chat, { type: 'join', mode: 'monitor' });
    assert.deepEqual(joined.body.participants, [{ id: 'nora.lindqvist', name: 'Nora Lindqvist', mode: 'monitor' }]);
    assert.equal(joined.body.assignmentVersion, chat.assignmentVersion);
    const reader = await nora.watch({ id: 'm', kind: 'messages', chatId: chat.id });
    assert.equal((await reader.snapshot<Message>('m')).length, chat.messageCount);
    const silent = await nora.send<ProblemBody>(chat.id, 'Hello');
    assert.deepEqual([silent.status, silent.body.code], [403, 'forbidden']);
    assert.equal((await nora.command(joined.body, { type: 'set-mode', mode: 'participate' })).status, 200);
    const sent = await nora.send(chat.id, 'Hello, may I help?');
    assert.equal(sent.status, 201);
    assert.deepEqual((await reader.changes<Message>('m')).upserts, [sent.body]);
    await nora.command(joined.body, { type: 'leave' });
    const ended = await reader.until(({ type }) => type === 'problem');
    assert.equal((ended.data['problem'] as ProblemBody).backendCode, 'not-in-chat');
    await reader.close();
  });

  it('lets a supervisor without the agent role neither join nor read, and says why', async () => {
    const tomas = await world().signIn('tomas.keller');
    const chat = find(await tomas.chats(), ({ status }) => status === 'assigned');
    const reason = { reason: 'agent-role-required' };
    const { participate, monitor, 'read-messages': read } = chat.allowed;
    assert.deepEqual([participate, monitor, read], [reason, reason, reason]);
    const joined = await tomas.command<ProblemBody>(chat, { type: 'join', mode: 'monitor' });
    assert.deepEqual([joined.status, joined.body.backendCode], [403, 'agent-role-required']);
    const reader = await tomas.watch({ id: 'm', kind: 'messages', chatId: chat.id });
    const refused = await reader.until(({ type }) => type === 'problem');
    assert.equal((refused.data['problem'] as ProblemBody).backendCode, 'agent-role-required');
    await reader.close();
  });

  it('lets an administrator watch the floor, and nothing else', async () => {
    const priya = await world().signIn('priya.raman');
    const chats = await priya.chats();
    assert.ok(chats.length > 50);
    assert.ok(chats.every((chat) => Object.keys(chat.allowed).length === 0));
    const assigned = find(chats, ({ status }) => status === 'assigned');
    assert.equal((await priya.command<ProblemBody>(assigned, { type: 'release' })).status, 403);
  });

  it('keeps the floor from agents, and other companies from everybody', async () => {
    const agent = await world().signIn('ben.whitaker');
    const floor = await agent.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } });
    const refused = await floor.until(({ type }) => type === 'problem');
    assert.equal((refused.data['problem'] as ProblemBody).status, 403);
    await floor.close();
    const nora = await world().signIn('nora.lindqvist');
    const elsewhere = find(
      await nora.chats(),
      ({ company, status }) => company.id === 'helvetia' && status === 'pending',
    );
    const amara = await world().signIn('amara.okafor');
    assert.equal((await amara.command<ProblemBody>(elsewhere, { type: 'close' })).status, 404);
    const to = { type: 'agent', id: 'hana.sato' };
    const own = find(await amara.chats(), ({ status }) => status === 'pending');
    assert.equal((await amara.command<ProblemBody>(own, { type: 'assign', to })).body.backendCode, 'agent-not-found');
  });

  it('assigns to available agents with room only; a transfer may exceed it', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const away = await world().signIn('gustav.holm');
    const pending = find(
      await nora.chats(),
      ({ status, company }) => status === 'pending' && company.id === 'northwind',
    );
    const toAway = { type: 'agent', id: 'gustav.holm' };
    const unavailable = await nora.command<ProblemBody>(pending, { type: 'assign', to: toAway });
    assert.deepEqual([unavailable.status, unavailable.body.backendCode], [422, 'agent-unavailable']);
    assert.match(unavailable.body.detail, /Gustav Holm/);
    const status = { availability: 'available', statusCode: 'Ready', capacity: 0 };
    const path = '/api/v1/agents/gustav.holm/status';
    const set = await away.post<Agent>(path, status, { 'idempotency-key': randomUUID() });
    assert.deepEqual([set.body.availability, set.body.capacity], ['available', 0]);
    const full = await nora.command<ProblemBody>(pending, { type: 'assign', to: toAway });
    assert.deepEqual([full.status, full.body.backendCode], [422, 'agent-at-capacity']);
    const assigned = find(await nora.chats(), (chat) => chat.status === 'assigned' && chat.company.id === 'northwind');
    assert.equal((await nora.command(assigned, { type: 'transfer', to: toAway })).status, 200);
    const other = await world().signIn('ben.whitaker');
    const foreign = await other.post<ProblemBody>(path, status, { 'idempotency-key': randomUUID() });
    assert.equal(foreign.status, 403);
  });

  it('refuses a transfer to the one who has the chat', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const agent = await world().signIn(chat.assignee?.id ?? '');
    const to = { type: 'agent', id: chat.assignee?.id };
    assert.equal(
      (await agent.command<ProblemBody>(chat, { type: 'transfer', to })).body.backendCode,
      'already-assigned',
    );
  });

  it('raises, claims and clears a request for assistance', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const tomas = await world().signIn('tomas.keller');
    const chat = find(await nora.chats(), ({ status, assist }) => status === 'assigned' && !assist);
    const agent = await world().signIn(chat.assignee?.id ?? '');
    const raised = await agent.command(chat, { type: 'raise-assist', message: 'Please help' });
    const assistId = raised.body.assist?.id;
    assert.ok(assistId);
    assert.equal((await agent.command<ProblemBody>(chat, { type: 'raise-assist' })).status, 409);
    assert.equal(
      (await nora.command(chat, { type: 'claim-assist', assistId })).body.assist?.claimedBy?.id,
      nora.slot.replace('-', '.'),
    );
    const second = await tomas.command<ProblemBody>(chat, { type: 'claim-assist', assistId });
    assert.deepEqual([second.status, second.body.by?.id], [409, 'nora.lindqvist']);
    assert.equal((await tomas.command(chat, { type: 'clear-assist', assistId })).body.assist, undefined);
    assert.equal((await agent.command<ProblemBody>(chat, { type: 'clear-assist', assistId })).status, 409);
  });

  it('closes a chat: it leaves every watch', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const agent = await world().signIn(chat.assignee?.id ?? '');
    const reader = await nora.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } });
    await reader.snapshot('a');
    const closed = await agent.command(chat, { type: 'close' });
    assert.deepEqual([closed.body.status, closed.body.assignee, closed.body.allowed], ['closed', undefined, {}]);
    assert.deepEqual((await reader.changes('a')).removes, [chat.id]);
    assert.equal((await nora.command<ProblemBody>(closed.body, { type: 'release' })).status, 409);
    await reader.close();
  });

  it('refuses requests that are not as documented', async () => {
    const nora = await world().signIn('nora.lindqvist');
    const key = { 'idempotency-key': randomUUID() };
    const chat = find(await nora.chats(), ({ status }) => status === 'assigned');
    const commands = `/api/v1/chats/${chat.id}/commands`;
    const cases: [string, number, Promise<{ status: number }>][] = [
      ['unknown command', 422, nora.post(commands, { type: 'explode' }, key)],
      ['unknown property', 422, nora.post(commands, { type: 'close', force: true }, key)],
      ['NUL in a note', 422, nora.post(commands, { type: 'close', note: 'a\0b' }, key)],
      ['no key', 400, nora.post(commands, { type: 'close' })],
      ['bad If-Match', 400, nora.post(commands, { type: 'close' }, { ...key, 'if-match': 'W/"1"' })],
      ['no watches', 422, nora.post('/api/v1/stream', { watches: [] })],
      [
        'two watches of one id',
        422,
        nora.post('/api/v1/stream', {
          watches: [
            { id: '1', kind: 'notices' },
            { id: '1', kind: 'session' },
          ],
        }),
      ],
      ['empty message', 422, nora.send(chat.id, '  ')],
      ['large body', 413, nora.send(chat.id, 'x'.repeat(70_000))],
      ['unknown query', 422, nora.get('/api/v1/report-events?color=red')],
    ];
    for (const [name, status, result] of cases) assert.equal((await result).status, status, name);
    const agent = await world().signIn(chat.assignee?.id ?? '');
    const long = await agent.send<ProblemBody>(chat.id, 'x'.repeat(2_001));
    assert.deepEqual([long.status, long.body.backendCode], [422, 'message-too-long']);
    const notJson = await world().fetch(`/s/${nora.slot}/sign-in`, { ...post({}), body: '{' });
    assert.equal(notJson.status, 400);
    const text = await world().fetch(`/s/${nora.slot}/sign-in`, post({}, { 'content-type': 'text/plain' }));
    assert.equal(text.status, 415);
  });
});
