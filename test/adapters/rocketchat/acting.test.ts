import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { HttpResponse } from 'msw';
import type { Agent, Chat, ChatConnection } from '../../../src/contract/index.js';
import { TestServer, useServers } from './backend/server.js';
import { perform, readFloor, refused, signal } from './fixtures.js';

useServers();

const toAgent = (id: string) => ({ type: 'agent', id }) as const;
const toQueue = (id: string) => ({ type: 'queue', id }) as const;

describe('commands on chats of a Rocket.Chat server', () => {
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

  const open = (): string => server.livechat.open('Rita', 'No sound', 'hardware')._id;
  const take = (chatId: string, userId: string): void =>
    server.livechat.take(server.state.inquiryOf(chatId)?._id ?? '', userId);
  const served = (userId = 'ben'): string => {
    const chatId = open();
    take(chatId, userId);
    return chatId;
  };
  const chat = async (chatId: string): Promise<Chat> => {
    const floor = await readFloor(connection).synced();
    await floor.stop();
    return floor.records.get(chatId) ?? assert.fail('no such chat');
  };

  it('assigns a waiting chat, and shows it to all who watch', async () => {
    const floor = await readFloor(connection).synced();
    const chatId = open();
    const done = await perform(connection, { type: 'assign', chatId, to: toAgent('ben') });
    assert.equal(done.status, 'assigned');
    assert.deepEqual(done.assignee, { id: 'ben', name: 'Ben Agent' });
    assert.equal(server.state.room(chatId).servedBy?._id, 'ben');
    await floor.until((chats) => chats.get(chatId)?.assignee?.id === 'ben', 'Ben has it');
    await floor.stop();
  });

  it('assigns to nobody who is not there, away or full', async () => {
    const chatId = open();
    await refused(perform(connection, { type: 'assign', chatId, to: toAgent('nobody') }), 'not-found');
    server.user('ben').status = 'offline';
    await refused(perform(connection, { type: 'assign', chatId, to: toAgent('ben') }), 'invalid');
    server.user('dora').limit = 0;
    await refused(perform(connection, { type: 'assign', chatId, to: toAgent('dora') }), 'invalid');
    assert.equal(server.state.room(chatId).servedBy, undefined);
  });

  it('loses to whoever took the chat first, also between the look and the write', async () => {
    const chatId = open();
    const { assignmentVersion: expected } = await chat(chatId);
    server.fault = (name) => {
      if (name !== 'POST livechat/inquiries.take') return undefined;
      server.fault = undefined;
      take(chatId, 'dora');
      return undefined;
    };
    const error = await refused(
      perform(connection, { type: 'assign', chatId, to: toAgent('ben'), expected }),
      'conflict',
    );
    assert.equal(error.chat?.assignee?.id, 'dora');
    assert.equal(server.state.room(chatId).servedBy?._id, 'dora');
  });

  it('changes nothing where the chat is not as the viewer saw it, and says who moved it', async () => {
    const chatId = served();
    const { assignmentVersion: expected } = await chat(chatId);
    server.livechat.forward(server.user('cleo'), chatId, { userId: 'dora' });
    const calls = server.calls.length;
    const error = await refused(perform(connection, { type: 'release', chatId, expected }), 'conflict');
    assert.equal(error.chat?.assignee?.id, 'dora');
    assert.deepEqual(error.by, { id: 'cleo', name: 'Cleo Colleague' });
    assert.ok(!server.calls.slice(calls).some((name) => name.startsWith('POST')));
  });

  it('keeps the assignment version while people write and join', async () => {
    const chatId = served();
    const before = await chat(chatId);
    server.livechat.write(chatId, 'Still no sound');
    const after = await perform(connection, { type: 'join', chatId, mode: 'participate' });
    assert.equal(after.assignmentVersion, before.assignmentVersion);
    assert.equal(after.assignee?.id, 'ben');
    assert.deepEqual(after.participants, [{ id: 'ada', name: 'Ada Supervisor', mode: 'participate' }]);
  });

  it('transfers to an agent beyond the limit, and to a department, with the note', async () => {
    const chatId = served();
    server.user('dora').limit = 0;
    const moved = await perform(connection, { type: 'transfer', chatId, to: toAgent('dora'), note: 'You know this' });
    assert.equal(moved.assignee?.id, 'dora');
    assert.equal(server.state.transfers[0]?.comment, 'You know this');
    const queued = await perform(connection, { type: 'transfer', chatId, to: toQueue('software') });
    assert.equal(queued.status, 'pending');
    assert.deepEqual(queued.queue, { id: 'software', name: 'Software' });
    await refused(perform(connection, { type: 'assign', chatId, to: toQueue('nowhere') }), 'not-found');
    await refused(perform(connection, { type: 'assign', chatId, to: toQueue('software') }), 'invalid');
    const assigned = await perform(connection, { type: 'assign', chatId, to: toQueue('hardware') });
    assert.equal(assigned.queue?.id, 'hardware');
  });

  it('does not believe an answer of success', async () => {
    const chatId = served();
    const claims = (answer: Record<string, boolean>): void => {
      server.fault = (name) => (name === 'POST livechat/room.forward' ? HttpResponse.json(answer) : undefined);
    };
    const toDora = { type: 'transfer', chatId, to: toAgent('dora') } as const;
    const toSoftware = { type: 'transfer', chatId, to: toQueue('software') } as const;
    claims({ success: true });
    await refused(perform(connection, toDora), 'invalid');
    await refused(perform(connection, toSoftware), 'invalid');
    claims({ success: true, result: false });
    await refused(perform(connection, toSoftware), 'invalid');
    claims({ success: false });
    await refused(perform(connection, toDora), 'invalid');
  });

  it('says that it is open what came of a write which cannot be read back', async () => {
    const chatId = served();
    let written = false;
    server.fault = (name) => {
      if (name === 'POST livechat/room.forward') written = true;
      return written && name === 'GET rooms.info' ? new HttpResponse(null, { status: 500 }) : undefined;
    };
    await refused(perform(connection, { type: 'transfer', chatId, to: toAgent('dora') }), 'timeout');
  });

  for (const [call, read, command] of [
    [
      'agent.status',
      'livechat/users/{type}',
      { type: 'set-agent-status', agentId: 'ben', availability: 'unavailable' },
    ],
    ['room.join', 'subscriptions.getOne', { type: 'join', chatId: '', mode: 'participate' }],
  ] as const) {
    it(`says so of a ${command.type} too`, async () => {
      const chatId = served();
      let written = false;
      server.fault = (name) => {
        written ||= name.endsWith(call);
        return written && name === `GET ${read}` ? new HttpResponse(null, { status: 404 }) : undefined;
      };
      await refused(perform(connection, { ...command, ...('chatId' in command && { chatId }) }), 'timeout');
      assert.ok(written);
    });
  }

  it('releases where the routing lets it, and only there', async () => {
    const chatId = served();
    const done = await perform(connection, { type: 'release', chatId });
    assert.equal(done.status, 'pending');
    assert.equal(done.queue?.id, 'hardware');
    assert.equal(done.assignee, undefined);
    take(chatId, 'ben');
    const again = await perform(connection, { type: 'release', chatId });
    assert.notEqual(again.assignmentVersion, done.assignmentVersion);
    server.state.routing.returnQueue = false;
    const strict = await server.adapter('ada').connect({ signal });
    const grade = strict.session.capabilities.operations.release;
    assert.ok(typeof grade === 'object' && grade.grade === 'none' && grade.reason !== undefined);
    take(chatId, 'ben');
    await refused(perform(strict, { type: 'release', chatId }), 'forbidden');
    assert.equal(server.state.room(chatId).servedBy?._id, 'ben');
    await strict.close();
  });

  it('closes, and says so where the chat is closed already', async () => {
    const chatId = served();
    const floor = await readFloor(connection).synced();
    assert.equal((await perform(connection, { type: 'close', chatId })).status, 'closed');
    await floor.until((chats) => !chats.has(chatId), 'the chat left');
    const error = await refused(perform(connection, { type: 'close', chatId }), 'conflict');
    assert.equal(error.chat?.status, 'closed');
    await floor.stop();
  });

  it('monitors without a trace at the server, takes part from there, and stays then', async () => {
    const chatId = served();
    const monitored = await perform(connection, { type: 'join', chatId, mode: 'monitor' });
    assert.equal(monitored.participants[0]?.mode, 'monitor');
    assert.equal(monitored.allowed['send-message'], undefined);
    assert.ok(server.state.members.get(chatId)?.has('ada') === false);
    await refused(perform(connection, { type: 'join', chatId, mode: 'monitor' }), 'conflict');
    assert.deepEqual((await perform(connection, { type: 'leave', chatId })).participants, []);
    await perform(connection, { type: 'join', chatId, mode: 'monitor' });
    const inside = await perform(connection, { type: 'set-mode', chatId, mode: 'participate' });
    assert.equal(inside.participants[0]?.mode, 'participate');
    assert.ok(server.state.members.get(chatId)?.has('ada'));
    await refused(perform(connection, { type: 'leave', chatId }), 'forbidden');
  });

  it('acts on no room that is not a live chat, and on none out of reach', async () => {
    server.fault = (name) =>
      name === 'GET rooms.info'
        ? HttpResponse.json({ success: true, room: { _id: 'GENERAL', t: 'c', open: true } })
        : undefined;
    await refused(perform(connection, { type: 'release', chatId: 'GENERAL' }), 'not-found');
    server.fault = undefined;
    await refused(perform(connection, { type: 'release', chatId: 'elsewhere' }), 'not-found');
    const chatId = served();
    server.user('cleo').unit = ['payroll'];
    const monitor = await server.adapter('cleo').connect({ signal });
    await refused(perform(monitor, { type: 'release', chatId }), 'not-found');
    assert.deepEqual(
      (await monitor.listQueues({ signal })).map(({ id }) => id),
      ['payroll'],
    );
    await monitor.close();
  });

  it('sets whether an agent takes chats, instead of turning it over', async () => {
    const command = { type: 'set-agent-status', agentId: 'ben', availability: 'unavailable' } as const;
    for (let again = 0; again < 2; again += 1) {
      const agent = (await connection.perform(command, { signal, idempotencyKey: `s${again}` })) as Agent;
      assert.equal(agent.availability, 'unavailable');
      assert.deepEqual(
        agent.queues.map(({ id }) => id),
        ['hardware', 'software'],
      );
    }
    assert.equal(server.user('ben').statusLivechat, 'not-available');
    const odd = connection.perform({ ...command, capacity: 9 }, { signal, idempotencyKey: 's3' });
    await refused(odd, 'invalid');
  });

  it('sends nothing again when the answer is lost', async () => {
    const chatId = served();
    const hasty = await server.adapter('ada', { requestTimeout: 200 }).connect({ signal });
    server.losesAnswer = true;
    await refused(perform(hasty, { type: 'transfer', chatId, to: toAgent('dora') }), 'timeout');
    assert.equal(server.calls.filter((name) => name === 'POST livechat/room.forward').length, 1);
    assert.equal(server.state.room(chatId).servedBy?._id, 'dora');
    await hasty.close();
  });
});
