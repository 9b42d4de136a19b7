import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Chat } from 'chat-monitor-elements/contract';
import { connect, type Connected, openWorld, perform, PERSON, refusal, useNetwork, View } from './fixtures.js';
import type { Conversation } from './server/state.js';
import type { ChatwootWorld } from './server/world.js';

useNetwork();

const names = ({ participants }: Chat): string[] => participants.map(({ name, mode }) => `${name} ${mode}`);
const modes = ({ customAttributes }: Conversation): unknown[] =>
  Object.entries(customAttributes).map(([name, value]) => [name, (value as { mode?: string } | null)?.mode]);

function floorOf({ connection, signal }: Connected): Promise<View<Chat>> {
  return new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
}

function mineOf({ connection, signal }: Connected): Promise<View<Chat>> {
  return new View(connection.watchChats({ view: 'mine' }, { signal })).synced();
}

/** Lets calls of this kind begin only once so many of them wait. */
function gather(world: ChatwootWorld, call: RegExp, count: number): void {
  const waiting: ((answer: undefined) => void)[] = [];
  world.fault = (asked) => {
    if (!call.test(asked)) return undefined;
    return new Promise<undefined>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === count) for (const begin of waiting) begin(undefined);
    });
  };
}

const writes = /^POST .*custom_attributes$/;

