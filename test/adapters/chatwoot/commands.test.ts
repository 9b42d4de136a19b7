import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Agent } from 'chat-monitor-elements/contract';
import { connect, openWorld, perform, PERSON, refusal, useNetwork, View } from './fixtures.js';
import { TEAM } from './server/state.js';

useNetwork();

const toAgent = (id: number) => ({ type: 'agent', id: String(id) }) as const;
const toQueue = (id: number) => ({ type: 'queue', id: String(id) }) as const;

describe('commands at Chatwoot', () => {
  it('assign, transfer and release, each read back; the note is a private one', async () => {
    const world = openWorld();
    const conversation = world.state.open({ team: TEAM.first });
    const chatId = String(conversation.id);
    const own = await connect(world);
    const assigned = await perform(own, { type: 'assign', chatId, to: toAgent(PERSON.ann), note: 'For you' });
    assert.equal(assigned.assignee?.name, 'Ann');
    const note = conversation.messages.find(({ content }) => content === 'For you');
    assert.equal(note?.private, true);
    const moved = await perform(own, { type: 'transfer', chatId, to: toAgent(PERSON.bob) });
    assert.equal(moved.assignee?.name, 'Bob');
    const released = await perform(own, { type: 'release', chatId });
    assert.deepEqual([released.status, released.queue?.id], ['pending', String(TEAM.first)]);
    assert.ok(released.waitingSince !== undefined);
    await own.close();
  });

  it('an agent who is deleted between the look and the write is not-found, though Chatwoot says 200 (A4)', async () => {
    const world = openWorld();
    const chatId = String(world.state.open().id);
    const own = await connect(world);
    world.fault = (call) => {
      if (call.endsWith('assignments')) world.state.users.splice(3, 1);
      return undefined;
    };
    const { code } = await refusal(own, { type: 'assign', chatId, to: toAgent(PERSON.bob) });
    assert.equal(code, 'not-found');
    await own.close();
  });

  it('never sends an agent that Chatwoot does not know: a 200 would take the chat from who has it', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    world.state.assign(world.state.user(PERSON.sue)!, conversation, PERSON.ann);
    const own = await connect(world);
    for (const id of ['999', 'nobody']) {
      const to = { type: 'agent', id } as const;
      assert.equal((await refusal(own, { type: 'transfer', chatId: String(conversation.id), to })).code, 'not-found');
    }
    assert.equal(conversation.assignee, PERSON.ann);
    await own.close();
  });

  it('who is away, full, or does not see the inbox, cannot be given a chat (A9)', async () => {
    const world = openWorld();
    const chatId = String(world.state.open().id);
    const own = await connect(world, PERSON.sue, { agentCapacity: 1 });
    assert.equal((await refusal(own, { type: 'assign', chatId, to: toAgent(PERSON.out) })).code, 'invalid');
    world.state.user(PERSON.ann)!.availability = 'busy';
    assert.equal((await refusal(own, { type: 'assign', chatId, to: toAgent(PERSON.ann) })).code, 'invalid');
    world.state.assign(world.state.user(PERSON.sue)!, world.state.open(), PERSON.bob);
    assert.equal((await refusal(own, { type: 'assign', chatId, to: toAgent(PERSON.bob) })).code, 'invalid');
    await own.close();
  });

  it('a decision made on an old row is a conflict that names who was faster (A2, A3)', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const chatId = String(conversation.id);
    const own = await connect(world);
    const view = await new View(own.connection.watchChats({ view: 'floor' }, { signal: own.signal })).synced();
    const expected = view.rows.get(chatId)!.assignmentVersion;
    world.state.assign(world.state.user(PERSON.col)!, conversation, PERSON.bob);
    await view.until((rows) => rows.get(chatId)?.assignee !== undefined);
    const error = await refusal(own, { type: 'assign', chatId, expected, to: toAgent(PERSON.ann) });
    assert.equal(error.code, 'conflict');
    assert.equal(error.chat?.assignee?.name, 'Bob');
    assert.equal(error.by?.name, 'Col');
    assert.equal(conversation.assignee, PERSON.bob);
    await own.close();
  });

  it('a transfer to a team takes the agent off, unless the team gave it to one of its own at once', async () => {
    const world = openWorld();
    const own = await connect(world);
    const sue = world.state.user(PERSON.sue)!;
    const [plain, auto] = [world.state.open({ team: TEAM.first }), world.state.open({ team: TEAM.second })];
    world.state.assign(sue, plain, PERSON.bob);
    world.state.assign(sue, auto, PERSON.bob);
    const waits = await perform(own, { type: 'transfer', chatId: String(plain.id), to: toQueue(TEAM.second) });
    assert.deepEqual(
      [waits.status, waits.queue?.name],
      ['pending', 'second line'],
      'Bob is a member, and is taken off',
    );
    world.state.team(TEAM.shop)!.allowAutoAssign = true;
    const given = await perform(own, { type: 'transfer', chatId: String(auto.id), to: toQueue(TEAM.shop) });
    assert.deepEqual([given.assignee?.name, given.queue?.name], ['Out', 'shop']);
    await own.close();
  });

  it('an answer that cannot be read back leaves open whether it happened', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const own = await connect(world);
    let written = false;
    world.fault = (call) => {
      if (written) return new Response('down', { status: 503 });
      written = call.endsWith('assignments');
      return undefined;
    };
    const { code } = await refusal(own, { type: 'assign', chatId: String(conversation.id), to: toAgent(PERSON.ann) });
    assert.equal(code, 'timeout');
    assert.equal(conversation.assignee, PERSON.ann);
    await own.close();
  });

  it('assist is an attribute beside others, on servers without `merge` too', async () => {
    for (const knowsMerge of [true, false]) {
      const world = openWorld();
      const conversation = world.state.open();
      const chatId = String(conversation.id);
      conversation.customAttributes = { plan: 'gold' };
      world.state.assign(world.state.user(PERSON.sue)!, conversation, PERSON.ann);
      if (!knowsMerge) {
        const set = world.state.setAttributes.bind(world.state);
        world.state.setAttributes = (actor, one, attributes) => set(actor, one, attributes, false);
      }
      const ann = await connect(world, PERSON.ann);
      const sue = await connect(world);
      const raised = await perform(ann, { type: 'raise-assist', chatId, message: 'Angry' });
      assert.deepEqual([raised.assist?.by.name, raised.assist?.message], ['Ann', 'Angry']);
      assert.equal(conversation.messages.at(-1)?.content, 'Needs assistance: Angry');
      assert.equal(conversation.messages.at(-1)?.private, true);
      const assistId = raised.assist!.id;
      const claimed = await perform(sue, { type: 'claim-assist', chatId, assistId });
      assert.equal(claimed.assist?.claimedBy?.name, 'Sue');
      assert.equal((await refusal(sue, { type: 'clear-assist', chatId, assistId: 'old' })).code, 'conflict');
      const cleared = await perform(sue, { type: 'clear-assist', chatId, assistId });
      assert.equal(cleared.assist, undefined);
      assert.deepEqual(conversation.customAttributes, { plan: 'gold', assist: null });
      await Promise.all([ann.close(), sue.close()]);
    }
  });

  it('a foreign attribute called assist is no request, and costs no row', async () => {
    const world = openWorld();
    const { id } = Object.assign(world.state.open(), { customAttributes: { assist: { id: 7, by: 'Ann' } } });
    const own = await connect(world);
    const view = await new View(own.connection.watchChats({ view: 'floor' }, { signal: own.signal })).synced();
    assert.equal(view.rows.get(String(id))?.assist, undefined);
    assert.deepEqual(own.faults, []);
    await own.close();
  });

  it('an administrator sets the availability of an agent, and no capacity (A14)', async () => {
    const world = openWorld();
    const own = await connect(world);
    const command = { type: 'set-agent-status', agentId: '3', availability: 'unavailable' } as const;
    const { availability, statusCode } = (await perform(own, command)) as unknown as Agent;
    assert.deepEqual([availability, statusCode], ['unavailable', 'busy']);
    assert.equal((await refusal(own, { ...command, capacity: 3 })).code, 'invalid');
    await own.close();
  });
});
