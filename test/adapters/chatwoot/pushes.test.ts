import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChatError, isChatError } from 'chat-monitor-elements/contract';
import { connect, key, openWorld, PERSON, useNetwork, View } from './fixtures.js';

useNetwork();

describe('pushes of Chatwoot', () => {
  it('that come twice, late and in another order change nothing back', async () => {
    const world = openWorld();
    const { state } = world;
    const conversation = state.open();
    const chatId = String(conversation.id);
    const { connection, signal, close } = await connect(world);
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    const sue = state.user(PERSON.sue)!;
    const held: (() => void)[] = (state.cable.held = []);
    state.assign(sue, conversation, PERSON.ann);
    state.assign(sue, conversation, PERSON.bob);
    state.say(conversation, 'Still there?');
    state.cable.held = undefined;
    for (const send of [...held].reverse()) send();
    for (const send of held) send();
    await view.until((rows) => rows.get(chatId)?.assignee?.name === 'Bob');
    assert.equal(view.rows.get(chatId)?.issue, 'Still there?');
    assert.ok(!view.batches.some(({ upserts }) => upserts.some(({ assignee }) => assignee?.name === 'Ann')));

    const late: (() => void)[] = (state.cable.held = []);
    state.assign(sue, conversation, PERSON.ann);
    state.cable.held = undefined;
    state.setStatus(undefined, conversation, 'resolved');
    await view.until((rows) => !rows.has(chatId));
    for (const send of late) send();
    const other = state.open();
    await view.until((rows) => rows.has(String(other.id)));
    assert.equal(view.rows.has(chatId), false, 'an older push does not bring a closed chat back');
    await close();
  });

  it('of servers that do not say when a chat changed are looked up', async () => {
    const world = openWorld();
    const { state } = world;
    const conversation = state.open();
    Object.defineProperty(conversation, 'updatedAt', { get: () => undefined, set: () => undefined });
    const { connection, signal, close } = await connect(world);
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    state.assign(state.user(PERSON.sue)!, conversation, PERSON.ann);
    await view.until((rows) => rows.get(String(conversation.id))?.assignee?.name === 'Ann');
    assert.ok(world.calls.includes(`GET conversations/${conversation.id}`));
    await close();
  });

  it('that stop end the watches, and the next ones begin with everything (W13)', async () => {
    const world = openWorld();
    const { state } = world;
    state.open();
    const { connection, signal, close } = await connect(world);
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    state.cable.cut();
    const missed = state.open();
    const error = await view
      .until(() => false)
      .then(
        () => undefined,
        (thrown: unknown) => thrown as ChatError,
      );
    assert.deepEqual([error?.code, error?.retryable], ['unavailable', true]);
    const again = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    assert.ok(again.rows.has(String(missed.id)));
    assert.equal(state.cable.open, 1);
    await close();
    assert.equal(state.cable.open, 0);
  });

  it('that are refused leave the looks', async () => {
    const world = openWorld();
    world.state.cable.refuses = true;
    world.state.open();
    const { connection, signal, close } = await connect(world);
    const view = await new View(connection.watchChats({ view: 'floor' }, { signal })).synced();
    assert.equal(view.rows.size, 1);
    await close();
  });

  it('open a line while somebody watches, and never keep the viewer online', async () => {
    const world = openWorld();
    const { connection, close } = await connect(world);
    assert.equal(world.state.cable.open, 0);
    const controller = new AbortController();
    const watch = connection.watchChats({ view: 'floor' }, { signal: controller.signal });
    const iterator = watch[Symbol.asyncIterator]();
    await iterator.next();
    assert.equal(world.state.cable.open, 1);
    await iterator.return?.(undefined);
    controller.abort();
    await close();
    assert.equal(world.state.cable.open, 0);
    const commands = world.state.cable.received.map((frame) => (frame as { command: string }).command);
    assert.deepEqual(commands, ['subscribe']);
  });

  it('bring messages into the transcript, once, with notes as what nobody says', async () => {
    const world = openWorld();
    const { state } = world;
    const conversation = state.open({ message: 'one' });
    for (let count = 0; count < 45; count++) state.say(conversation, `more ${count}`);
    const chatId = String(conversation.id);
    const { connection, signal, close } = await connect(world);
    const join = { type: 'join', chatId, mode: 'participate' } as const;
    await connection.perform(join, { signal, idempotencyKey: key() });
    const view = await new View(connection.watchMessages!(chatId, { signal })).synced();
    assert.equal(view.rows.size, 46, 'all pages of 20');
    assert.equal([...view.rows.values()][0]?.text, 'one');
    const said = await connection.sendMessage!({ chatId, text: 'I am here' }, { signal, idempotencyKey: key() });
    assert.deepEqual([said.author.name, said.author.kind], ['Sue', 'agent']);
    state.write(state.user(PERSON.ann)!, conversation, 'careful', true);
    await view.until((rows) => [...rows.values()].some(({ text }) => text === 'careful'));
    const texts = [...view.rows.values()].filter(({ text }) => text === 'I am here' || text === 'careful');
    assert.deepEqual(
      texts.map(({ author }) => `${author.name} ${author.kind}`),
      ['Sue agent', 'Ann system'],
    );
    await connection.perform({ type: 'leave', chatId }, { signal, idempotencyKey: key() });
    const error = await view
      .until(() => false)
      .then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
    assert.ok(isChatError(error) && error.code === 'forbidden');
    await close();
  });

  it('tell the viewer what others do with their chats, and nothing of their own doing (N2)', async () => {
    const world = openWorld();
    const { state } = world;
    const [own, taken] = [state.open(), state.open({ requester: 'Rolf' })];
    const [sue, ann] = [state.user(PERSON.sue)!, state.user(PERSON.ann)!];
    for (const one of [own, taken]) state.assign(sue, one, PERSON.ann);
    const { connection, signal, close } = await connect(world, PERSON.ann);
    const view = await new View(connection.watchNotices!({ signal })).synced();
    state.assign(ann, own, null);
    state.assign(sue, taken, PERSON.bob);
    state.assign(sue, own, PERSON.ann);
    await view.until((rows) => rows.size === 2);
    assert.deepEqual(
      [...view.rows.values()].map(({ type, requester, by, to }) => [type, requester, by?.name, to?.name]),
      [
        ['moved-away', 'Rolf', 'Sue', 'Bob'],
        ['assigned-to-you', 'Rita', 'Sue', 'Ann'],
      ],
    );
    await close();
  });
});
