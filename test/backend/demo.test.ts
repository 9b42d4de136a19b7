import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Chat, Message } from '../../src/contract/model.js';
import type { Database } from '../../demo/backend/database/database.js';
import { openPGlite } from '../../demo/backend/database/pglite.js';
import type { OwnChat } from '../../demo/backend/demo/customer-chats.js';
import type { ControlState } from '../../demo/backend/demo/control.js';
import { EventReader } from './support/event-reader.js';
import { World, find, post, type ProblemBody } from './support/world.js';

describe('demonstration', () => {
  let database: Database;
  let world: World;
  before(async () => {
    database = await openPGlite();
    world = await World.open(database);
  });
  after(async () => {
    await world.close();
    await database.close();
  });

  const calm: ControlState = { traffic: 0, latencyMs: 0, failureRate: 0, othersPerMinute: 0, queueAssignment: true };
  const control = async (state: Partial<ControlState>): Promise<void> => {
    const response = await world.fetch('/demo/control', { ...post({ ...calm, ...state }), method: 'PUT' });
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { ...calm, ...state });
  };

  it('offers users of every kind', async () => {
    const response = await world.fetch('/s/any/users');
    const { items } = (await response.json()) as { items: { id: string; roles: string[] }[] };
    const kinds = new Set(items.map(({ roles }) => roles.join('+')));
    assert.deepEqual(kinds, new Set(['supervisor+agent', 'supervisor', 'admin', 'agent', '']));
  });

  it('seeds chats in all states, some late, some in need', async () => {
    const chats = await (await world.signIn('nora.lindqvist')).chats();
    const count = (test: (chat: Chat) => boolean): number => chats.filter(test).length;
    assert.ok(count(({ status }) => status === 'pending') >= 20);
    assert.ok(count(({ status }) => status === 'assigned') >= 30);
    assert.ok(count(({ status }) => status === 'transferred') >= 3);
    assert.equal(
      count(({ assist }) => assist !== undefined),
      2,
    );
    assert.equal(
      count(({ waitingSince }) => waitingSince !== undefined && world.clock.time - waitingSince > 600_000),
      2,
    );
    assert.ok(count(({ queue }) => queue === undefined) >= 1);
  });

  it('carries a chat from the customer to an agent and back', async () => {
    const customer = await world.signIn('adele.fontaine');
    const draft = {
      companyId: 'northwind',
      queueId: 'nw-warehouse',
      issue: 'Scanner is dead',
      text: 'It shows nothing.',
    };
    const opened = await customer.post<{ id: string }>('/customer/chats', draft);
    assert.equal(opened.status, 201);
    const { id } = opened.body;
    const stream = new EventReader(
      await world.fetch(`/s/${customer.slot}/customer/chats/${id}/stream`, { headers: { cookie: customer.cookie } }),
    );
    assert.equal((await stream.next())?.type, 'chat');
    const nora = await world.signIn('nora.lindqvist');
    const chat = find(await nora.chats(), (candidate) => candidate.id === id);
    await nora.command(chat, { type: 'assign', to: { type: 'agent', id: 'nora.lindqvist' } });
    const status = await stream.until(({ type }) => type === 'status');
    assert.deepEqual(status.data, { status: 'assigned', agentName: 'Nora Lindqvist' });
    const sent = await nora.send(id, 'Please charge it.');
    const message = await stream.until(({ type }) => type === 'message');
    assert.deepEqual(message.data, sent.body);
    const answered = await customer.post<Message>(`/customer/chats/${id}/messages`, { text: 'Thank you' });
    assert.equal(answered.body.author.kind, 'requester');
    const { body } = await customer.get<OwnChat & { messages: Message[] }>(`/customer/chats/${id}`);
    assert.deepEqual(
      body.messages.map(({ text }) => text),
      ['It shows nothing.', 'Please charge it.', 'Thank you'],
    );
    assert.equal((await customer.post(`/customer/chats/${id}/close`, {})).status, 204);
    const closed = await stream.until(({ type, data }) => type === 'status' && data['status'] === 'closed');
    assert.ok(closed);
    assert.equal((await customer.post(`/customer/chats/${id}/messages`, { text: 'Wait' })).status, 409);
    const own = await customer.get<{ items: OwnChat[] }>('/customer/chats');
    assert.ok(own.body.items.some((item) => item.id === id && item.status === 'closed'));
    await stream.close();
  });

  it('hands a new chat to an agent where the queue assigns by itself', async () => {
    const customer = await world.signIn('bruno.castro');
    const draft = { companyId: 'northwind', queueId: 'nw-network', issue: 'VPN', text: 'No connection.' };
    const { body } = await customer.post<{ id: string }>('/customer/chats', draft);
    const chat = find(await (await world.signIn('nora.lindqvist')).chats(), ({ id }) => id === body.id);
    assert.ok(chat.status === 'pending' || ['ben.whitaker', 'femke.de.vries'].includes(chat.assignee?.id ?? ''));
  });

  it('keeps a customer to own chats and own company', async () => {
    const customer = await world.signIn('carla.jensen');
    const chats = await (await world.signIn('nora.lindqvist')).chats();
    const foreign = find(chats, ({ requester }) => requester.id !== 'carla.jensen');
    assert.equal((await customer.get(`/customer/chats/${foreign.id}`)).status, 404);
    assert.equal((await customer.get(`/customer/chats/${foreign.id}/stream`)).status, 404);
    assert.equal((await customer.post(`/customer/chats/${foreign.id}/messages`, { text: 'Hi' })).status, 404);
    const draft = { issue: 'Help', text: 'Please' };
    assert.equal((await customer.post('/customer/chats', { ...draft, companyId: 'calder' })).status, 422);
    const wrong = { ...draft, companyId: 'northwind', queueId: 'cf-branch' };
    assert.equal((await customer.post('/customer/chats', wrong)).status, 422);
    const floor = await customer.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } });
    assert.equal((await floor.next())?.type, 'problem');
    await floor.close();
    const agent = await world.signIn('ben.whitaker');
    assert.equal((await agent.post('/customer/chats', { ...draft, companyId: 'northwind' })).status, 403);
  });

  it('lets somebody else act, through the protocol', async () => {
    const nora = await world.signIn('nora.lindqvist');
    const reader = await nora.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } });
    await reader.snapshot('a');
    const response = await world.fetch('/demo/act-as-someone-else', post({}));
    assert.equal(response.status, 204);
    const { upserts } = await reader.changes<Chat>('a');
    assert.equal(upserts[0]?.status, 'transferred');
    await reader.close();
  });

  it('makes traffic that everybody sees', async () => {
    const nora = await world.signIn('nora.lindqvist');
    const reader = await nora.watch({ id: 'a', kind: 'chats', query: { view: 'floor' } });
    await reader.snapshot('a');
    await control({ traffic: 50 });
    for (let batch = 0; batch < 5; batch += 1) await reader.changes('a', ({ upserts }) => upserts.length > 0);
    await control({});
    await reader.close();
  });

  it('fails as often as it is told to, and only in the protocol', async () => {
    const nora = await world.signIn('nora.lindqvist');
    await control({ failureRate: 1, latencyMs: 1 });
    const failed = await nora.get<ProblemBody>('/api/v1/session');
    assert.deepEqual([failed.status, failed.body.backendCode], [503, 'demo']);
    assert.equal((await nora.get('/me')).status, 200);
    await control({});
    assert.equal((await nora.get('/api/v1/session')).status, 200);
  });

  it('refuses settings out of range', async () => {
    const response = await world.fetch('/demo/control', { ...post({ ...calm, traffic: 201 }), method: 'PUT' });
    assert.equal(response.status, 422);
  });
});
