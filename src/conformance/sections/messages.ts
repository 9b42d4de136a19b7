import type { Message } from '../../contract/index.js';
import type { Reader } from '../reader.js';
import { test, type RuleTest } from '../rule-test.js';

const read = { operations: ['read-messages'] } as const;
const both = { operations: ['read-messages', 'send-message'] } as const;

async function says(reader: Reader<Message>, text: string): Promise<Message> {
  const find = (): Message | undefined => [...reader.rows.values()].find((message) => message.text === text);
  await reader.until(`the message "${text}"`, () => find() !== undefined);
  return find() as Message;
}

export const messages: readonly RuleTest[] = [
  test('M1', 'a transcript is whole and in order of time, then what is added', read, async (scene) => {
    const chatId = await scene.assignedChat();
    for (const text of ['One', 'Two', 'Three']) await scene.backend.write(chatId, text);
    const reader = scene.watchMessages(await scene.connect('agent'), chatId);
    await reader.synced();
    const transcript = [...reader.rows.values()];
    scene.is(
      transcript.slice(-3).map(({ text }) => text),
      ['One', 'Two', 'Three'],
      'the last texts of the transcript',
    );
    const times = transcript.map(({ at }) => at);
    scene.is(
      times,
      [...times].sort((a, b) => a - b),
      'times of the transcript, in order',
    );
    await scene.backend.write(chatId, 'Four');
    const added = await says(reader, 'Four');
    scene.is(added.author.kind, 'requester', 'the kind of author of a customer’s message');
    scene.is(reader.deliveries(added.id), 1, 'deliveries of a message');
  }),

  test('M2', "a transcript has its own chat's messages only", read, async (scene) => {
    const [own, other] = [await scene.assignedChat(), await scene.assignedChat()];
    await scene.backend.write(other, 'Of the other chat, before');
    const reader = scene.watchMessages(await scene.connect('agent'), own);
    await reader.synced();
    await scene.backend.write(other, 'Of the other chat, after');
    await scene.backend.write(own, 'Of this chat');
    await says(reader, 'Of this chat');
    const foreign = [...reader.rows.values()].filter(({ chatId, text }) => chatId !== own || text.startsWith('Of the'));
    scene.is(foreign, [], 'messages of other chats in the transcript');
  }),

  test('M3', 'sendMessage resolves with the message as the backend keeps it', both, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('agent');
    const reader = scene.watchMessages(connection, chatId);
    await reader.synced();
    const sent = await scene.method(connection, 'sendMessage')({ chatId, text: 'Hello, I am Ann' }, scene.keyed());
    scene.is([sent.chatId, sent.text, sent.author.id], [chatId, 'Hello, I am Ann', scene.id('agent')], 'the answer');
    const kept = await says(reader, 'Hello, I am Ann');
    scene.is([kept.id, kept.at, kept.author], [sent.id, sent.at, sent.author], 'the message in the transcript');
  }),

  test(
    'M3',
    'a message that is sent twice is kept once',
    { ...both, guarantees: { idempotency: 'key' } },
    async (scene) => {
      const chatId = await scene.assignedChat();
      const connection = await scene.connect('agent');
      const send = scene.method(connection, 'sendMessage');
      const key = scene.key();
      const first = await send({ chatId, text: 'Once' }, scene.keyed(key));
      const second = await send({ chatId, text: 'Once' }, scene.keyed(key));
      scene.is(second.id, first.id, 'the id of the second answer');
      const reader = scene.watchMessages(connection, chatId);
      await reader.synced();
      const same = [...reader.rows.values()].filter(({ text }) => text === 'Once');
      scene.is(same.length, 1, 'messages of one key in the transcript');
    },
  ),

  test('M4', 'who monitors reads only', { operations: ['read-messages', 'send-message', 'monitor'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('colleague');
    await scene.actElsewhere(connection, { type: 'join', chatId, mode: 'monitor' });
    await scene.backend.write(chatId, 'Can you hear me?');
    await says(scene.watchMessages(connection, chatId), 'Can you hear me?');
    const call = scene.method(connection, 'sendMessage')({ chatId, text: 'From behind' }, scene.keyed());
    await scene.refused(call, ['forbidden'], 'a message by somebody who monitors');
  }),

  test('M4', 'leaving ends the reading', { operations: ['read-messages', 'monitor', 'leave'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('colleague');
    await scene.actElsewhere(connection, { type: 'join', chatId, mode: 'monitor' });
    const reader = scene.watchMessages(connection, chatId);
    await reader.synced();
    await scene.actElsewhere(connection, { type: 'leave', chatId });
    const error = await reader.broken('the viewer left the chat', 'M4');
    scene.isError(error, ['forbidden'], 'a transcript, after leaving');
  }),

  test('M5', 'a message that is empty or too long is invalid', { operations: ['send-message'] }, async (scene) => {
    const chatId = await scene.assignedChat();
    const connection = await scene.connect('agent');
    const send = scene.method(connection, 'sendMessage');
    const { maxMessageLength } = connection.session.settings;
    await scene.refused(send({ chatId, text: '' }, scene.keyed()), ['invalid'], 'an empty message');
    if (maxMessageLength === undefined) return;
    const longest = 'x'.repeat(maxMessageLength);
    const { text } = await send({ chatId, text: longest }, scene.keyed());
    scene.is(text.length, maxMessageLength, 'characters of a message of the longest length');
    const call = send({ chatId, text: `${longest}x` }, scene.keyed());
    await scene.refused(call, ['invalid'], 'a message of one character more');
  }),
];
