import {
  ChatError,
  isChatError,
  type Chat,
  type ChatConnection,
  type CommandOutcome,
} from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import { always, withBatches, type Broken } from './broken.js';
import type { ChatChanges } from '../../../src/contract/index.js';

type Perform = ChatConnection['perform'];

function performing(change: (connection: ChatConnection) => Perform): Broken['breaks'] {
  return always((adapter) => tamper(adapter, (connection) => ({ perform: change(connection) })));
}

/** The chat as a watch of the connection shows it. */
async function look(connection: ChatConnection, chatId: string): Promise<Chat | undefined> {
  const controller = new AbortController();
  const view = connection.session.viewer.roles.includes('supervisor') ? 'floor' : 'mine';
  for await (const batch of connection.watchChats({ view }, controller)) {
    return batch.upserts.find(({ id }) => id === chatId);
  }
  return undefined;
}

export const acting: readonly Broken[] = [
  {
    name: 'expected that is not sent',
    rules: ['A2', 'S7'],
    breaks: performing(
      ({ perform }) =>
        (command, options) =>
          perform(
            command.type === 'set-agent-status' || command.type === 'assign'
              ? command
              : ({ ...command, expected: undefined } as never),
            options,
          ),
    ),
  },
  {
    name: 'a swallowed conflict',
    rules: ['A1', 'A2', 'A13', 'S7'],
    breaks: performing(
      (connection) => (command, options) =>
        connection.perform(command, options).catch(async (thrown: unknown) => {
          if (!isChatError(thrown) || thrown.code !== 'conflict' || !thrown.chat) throw thrown;
          return thrown.chat;
        }),
    ),
  },
  {
    name: 'a conflict without the chat',
    rules: ['A3'],
    breaks: performing(
      ({ perform }) =>
        (command, options) =>
          perform(command, options).catch((thrown: unknown) => {
            if (isChatError(thrown) && thrown.code === 'conflict') throw new ChatError('conflict', thrown.message);
            throw thrown;
          }),
    ),
  },
  {
    name: 'a believed 200',
    rules: ['A4'],
    breaks: performing(
      (connection) => (command, options) =>
        connection.perform(command, options).catch(async (thrown: unknown) => {
          const missing = isChatError(thrown) && thrown.code === 'not-found' && command.type === 'assign';
          const chat = missing && (await look(connection, command.chatId));
          if (chat) return chat;
          throw thrown;
        }),
    ),
  },
  {
    name: 'an answer with the chat as it was before',
    rules: ['A4', 'A9', 'A10', 'A11', 'A12', 'A13', 'W14'],
    breaks: performing((connection) => async (command, options) => {
      const before = command.type === 'set-agent-status' ? undefined : await look(connection, command.chatId);
      const answer = await connection.perform(command, options);
      return before ?? answer;
    }),
  },
  {
    name: 'a key that is new for each try',
    rules: ['A5', 'A6'],
    breaks: performing(
      ({ perform }) =>
        (command, options) =>
          perform(command, { ...options, idempotencyKey: `${options.idempotencyKey}-${Math.random()}` }),
    ),
  },
  {
    name: 'an outcome that lies',
    rules: ['A6'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async outcome(key, options): Promise<CommandOutcome> {
          await connection.outcome?.(key, options);
          return { state: 'done', at: Date.now() };
        },
      })),
    ),
  },
  {
    name: 'a command that is sent again when its answer does not come',
    rules: ['A7'],
    breaks: performing(({ perform }) => async (command, options) => {
      const first = perform(command, options);
      const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 100));
      return (await Promise.race([first, late])) ?? perform(command, options);
    }),
  },
  {
    name: 'an assignmentVersion that changes with messages',
    rules: ['A8'],
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch) => [
        {
          ...batch,
          upserts: batch.upserts.map((chat) =>
            chat.messageCount === 0
              ? chat
              : { ...chat, assignmentVersion: `${chat.assignmentVersion}.${chat.messageCount}` },
          ),
        },
      ]),
    ),
  },
];
