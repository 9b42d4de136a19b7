import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import type { ChatConnection, Message } from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { perform, Reader, refused, signal } from './fixtures.js';

useServers();

describe('messages of a Rocket.Chat server', () => {
  let server: TestServer;
  let connection: ChatConnection;
  let chatId: string;

  beforeEach(async () => {
    server = new TestServer();
    connection = await server.adapter('ada').connect({ signal });
    chatId = server.livechat.open('Rita', 'No sound', 'hardware')._id;
    server.livechat.take(server.state.inquiryOf(chatId)?._id ?? '', 'ben');
  });

  afterEach(async () => {
    await connection.close();
    assert.deepEqual(server.faults, []);
  });

  const read = (from: ChatConnection): Reader<Message> =>
    new Reader((inner) => from.watchMessages?.(chatId, { signal: inner }) ?? assert.fail('no messages'));
  const send = (text: string, idempotencyKey: string): Promise<Message> =>
    connection.sendMessage?.({ chatId, text }, { signal, idempotencyKey }) ?? assert.fail('no sending');

  it('are read from the beginning, in order, and as they are written, with and without a line', async () => {
    for (let index = 0; index < 120; index += 1) server.livechat.write(chatId, `Line ${index}`);
    const without = await server.adapter('cleo', { socket: false }).connect({ signal });
    for (const one of [connection, without]) {
      await perform(one, { type: 'join', chatId, mode: 'monitor' });
      const transcript = await read(one).synced();
      const texts = [...transcript.records.values()].map(({ text }) => text);
      assert.deepEqual(texts.slice(0, 2), ['No sound', 'Line 0']);
      const { _id } = server.livechat.write(chatId, 'Are you there?');
      const message = await transcript.until((all) => all.get(_id), 'the new one');
      assert.deepEqual(message.author, { id: server.state.room(chatId).v._id, name: 'Rita', kind: 'requester' });
      await transcript.stop();
    }
    await without.close();
  });

  it('are for those who have a place in the chat, and end with it', async () => {
    assert.equal((await read(connection).error()).code, 'forbidden');
    await refused(send('Hello', 'k1'), 'forbidden');
    await perform(connection, { type: 'join', chatId, mode: 'monitor' });
    const transcript = await read(connection).synced();
    await refused(send('Hello', 'k2'), 'forbidden');
    await perform(connection, { type: 'leave', chatId });
    assert.equal((await transcript.error()).code, 'forbidden');
  });

  it('are written by who takes part, once for a key', async () => {
    await perform(connection, { type: 'join', chatId, mode: 'participate' });
    const transcript = await read(connection).synced();
    const message = await send('I am with you', 'k1');
    assert.deepEqual(message.author, { id: 'ada', name: 'Ada Supervisor', kind: 'agent' });
    await transcript.until((all) => all.get(message.id)?.text === 'I am with you', 'the own one');
    assert.deepEqual(await send('I am with you', 'k1'), message);
    assert.equal(server.state.messages.get(chatId)?.length, 2);
    server.fault = (name) => (name === 'GET chat.getMessage' ? new HttpResponse(null, { status: 404 }) : undefined);
    await refused(send('I am with you', 'k1'), 'timeout');
    await refused(send('  ', 'k2'), 'invalid');
    await refused(send('x'.repeat(5001), 'k3'), 'invalid');
    await transcript.stop();
  });

  it('that are pushed twice, late or for another room change nothing', async () => {
    await perform(connection, { type: 'join', chatId, mode: 'monitor' });
    const transcript = await read(connection).synced();
    await server.realtime.subscribed('stream-room-messages', chatId);
    const message = server.livechat.write(chatId, 'Second version');
    await transcript.until((all) => all.get(message._id), 'it came');
    const older = { ...message, msg: 'First version', _updatedAt: '2020-01-01T00:00:00.000Z' };
    for (const push of [message, older, { ...message, rid: 'elsewhere', _id: 'stray' }, null, { _id: 7 }]) {
      server.realtime.tell('stream-room-messages', chatId, [push]);
    }
    const last = server.livechat.write(chatId, 'Last');
    await transcript.until((all) => all.get(last._id), 'the last one');
    assert.equal(transcript.records.get(message._id)?.text, 'Second version');
    assert.equal(transcript.records.has('stray'), false);
    await transcript.stop();
  });

  it('keep the transfers of a chat as its history', async () => {
    server.livechat.forward(server.user('cleo'), chatId, { userId: 'dora' }, 'You know this');
    server.livechat.forward(server.user('ada'), chatId, { departmentId: 'software' });
    server.livechat.take(server.state.inquiryOf(chatId)?._id ?? '', 'ben');
    server.livechat.returnAsInquiry(server.user('ben'), chatId);
    const page = await connection.readReport?.({ chatId, limit: 2 }, { signal });
    assert.deepEqual(
      page?.items.map(({ command, actor, to }) => [command, actor.id, to?.id]),
      [
        ['release', 'ben', 'software'],
        ['transfer', 'ada', 'software'],
      ],
    );
    const rest = await connection.readReport?.({ chatId, limit: 2, after: page?.next ?? '' }, { signal });
    assert.equal(rest?.next, undefined);
    const [first] = rest?.items ?? [];
    assert.deepEqual(first?.to, { type: 'agent', id: 'dora', name: 'Dora Agent' });
    assert.deepEqual(first.from, { type: 'queue', id: 'hardware', name: 'Hardware' });
    assert.equal(first.note, 'You know this');
    assert.equal(first.form.company, 'Global');
    const all = await connection.readReport?.({}, { signal });
    assert.deepEqual(
      all?.items.map(({ command }) => command),
      ['release', 'transfer', 'transfer'],
    );
  });
});
