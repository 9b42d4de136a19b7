import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import type { ChatConnection } from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { perform, readFloor, refused, signal } from './fixtures.js';

useServers();

describe('requests for assistance as tags', () => {
  let server: TestServer;
  let connection: ChatConnection;
  let agent: ChatConnection;
  let chatId: string;

  beforeEach(async () => {
    server = new TestServer();
    connection = await server.adapter('ada').connect({ signal });
    agent = await server.adapter('ben').connect({ signal });
    chatId = server.livechat.open('Rita', 'No sound', 'hardware')._id;
    server.livechat.take(server.state.inquiryOf(chatId)?._id ?? '', 'ben');
  });

  afterEach(async () => {
    await Promise.all([connection.close(), agent.close()]);
    assert.deepEqual(server.faults, []);
  });

  it('are raised by the agent, claimed and cleared by a supervisor', async () => {
    const raised = await perform(agent, { type: 'raise-assist', chatId, message: 'Refund & 20 %?' });
    assert.deepEqual(raised.assist?.by, { id: 'ben', name: 'Ben Agent' });
    assert.equal(raised.assist?.message, 'Refund & 20 %?');
    const assistId = raised.assist?.id ?? '';
    const floor = await readFloor(connection).synced();
    assert.deepEqual(floor.records.get(chatId)?.assist, raised.assist);
    const claimed = await perform(connection, { type: 'claim-assist', chatId, assistId });
    assert.deepEqual(claimed.assist?.claimedBy, { id: 'ada', name: 'Ada Supervisor' });
    assert.equal(claimed.assist?.id, assistId);
    const cleared = await perform(connection, { type: 'clear-assist', chatId, assistId });
    assert.equal(cleared.assist, undefined);
    await floor.until((chats) => chats.get(chatId)?.assist === undefined, 'the flag is down');
    await floor.stop();
  });

  it('leave all other tags, topic and SLA as they are', async () => {
    Object.assign(server.state.room(chatId), { tags: ['vip', 'needs?answer=1'], topic: 'Sound', slaId: 'gold' });
    const { assist } = await perform(agent, { type: 'raise-assist', chatId });
    assert.deepEqual(server.state.room(chatId).tags?.slice(0, 2), ['vip', 'needs?answer=1']);
    // Added by somebody else meanwhile.
    server.state.room(chatId).tags?.push('refund');
    await perform(connection, { type: 'clear-assist', chatId, assistId: assist?.id ?? '' });
    assert.deepEqual(server.state.room(chatId).tags, ['vip', 'needs?answer=1', 'refund']);
    assert.equal(server.state.room(chatId).topic, 'Sound');
    assert.equal(server.state.room(chatId).slaId, 'gold');
  });

  it('of one chat are written one after the other', async () => {
    server.state.room(chatId).tags = ['vip'];
    const { assist } = await perform(agent, { type: 'raise-assist', chatId });
    const assistId = assist?.id ?? '';
    const [claimed, cleared] = await Promise.all([
      perform(connection, { type: 'claim-assist', chatId, assistId }),
      perform(connection, { type: 'clear-assist', chatId, assistId }),
    ]);
    assert.equal(claimed.assist?.claimedBy?.id, 'ada');
    assert.equal(cleared.assist, undefined);
    assert.deepEqual(server.state.room(chatId).tags, ['vip']);
  });

  it('are not written over tags that cannot be read', async () => {
    const room = { ...server.state.room(chatId), tags: 'vip' };
    server.fault = (name) => (name === 'GET rooms.info' ? HttpResponse.json({ success: true, room }) : undefined);
    await refused(perform(agent, { type: 'raise-assist', chatId }), 'protocol');
    assert.ok(!server.calls.includes('POST livechat/room.saveInfo'));
  });

  it('that are over cannot be cleared or claimed, and a new one has another id', async () => {
    const first = (await perform(agent, { type: 'raise-assist', chatId })).assist?.id ?? '';
    await refused(perform(agent, { type: 'raise-assist', chatId }), 'conflict');
    await perform(agent, { type: 'clear-assist', chatId, assistId: first });
    const second = (await perform(agent, { type: 'raise-assist', chatId })).assist?.id;
    assert.notEqual(second, first);
    await refused(perform(connection, { type: 'clear-assist', chatId, assistId: first }), 'conflict');
    await refused(perform(connection, { type: 'claim-assist', chatId, assistId: first }), 'conflict');
  });

  it('may be a plain tag that an agent added in Rocket.Chat', async () => {
    server.state.room(chatId).tags = ['vip', 'need-assistance'];
    const floor = await readFloor(connection).synced();
    const assist = floor.records.get(chatId)?.assist;
    assert.deepEqual(assist?.by, { id: 'ben', name: 'Ben Agent' });
    assert.ok(Math.abs(assist.at - Date.now()) < 5000);
    await perform(connection, { type: 'claim-assist', chatId, assistId: assist.id });
    await floor.until((chats) => chats.get(chatId)?.assist?.claimedBy?.id === 'ada', 'Ada takes it');
    assert.equal(server.state.room(chatId).tags?.length, 2);
    await perform(connection, { type: 'clear-assist', chatId, assistId: assist.id });
    assert.deepEqual(server.state.room(chatId).tags, ['vip']);
    await floor.stop();
  });
});
