import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { RocketchatAdapterOptions } from '../../../src/adapters/rocketchat/index.js';
import type { ChatConnection } from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { readFloor, signal } from './fixtures.js';

useServers();

const queue = 'stream-livechat-inquiry-queue-observer';
/** Looking alone would take a minute. */
const slow = { pollInterval: { fastest: 60_000, slowest: 60_000 } };

describe('the realtime line', () => {
  let server: TestServer;
  let connection: ChatConnection | undefined;

  beforeEach(() => {
    server = new TestServer();
  });

  afterEach(async () => {
    await connection?.close();
    assert.equal(server.realtime.lines.size, 0);
    assert.deepEqual(server.faults, []);
  });

  async function connect(options: Partial<RocketchatAdapterOptions> = {}): Promise<ChatConnection> {
    connection = await server.adapter('ada', { ...slow, ...options }).connect({ signal });
    return connection;
  }

  it('is opened by the first watch, below the address of the server', async () => {
    const open = await connect();
    assert.deepEqual(server.realtime.urls, []);
    const floor = readFloor(open);
    await server.realtime.subscribed(queue, 'public');
    assert.deepEqual(server.realtime.urls, [`${server.src.replace('https', 'wss')}/websocket`]);
    await floor.stop();
  });

  it('has new and taken chats looked at when they are pushed', async () => {
    const floor = await readFloor(await connect()).synced();
    await server.realtime.subscribed(queue, 'public');
    const { _id } = server.livechat.open('Rita', 'No sound', 'hardware');
    await floor.until((chats) => chats.get(_id), 'the chat came');
    server.livechat.take(server.state.inquiryOf(_id)?._id ?? '', 'ben');
    await floor.until((chats) => chats.get(_id)?.assignee?.id === 'ben', 'Ben has it');
    await floor.stop();
  });

  it('is told of rooms that the viewer comes into or leaves', async () => {
    const { _id } = server.livechat.open('Rita', 'No sound', 'hardware');
    const floor = await readFloor(await connect()).synced();
    await server.realtime.subscribed('stream-notify-user', 'ada/subscriptions-changed');
    server.livechat.join(server.user('ada'), _id);
    await floor.until((chats) => chats.get(_id)?.participants.length === 1, 'the own place');
    await floor.stop();
  });

  it('shows nothing that only a push says, however often and in whatever order they come', async () => {
    const { _id } = server.livechat.open('Rita', 'No sound', 'hardware');
    const inquiry = { ...server.state.inquiryOf(_id) };
    server.livechat.take(inquiry._id ?? '', 'ben');
    const floor = await readFloor(await connect()).synced();
    await server.realtime.subscribed(queue, 'public');
    for (const push of [{ type: 'added', ...inquiry }, { type: 'removed', ...inquiry }, { rid: 'ghost' }, 7, null]) {
      server.realtime.tell(queue, 'public', [push]);
    }
    const other = server.livechat.open('Sam', 'No picture', undefined);
    await floor.until((chats) => chats.get(other._id), 'the real one');
    assert.equal(floor.records.get(_id)?.assignee?.id, 'ben');
    assert.equal(floor.records.size, 2);
    await floor.stop();
  });

  it('answers pings', async () => {
    const floor = await readFloor(await connect()).synced();
    await server.realtime.subscribed(queue, 'public');
    server.realtime.ping();
    while (server.realtime.pongs === 0) await new Promise((resolve) => setImmediate(resolve));
    await floor.stop();
  });

  it('that breaks ends the watches, and the next watch opens another one', async () => {
    const open = await connect();
    const floor = await readFloor(open).synced();
    await server.realtime.subscribed(queue, 'public');
    await floor.until(() => server.calls.filter((name) => name === 'GET livechat/rooms').length > 2, 'it is open');
    server.realtime.cut();
    const error = await floor.error();
    assert.equal(error.code, 'unavailable');
    assert.equal(error.retryable, true);
    assert.equal(server.realtime.urls.length, 1);
    const again = await readFloor(open).synced();
    await server.realtime.subscribed(queue, 'public');
    assert.equal(server.realtime.urls.length, 2);
    await again.stop();
  });

  it('that cannot be had leaves the looking, and is not tried again', async () => {
    server.realtime.isBlocked = true;
    const open = await connect({ pollInterval: { fastest: 20, slowest: 40 } });
    const floor = await readFloor(open).synced();
    const { _id } = server.livechat.open('Rita', 'No sound', 'hardware');
    await floor.until((chats) => chats.get(_id), 'the chat came');
    await floor.stop();
    await (await readFloor(open).synced()).stop();
    assert.equal(server.realtime.urls.length, 1);
  });

  it('with a refused or missing token leaves the looking', async () => {
    for (const resumeToken of [() => 'over', () => Promise.reject(new Error('none'))]) {
      const open = await connect({ resumeToken, pollInterval: { fastest: 20, slowest: 40 } });
      const floor = await readFloor(open).synced();
      const { _id } = server.livechat.open('Rita', 'No sound', 'hardware');
      await floor.until((chats) => chats.get(_id), 'the chat came');
      await open.close();
    }
  });

  it('that belongs to somebody else ends the watches, and is asked for nothing', async () => {
    const floor = readFloor(await connect({ resumeToken: () => 'cleo-token' }));
    assert.equal((await floor.error()).code, 'unauthenticated');
    assert.deepEqual(server.realtime.asked, []);
  });
});
