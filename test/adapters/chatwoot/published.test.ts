import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChatCommand } from 'chat-monitor-elements/contract';
import { connect, key, openWorld, PERSON, useNetwork, View } from './fixtures.js';
import { TEAM } from './server/state.js';

useNetwork();

describe('the calls of the Chatwoot adapter', () => {
  for (const published of [true, false]) {
    it(`fit the published schema, ${published ? 'and answers in its form are read' : 'with answers as servers send them'}`, async () => {
      const world = openWorld();
      world.published = published;
      const conversation = world.state.open({ team: TEAM.first });
      const chatId = String(conversation.id);
      const own = await connect(world);
      const { connection, signal } = own;
      const chats = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
      assert.equal(chats.rows.get(chatId)?.requester.name, 'Rita');
      const agents = await new View(connection.watchAgents({}, { signal })).synced();
      assert.deepEqual(
        agents.rows.get('4')?.queues.map(({ name }) => name),
        ['first line', 'second line'],
      );
      assert.equal(agents.rows.get('4')?.availability, 'available');
      await connection.listQueues({ signal });
      const toMe = { type: 'agent', id: String(PERSON.sue) } as const;
      const commands: readonly ChatCommand[] = [
        { type: 'assign', chatId, to: toMe, note: 'Mine' },
        { type: 'raise-assist', chatId, message: 'Help' },
        { type: 'transfer', chatId, to: { type: 'queue', id: String(TEAM.second) } },
        { type: 'assign', chatId, to: toMe },
        { type: 'set-agent-status', agentId: '3', availability: 'unavailable' },
      ];
      for (const command of commands) await connection.perform(command, { signal, idempotencyKey: key() });
      await connection.sendMessage!({ chatId, text: 'Hello' }, { signal, idempotencyKey: key() });
      const messages = await new View(connection.watchMessages!(chatId, { signal })).synced();
      const kinds = [...messages.rows.values()].map(({ author }) => author.kind);
      assert.deepEqual([kinds[0], kinds.at(-1)], ['requester', 'agent']);
      await connection.perform({ type: 'close', chatId }, { signal, idempotencyKey: key() });
      assert.equal(conversation.status, 'resolved');
      assert.deepEqual(own.faults, []);
      assert.deepEqual(world.violations, []);
      await own.close();
    });
  }
});
