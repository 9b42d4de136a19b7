import type { Chat, ChatAdapter, ChatChanges } from '../../contract/index.js';
import { test, type RuleTest } from '../rule-test.js';
import { tamper } from '../tamper.js';
import type { Scene } from '../scene.js';

/** Puts something wrong into the batches of chats, between the adapter and the guard. */
function tampered(change: (batch: ChatChanges) => unknown): (adapter: ChatAdapter) => ChatAdapter {
  return (adapter) =>
    tamper(adapter, (connection) => ({
      async *watchChats(query, options) {
        for await (const batch of connection.watchChats(query, options)) yield change(batch) as ChatChanges;
      },
    }));
}

const markup = '<b onclick="x">Rita</b> & <img src=x onerror=alert(1)>';

/** Opens everything that can be watched, on chats in every state, and lets them change. */
async function tour(scene: Scene): Promise<void> {
  const connection = await scene.connect();
  const chatId = await scene.assignedChat();
  await scene.openChat({ place: 'home' });
  await scene.transferredChat();
  const reader = scene.watchChats(connection);
  const agents = scene.watchAgents(connection);
  await Promise.all([reader.synced(), agents.synced()]);
  scene.ok(reader.rows.size === 3, 'chats that came through the guard', '3', reader.rows.size);
  if (scene.can('participate')) await scene.backend.perform('colleague', { type: 'join', chatId, mode: 'participate' });
  if (scene.can('raise-assist')) {
    await scene.backend.perform('agent', { type: 'raise-assist', chatId, message: 'Help' });
    await reader.row(chatId, 'has a request for assistance', ({ assist }) => assist !== undefined);
  }
  await scene.backend.write(chatId, 'Hello?');
  await scene.backend.perform('supervisor', { type: 'release', chatId });
  await reader.row(chatId, 'is pending', ({ status }) => status === 'pending');
  await connection.listQueues(scene.options());
  await scene.backend.endChat(chatId);
  await reader.gone(chatId);
}

export const data: readonly RuleTest[] = [
  test('D1', 'every field has its type, over everything that can be watched', { guarded: true }, tour),

  test('D2', 'fields agree with the status', {}, async (scene) => {
    const ids = [await scene.openChat(), await scene.assignedChat(), await scene.transferredChat()];
    const { rows } = await scene.snapshot(await scene.connect());
    for (const id of ids) {
      const chat = rows.get(id);
      if (chat === undefined) continue;
      const { status, assignee, waitingSince } = chat;
      scene.is(assignee !== undefined, status !== 'pending', `whether a ${status} chat has an assignee`);
      scene.is(waitingSince !== undefined, status === 'pending', `whether a ${status} chat has waitingSince`);
    }
    scene.is(rows.size, ids.length, 'chats that came');
  }),

  test('D3', 'a malformed record is set aside and told of once', { guarded: true }, async (scene) => {
    const bad = { id: 'malformed', requester: null };
    const adapter = scene.adapter(
      'supervisor',
      tampered((batch) => ({ ...batch, upserts: [...batch.upserts, bad] })),
    );
    const good = await scene.openChat();
    const reader = scene.watchChats(await scene.connect('supervisor', adapter));
    await reader.synced();
    const later = await scene.openChat();
    await reader.row(later, 'comes beside a malformed record');
    await reader.row(good, 'is there still');
    const faults = scene.takeFaults().map((fault) => [fault.kind, 'id' in fault && fault.id]);
    scene.is(faults, [['record', 'malformed']], 'faults that were told of');
    scene.is(
      reader.batches.flatMap(({ removes }) => removes),
      [],
      'removes',
    );
  }),

  test('D4', 'a batch that cannot be read ends its watch with protocol', { guarded: true }, async (scene) => {
    const adapter = scene.adapter(
      'supervisor',
      tampered((batch) => ({ ...batch, at: 'yesterday' })),
    );
    const reader = scene.watchChats(await scene.connect('supervisor', adapter));
    scene.isError(await reader.broken('its batch cannot be read', 'D4'), ['protocol'], 'a batch without a time');
  }),

  test('D5', 'text comes as it was written', {}, async (scene) => {
    const chatId = await scene.openChat({ requester: markup, issue: markup });
    const { requester, issue } = await scene.seen(await scene.connect(), chatId);
    scene.is([requester.name, issue], [markup, markup], 'requester and issue, with markup in them', 'change no text');
  }),

  test('D5', 'a message comes as it was written', { operations: ['read-messages'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    await scene.backend.write(chatId, markup);
    const reader = scene.watchMessages(await scene.connect('agent'), chatId);
    await reader.until('the message', ({ rows }) => [...rows.values()].some(({ text }) => text === markup));
  }),

  test('D6', 'records are frozen copies, with the fields of the contract', { guarded: true }, async (scene) => {
    const held: Chat[] = [];
    const adapter = scene.adapter(
      'supervisor',
      tampered((batch) => {
        const upserts = batch.upserts.map((chat) => ({ ...chat, secret: 'x', requester: { ...chat.requester } }));
        held.push(...upserts);
        return { ...batch, upserts };
      }),
    );
    const chatId = await scene.openChat();
    const reader = scene.watchChats(await scene.connect('supervisor', adapter));
    const row = await reader.row(chatId, 'is there');
    const { name } = row.requester;
    for (const chat of held) Object.assign(chat.requester, { name: 'Somebody else' });
    scene.is([row.requester.name, 'secret' in row], [name, false], 'a row, after the adapter changed its own');
    scene.is([Object.isFrozen(row), Object.isFrozen(row.requester)], [true, true], 'whether it is frozen');
  }),

  test('W12', 'an id that a batch both upserts and removes is upserted', { guarded: true }, async (scene) => {
    const adapter = scene.adapter(
      'supervisor',
      tampered((batch) => ({ ...batch, removes: [...batch.removes, ...batch.upserts.map(({ id }) => id)] })),
    );
    const reader = scene.watchChats(await scene.connect('supervisor', adapter));
    await reader.synced();
    await reader.row(await scene.openChat(), 'comes');
    scene.is(
      reader.batches.flatMap(({ removes }) => removes),
      [],
      'removes of what the same batch upserts',
    );
  }),
];
