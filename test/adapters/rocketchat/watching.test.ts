import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Agent, Chat, ChatConnection } from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { Reader, readFloor, refused, signal } from './fixtures.js';

useServers();

describe('what a Rocket.Chat server shows', () => {
  let server: TestServer;
  let connection: ChatConnection;

  beforeEach(async () => {
    server = new TestServer();
    connection = await server.adapter('ada').connect({ signal });
  });

  afterEach(async () => {
    await connection.close();
    assert.deepEqual(server.faults, []);
  });

  it('joins rooms and inquiries into one chat each', async () => {
    const waiting = server.livechat.open('Rita', 'No sound', 'hardware');
    const served = server.livechat.open('Sam', 'No picture', undefined);
    server.livechat.take(server.state.inquiryOf(served._id)?._id ?? '', 'ben');
    const floor = await readFloor(connection).synced();
    const { [waiting._id]: first, [served._id]: second } = Object.fromEntries(floor.records);
    assert.equal(floor.records.size, 2);
    assert.equal(first?.status, 'pending');
    assert.deepEqual(first.requester, { id: waiting.v._id, name: 'Rita' });
    assert.deepEqual(first.queue, { id: 'hardware', name: 'Hardware' });
    assert.equal(first.waitingSince, new Date(waiting.queuedAt ?? '').getTime());
    assert.equal(first.issue, 'No sound');
    assert.equal(second?.status, 'assigned');
    assert.deepEqual(second.assignee, { id: 'ben', name: 'Ben Agent' });
    assert.equal(second.queue, undefined);
    assert.equal(second.handledSince, new Date(served.servedBy?.ts ?? '').getTime());
    await floor.stop();
  });

  it('finds chats of others by looking, and takes out what is closed', async () => {
    const floor = await readFloor(connection).synced();
    const { _id } = server.livechat.open('Rita', 'No sound', 'hardware');
    await floor.until((chats) => chats.get(_id)?.status === 'pending', 'the chat came');
    server.livechat.take(server.state.inquiryOf(_id)?._id ?? '', 'ben');
    await floor.until((chats) => chats.get(_id)?.assignee?.id === 'ben', 'Ben has it');
    server.livechat.end(_id);
    await floor.until((chats) => !chats.has(_id), 'the chat left');
    await floor.stop();
  });

  it('reads floors of many pages, also those that change meanwhile', async () => {
    const rooms = Array.from({ length: 250 }, (_, index) => server.livechat.open(`R${index}`, 'Hello', 'hardware'));
    const floor = await readFloor(connection).synced();
    assert.equal(floor.records.size, 250);
    server.fault = (name, request) => {
      if (name === 'GET livechat/rooms' && request.url.includes('offset=100')) {
        server.fault = undefined;
        server.livechat.end(rooms[0]?._id ?? '');
      }
      return undefined;
    };
    await floor.until((chats) => !chats.has(rooms[0]?._id ?? ''), 'the closed one left');
    assert.equal(floor.records.size, 249);
    const removed = floor.batches.flatMap(({ removes }) => removes);
    assert.deepEqual(removed, [rooms[0]?._id]);
    await floor.stop();
  });

  it('keeps chats on hold, which the server leaves out of the open ones', async () => {
    const room = server.livechat.open('Rita', 'No sound', 'hardware');
    server.livechat.take(server.state.inquiryOf(room._id)?._id ?? '', 'ben');
    room.onHold = true;
    const floor = await readFloor(connection).synced();
    const chat = floor.records.get(room._id);
    assert.equal(chat?.status, 'assigned');
    assert.equal(chat.allowed.release, undefined);
    await floor.stop();
  });

  it('shows an agent the own chats only', async () => {
    const agent = await server.adapter('ben').connect({ signal });
    assert.throws(() => agent.watchChats({ view: 'floor' }, { signal }), { code: 'forbidden' });
    const own = server.livechat.open('Rita', 'No sound', 'hardware');
    const other = server.livechat.open('Sam', 'No picture', 'hardware');
    server.livechat.take(server.state.inquiryOf(own._id)?._id ?? '', 'ben');
    server.livechat.take(server.state.inquiryOf(other._id)?._id ?? '', 'dora');
    const mine = new Reader<Chat>((inner) => agent.watchChats({ view: 'mine' }, { signal: inner }));
    await mine.synced();
    assert.deepEqual([...mine.records.keys()], [own._id]);
    server.state.members.get(other._id)?.add('ben');
    const joined = await mine.until((chats) => chats.get(other._id), 'the joined one');
    assert.deepEqual(joined.participants, [{ id: 'ben', name: 'Ben Agent', mode: 'participate' }]);
    await agent.close();
  });

  it('narrows by company and queue', async () => {
    const companies = [
      { id: 'acme', name: 'Acme' },
      { id: 'globex', name: 'Globex', departments: ['payroll'] },
    ];
    const split = await server.adapter('ada', { companies }).connect({ signal });
    assert.deepEqual(
      split.session.settings.companies.map(({ id }) => id),
      ['acme', 'globex'],
    );
    const none = server.livechat.open('Rita', 'No sound', undefined);
    const payroll = server.livechat.open('Sam', 'No pay', 'payroll');
    const ids = async (query: object): Promise<string[]> => {
      const reader = new Reader<Chat>((inner) => split.watchChats({ view: 'floor', ...query }, { signal: inner }));
      await reader.synced();
      await reader.stop();
      return [...reader.records.keys()];
    };
    assert.deepEqual(await ids({ companies: ['globex'] }), [payroll._id]);
    assert.deepEqual(await ids({ queues: [null] }), [none._id]);
    assert.deepEqual(await ids({ queues: [] }), []);
    const agents = async (query: object): Promise<string[]> => {
      const reader = new Reader<Agent>((inner) => split.watchAgents(query, { signal: inner }));
      await reader.synced();
      await reader.stop();
      return [...reader.records.keys()].sort();
    };
    server.user('dora').departments = ['payroll'];
    assert.deepEqual(await agents({ companies: ['globex'] }), ['dora']);
    // Who is in no department answers for the first company.
    assert.deepEqual(await agents({ companies: ['acme'] }), ['ada', 'ben', 'cleo']);
    assert.deepEqual(await agents({ queues: [null] }), ['ada', 'cleo']);
    await split.close();
  });

  it('lists agents with all that they carry, and departments as queues', async () => {
    for (const department of ['hardware', undefined]) {
      const { _id } = server.livechat.open('Rita', 'No sound', department);
      server.livechat.take(server.state.inquiryOf(_id)?._id ?? '', 'ben');
    }
    server.user('dora').statusLivechat = 'not-available';
    server.user('dora').limit = Infinity;
    const agents = new Reader<Agent>((inner) => connection.watchAgents({}, { signal: inner }));
    await agents.synced();
    assert.deepEqual(agents.records.get('ben'), {
      id: 'ben',
      name: 'Ben Agent',
      availability: 'available',
      statusCode: 'online',
      capacity: 2,
      load: 2,
      queues: [
        { id: 'hardware', name: 'Hardware' },
        { id: 'software', name: 'Software' },
      ],
    });
    assert.equal(agents.records.get('dora')?.availability, 'unavailable');
    assert.equal(agents.records.get('dora')?.capacity, undefined);
    server.livechat.forward(server.user('ada'), [...server.state.rooms.keys()][0] ?? '', { departmentId: 'software' });
    await agents.until((all) => all.get('ben')?.load === 1, 'one less');
    await agents.stop();
    const queues = await connection.listQueues({ signal });
    assert.deepEqual(queues[0], { id: 'hardware', name: 'Hardware', company: { id: 'global', name: 'Global' } });
    assert.equal(queues.length, 3);
  });

  it('follows the clock of the server', async () => {
    server.state.ahead = 3_600_000;
    const floor = await readFloor(connection).synced();
    const ahead = (floor.batches[0]?.at ?? 0) - Date.now();
    assert.ok(Math.abs(ahead - 3_600_000) < 2000, `${ahead} ms`);
    await floor.stop();
  });

  it('ends everything when it is closed, and asks nothing more', async () => {
    const floor = await readFloor(connection).synced();
    await connection.close();
    await connection.close();
    assert.equal((await floor.error()).code, 'unavailable');
    await refused(connection.listQueues({ signal }), 'unavailable');
    const calls = server.calls.length;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(server.calls.length, calls);
    assert.equal(server.realtime.lines.size, 0);
  });
});
