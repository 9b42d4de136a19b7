import {
  isChatError,
  type Chat,
  type ChatChanges,
  type ChatConnection,
  type Message,
  type MessageChanges,
  type NoticeChanges,
  type Participant,
} from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import { always, withBatches, type Broken } from './broken.js';

/** Like `watch`, but what ends it with this code is held back, and nothing comes any more. */
async function* deafTo<T>(code: string, watch: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  try {
    yield* watch;
  } catch (thrown) {
    if (!isChatError(thrown) || thrown.code !== code) throw thrown;
    await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
  }
}

/** The chats that the viewer has in hand. */
async function inHand(connection: ChatConnection, agentId: string): Promise<readonly Chat[]> {
  for await (const { upserts } of connection.watchChats({ view: 'floor' }, { signal: new AbortController().signal })) {
    return upserts.filter(({ assignee }) => assignee?.id === agentId);
  }
  return [];
}

export const roles: readonly Broken[] = [
  {
    name: 'a connection without one of its methods',
    rules: ['L2'],
    through: 'guard',
    breaks: always((adapter) => tamper(adapter, () => ({ listQueues: undefined }) as never)),
  },
  {
    name: 'identify that says the same for everybody',
    rules: ['L9'],
    identify: true,
    breaks: always((adapter) => ({
      ...adapter,
      async identify(options) {
        await (await adapter.connect(options)).close();
        return 'sue';
      },
    })),
  },
  {
    name: 'a watch that goes on when somebody else signs in',
    rules: ['S2', 'W13'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        watchChats: (query, options) =>
          deafTo('unauthenticated', connection.watchChats(query, options), options.signal),
      })),
    ),
  },
  {
    name: 'a session that is never replaced',
    rules: ['S4'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchSession(options) {
          let told = false;
          for await (const session of connection.watchSession?.(options) ?? []) {
            if (!told) yield session;
            told = true;
          }
        },
      })),
    ),
  },
  {
    name: 'own chats without those that were joined',
    rules: ['Q1'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchChats(query, options) {
          const { id } = connection.session.viewer;
          for await (const batch of connection.watchChats(query, options)) {
            const upserts = batch.upserts.filter((chat) => query.view === 'floor' || chat.assignee?.id === id);
            yield { ...batch, upserts };
          }
        },
      })),
    ),
  },
  {
    name: 'closed chats in the next snapshot',
    rules: ['Q3', 'W10'],
    breaks: always((adapter) => {
      const known = new Map<string, Chat>();
      const closed: Chat[] = [];
      return withBatches<ChatChanges>(adapter, 'watchChats', (batch, { cursor }) => {
        for (const chat of batch.upserts) known.set(chat.id, chat);
        for (const id of batch.removes) {
          const chat = known.get(id);
          if (chat) closed.push({ ...chat, status: 'closed' });
        }
        return [
          { ...batch, upserts: batch.snapshot && cursor === undefined ? [...batch.upserts, ...closed] : batch.upserts },
        ];
      });
    }),
  },
  {
    name: 'a join that takes the chat over',
    rules: ['A12', 'S7'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async perform(command, options) {
          const answer = (await connection.perform(command, options)) as Chat;
          if (command.type !== 'join' || answer.status !== 'assigned') return answer;
          const key = { ...options, idempotencyKey: `${options.idempotencyKey}-more` };
          const to = { type: 'agent', id: connection.session.viewer.id } as const;
          return connection.perform({ type: 'transfer', chatId: command.chatId, to }, key);
        },
      })),
    ),
  },
  {
    name: 'joins that are said to be shared, and are seen by nobody else',
    rules: ['S7'],
    breaks: always((adapter) =>
      tamper(adapter, ({ session, watchChats }) => ({
        async *watchChats(query, options) {
          const isOwn = ({ id }: Participant): boolean => id === session.viewer.id;
          for await (const batch of watchChats(query, options)) {
            const upserts = batch.upserts.map((chat) => ({ ...chat, participants: chat.participants.filter(isOwn) }));
            yield { ...batch, upserts };
          }
        },
      })),
    ),
  },
  {
    name: 'an own place that the list does not show',
    rules: ['A12'],
    breaks: always((adapter) =>
      tamper(adapter, ({ session, watchChats }) => ({
        async *watchChats(query, options) {
          const isOther = ({ id }: Participant): boolean => id !== session.viewer.id;
          for await (const batch of watchChats(query, options)) {
            const upserts = batch.upserts.map((chat) => ({ ...chat, participants: chat.participants.filter(isOther) }));
            yield { ...batch, upserts };
          }
        },
      })),
    ),
  },
  {
    name: 'a capacity that is said to be set, and is not',
    rules: ['A14'],
    breaks: always((adapter) =>
      tamper(adapter, ({ perform }) => ({
        async perform(command, options) {
          if (command.type !== 'set-agent-status') return perform(command, options);
          const { capacity: _, ...status } = command;
          return perform(status, options);
        },
      })),
    ),
  },
  {
    name: 'an agent who goes and lets the chats fall',
    rules: ['A14'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async perform(command, options) {
          if (command.type === 'set-agent-status') {
            for (const { id } of await inHand(connection, command.agentId)) {
              const key = { ...options, idempotencyKey: `${options.idempotencyKey}-${id}` };
              await connection.perform({ type: 'release', chatId: id }, key);
            }
          }
          return connection.perform(command, options);
        },
      })),
    ),
  },
  {
    name: 'a command that is undone when its record is not taken',
    rules: ['R7'],
    breaks: (backend) => (adapter) =>
      tamper(adapter, (connection) => ({
        report: (events, options) =>
          (connection.report?.(events, options) ?? Promise.reject(new Error('none'))).catch(async (thrown: unknown) => {
            const to = { type: 'agent', id: backend.people.agent.id } as const;
            const undone = events.map(async ({ chatId }) =>
              backend.perform('supervisor', { type: 'assign', chatId, to }),
            );
            await Promise.allSettled(undone);
            throw thrown;
          }),
      })),
  },
  {
    name: 'records of commands that there are not',
    rules: ['R8'],
    breaks: always((adapter) =>
      tamper(adapter, ({ session }) => ({
        session: { ...session, reports: { ...session.reports, dance: { eventId: 1, event: 'Danced' } } as never },
      })),
    ),
  },
  {
    name: "yesterday's notices",
    rules: ['N1', 'N2'],
    breaks: always((adapter) =>
      withBatches<NoticeChanges>(adapter, 'watchNotices', (batch, { cursor }) => {
        const notice = { id: 'old', type: 'moved-away', chatId: 'old', at: 1 } as const;
        return batch.synced && cursor === undefined ? [{ ...batch, upserts: [notice, ...batch.upserts] }] : undefined;
      }),
    ),
  },
  {
    name: 'a transcript that begins with the last message',
    rules: ['M1'],
    breaks: always((adapter) =>
      withBatches<MessageChanges>(adapter, 'watchMessages', (batch) => [
        { ...batch, upserts: [...batch.upserts].sort((a: Message, b: Message) => (a.id < b.id ? 1 : -1)) },
      ]),
    ),
  },
  {
    name: 'a transcript that stays open for who left',
    rules: ['M4'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        watchMessages: (chatId, options) =>
          deafTo(
            'forbidden',
            connection.watchMessages?.(chatId, options) as AsyncIterable<MessageChanges>,
            options.signal,
          ),
      })),
    ),
  },
  {
    name: 'a probe that sees nobody in a chat',
    rules: ['K2', 'A12'],
    breaks: always((adapter) => adapter),
    worlds: (factory) => async () => {
      const world = await factory();
      const { backend } = world;
      const chat = async (id: string) => ({ ...(await backend.chat(id)), participants: [] });
      return { ...world, backend: { ...backend, chat } };
    },
  },
];