describe('who is in a chat of Chatwoot', () => {
  it('is seen by everybody, as are changes and the end of it; who takes part is a participant there, too', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const chatId = String(conversation.id);
    const [sue, col] = [await connect(world), await connect(world, PERSON.col)];
    const view = await floorOf(col);
    const reading = await perform(sue, { type: 'join', chatId, mode: 'monitor' });
    assert.deepEqual(reading.participants, [{ id: '1', name: 'Sue', mode: 'monitor' }]);
    assert.equal(conversation.participants.size, 0);
    await view.until((rows) => names(rows.get(chatId)!).join() === 'Sue monitor');
    await perform(sue, { type: 'set-mode', chatId, mode: 'participate' });
    assert.deepEqual([...conversation.participants], [PERSON.sue]);
    await view.until((rows) => names(rows.get(chatId)!).join() === 'Sue participate');
    await perform(sue, { type: 'set-mode', chatId, mode: 'monitor' });
    assert.equal(conversation.participants.size, 0);
    await perform(sue, { type: 'set-mode', chatId, mode: 'participate' });
    const left = await perform(sue, { type: 'leave', chatId });
    assert.deepEqual([left.participants, conversation.participants.size], [[], 0]);
    await view.until((rows) => rows.get(chatId)?.participants.length === 0);
    assert.deepEqual(conversation.customAttributes, { chat_monitor_join_1: null });
    assert.ok(!world.calls.some((call) => call.includes('update_last_seen')));
    await Promise.all([sue.close(), col.close()]);
  });

  it('is kept at Chatwoot: another page of the same person finds it', async () => {
    const world = openWorld();
    const [joined, other] = [world.state.open(), world.state.open()];
    const first = await connect(world);
    await perform(first, { type: 'join', chatId: String(joined.id), mode: 'monitor' });
    await first.close();
    const second = await connect(world);
    const mine = await mineOf(second);
    assert.deepEqual([...mine.rows.keys()], [String(joined.id)]);
    world.state.say(other, 'Hello?');
    world.state.leave(world.state.user(PERSON.sue)!, joined);
    await mine.until((rows) => rows.size === 0);
    await second.close();
  });

  it('is lost by nobody where two join at once', async () => {
    const world = openWorld();
    const conversation = Object.assign(world.state.open(), { customAttributes: { plan: 'gold' } });
    const chatId = String(conversation.id);
    const [sue, col] = [await connect(world), await connect(world, PERSON.col)];
    gather(world, writes, 2);
    await Promise.all([
      perform(sue, { type: 'join', chatId, mode: 'monitor' }),
      perform(col, { type: 'join', chatId, mode: 'monitor' }),
    ]);
    assert.deepEqual(modes(conversation).sort(), [
      ['chat_monitor_join_1', 'monitor'],
      ['chat_monitor_join_2', 'monitor'],
      ['plan', undefined],
    ]);
    await Promise.all([sue.close(), col.close()]);
  });

  it('is not brought back by another who writes at once, where the server was seen to merge', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const chatId = String(conversation.id);
    world.state.leave(world.state.user(PERSON.ann)!, conversation);
    const [sue, col] = [await connect(world), await connect(world, PERSON.col)];
    for (const own of [sue, col]) await perform(own, { type: 'join', chatId, mode: 'monitor' });
    gather(world, writes, 2);
    await Promise.all([
      perform(sue, { type: 'leave', chatId }),
      perform(col, { type: 'set-mode', chatId, mode: 'participate' }),
    ]);
    assert.deepEqual(modes(conversation).sort(), [
      ['chat_monitor_join_1', undefined],
      ['chat_monitor_join_2', 'participate'],
      ['chat_monitor_join_3', undefined],
    ]);
    await Promise.all([sue.close(), col.close()]);
  });

  it('costs no other attribute on servers without `merge`', async () => {
    const world = openWorld();
    const conversation = Object.assign(world.state.open(), { customAttributes: { plan: 'gold', empty: null } });
    const chatId = String(conversation.id);
    const set = world.state.setAttributes.bind(world.state);
    world.state.setAttributes = (actor, one, attributes) => set(actor, one, attributes, false);
    const [sue, col] = [await connect(world), await connect(world, PERSON.col)];
    for (const own of [sue, col]) await perform(own, { type: 'join', chatId, mode: 'monitor' });
    await perform(sue, { type: 'leave', chatId });
    const now = await perform(col, { type: 'set-mode', chatId, mode: 'participate' });
    assert.deepEqual(names(now), ['Col participate']);
    assert.deepEqual(modes(conversation), [
      ['plan', undefined],
      ['empty', undefined],
      ['chat_monitor_join_2', 'participate'],
    ]);
    await Promise.all([sue.close(), col.close()]);
  });

  it('is nobody who had it before, though Chatwoot makes them participants', async () => {
    const world = openWorld();
    const { state } = world;
    const conversation = state.open();
    const [sue, ann] = [state.user(PERSON.sue)!, state.user(PERSON.ann)!];
    for (const id of [PERSON.sue, PERSON.ann, PERSON.bob]) state.assign(sue, conversation, id);
    assert.equal(conversation.participants.size, 3);
    const own = [await connect(world), await connect(world, PERSON.ann)];
    for (const one of own) assert.equal((await mineOf(one)).rows.size, 0);
    assert.deepEqual((await floorOf(own[0]!)).rows.get(String(conversation.id))?.participants, []);
    const mine = await mineOf(own[1]!);
    state.assign(ann, conversation, PERSON.ann);
    await mine.until((rows) => rows.size === 1);
    state.assign(sue, conversation, null);
    await mine.until((rows) => rows.size === 0);
    await Promise.all(own.map((one) => one.close()));
  });

  it('is the assignee no more once the chat was given to them and taken again', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const chatId = String(conversation.id);
    const [sue, col] = [await connect(world), await connect(world, PERSON.col)];
    await perform(sue, { type: 'join', chatId, mode: 'participate' });
    const given = await perform(col, { type: 'assign', chatId, to: { type: 'agent', id: '1' } });
    assert.deepEqual([given.assignee?.name, given.participants], ['Sue', []]);
    assert.deepEqual((await perform(col, { type: 'release', chatId })).participants, []);
    await Promise.all([sue.close(), col.close()]);
  });

  it('is nobody by an attribute that is no join, and no row is lost by it', async () => {
    const world = openWorld();
    const good = { name: 'Col', mode: 'monitor', at: 1 };
    const odd: Record<string, unknown> = {
      chat_monitor_join_2: null,
      chat_monitor_join_3: 'monitor',
      chat_monitor_join_4: { ...good, mode: 'own' },
      chat_monitor_join_5: { ...good, name: 7 },
      chat_monitor_join_6: { ...good, at: '1' },
      chat_monitor_join_7: [],
      chat_monitor_join_8: { ...good, at: null },
      chat_monitor_join_: good,
      chat_monitor_join_x: good,
      chat_monitor_join_07: good,
      chat_monitor_join___proto__: good,
      [`chat_monitor_join_${'9'.repeat(600)}`]: good,
      Chat_monitor_join_9: good,
    };
    const rows = Object.entries(odd).map(([name, value]) => ({ [name]: value }));
    const ids = [...rows, odd].map((customAttributes) => Object.assign(world.state.open(), { customAttributes }).id);
    const own = await connect(world);
    // Nobody has looked yet who belongs to the account.
    const joined = await perform(own, { type: 'join', chatId: String(ids.at(-1)), mode: 'monitor' });
    assert.deepEqual(names(joined), ['Sue monitor']);
    await perform(own, { type: 'leave', chatId: String(ids.at(-1)) });
    const view = await floorOf(own);
    for (const id of ids) assert.deepEqual(view.rows.get(String(id))?.participants, [], `chat ${id}`);
    assert.deepEqual(own.faults, []);
    const both = world.state.open();
    const later = { name: 'Col', mode: 'participate', at: 5 };
    const customAttributes = {
      ...odd,
      chat_monitor_join_10: later,
      chat_monitor_join_9: later,
      chat_monitor_join_2: good,
    };
    world.state.setAttributes(world.state.user(PERSON.col)!, both, customAttributes, true);
    await view.until((now) => now.get(String(both.id))?.participants.length === 3);
    const shown = view.rows.get(String(both.id))!.participants;
    assert.deepEqual(
      shown.map(({ id }) => id),
      ['2', '9', '10'],
      'the first to come first',
    );
    await own.close();
  });

  it('is called as the account calls them, and who belongs to it no more is gone', async () => {
    const world = openWorld();
    const { state } = world;
    const conversation = state.open();
    const chatId = String(conversation.id);
    conversation.customAttributes = {
      chat_monitor_join_2: { name: 'Colin', mode: 'monitor', at: 1 },
      chat_monitor_join_77: { name: 'Former', mode: 'participate', at: 2 },
    };
    const own = await connect(world);
    const before = await perform(own, { type: 'join', chatId, mode: 'monitor' });
    assert.deepEqual(names(before), ['Colin monitor', 'Former participate', 'Sue monitor'], 'names of the time');
    const view = await floorOf(own);
    assert.deepEqual(names(view.rows.get(chatId)!), ['Col monitor', 'Sue monitor']);
    state.say(conversation, 'Still there?');
    state.setAttributes(state.user(PERSON.col)!, conversation, { plan: 'gold' }, true);
    const assigned = await perform(own, { type: 'assign', chatId, to: { type: 'agent', id: '3' } });
    assert.deepEqual(names(assigned), ['Col monitor', 'Sue monitor'], 'in answers too, from then on');
    await own.close();
  });

  it('is looked up among the agents only where somebody else is in a chat', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const own = await connect(world);
    await perform(own, { type: 'join', chatId: String(conversation.id), mode: 'monitor' });
    await floorOf(own);
    assert.ok(!world.calls.includes('GET agents'));
    await own.close();
  });

  it('is decided by the attribute: where that fails, nobody came and nobody left', async () => {
    const world = openWorld();
    const conversation = world.state.open();
    const chatId = String(conversation.id);
    const own = await connect(world);
    const down = (call: RegExp) => (asked: string) =>
      call.test(asked) ? Response.json({ error: 'Internal' }, { status: 500 }) : undefined;
    world.fault = down(writes);
    assert.equal((await refusal(own, { type: 'join', chatId, mode: 'participate' })).code, 'unavailable');
    world.fault = undefined;
    assert.deepEqual((await floorOf(own)).rows.get(chatId)?.participants, []);
    await perform(own, { type: 'join', chatId, mode: 'participate' });
    for (const call of [writes, /^DELETE .*participants$/]) {
      world.fault = down(call);
      assert.equal((await refusal(own, { type: 'leave', chatId })).code, 'unavailable');
      world.fault = undefined;
      assert.deepEqual(modes(conversation), [['chat_monitor_join_1', 'participate']]);
    }
    await perform(own, { type: 'leave', chatId });
    await own.close();
  });

  it('is read back: a join that the server lost is none', async () => {
    const world = openWorld();
    const chatId = String(world.state.open().id);
    const own = await connect(world);
    world.state.setAttributes = () => undefined;
    const error = await refusal(own, { type: 'join', chatId, mode: 'monitor' });
    assert.deepEqual([error.code, error.chat?.participants], ['conflict', []]);
    await own.close();
  });
});
