import { ChatError, type ReportEvent, type Session } from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import type { ChatChanges, MessageChanges, NoticeChanges } from '../../../src/contract/index.js';
import { always, withBatches, type Broken } from './broken.js';

/** A session that says something else. */
function sessions(change: (session: Session) => Session): Broken['breaks'] {
  return always((adapter) => tamper(adapter, ({ session }) => ({ session: change(session) })));
}

function reports(change: (events: readonly ReportEvent[]) => readonly ReportEvent[]): Broken['breaks'] {
  return always((adapter) =>
    tamper(adapter, (connection) => ({
      report: (events, options) =>
        connection.report?.(change(events), options) ?? Promise.resolve({ accepted: [], refused: [] }),
    })),
  );
}

export const records: readonly Broken[] = [
  {
    name: "a session that is stamped with the browser's clock",
    rules: ['S1'],
    breaks: sessions((session) => ({ ...session, at: Date.now() })),
  },
  {
    name: 'roles that everybody has',
    rules: ['S3'],
    breaks: sessions((session) => ({ ...session, viewer: { ...session.viewer, roles: ['agent', 'supervisor'] } })),
  },
  {
    name: 'a graded operation without its method',
    rules: ['S5'],
    breaks: always((adapter) => tamper(adapter, () => ({ readReport: undefined }) as never)),
  },
  {
    name: 'a graded operation that the backend does not have',
    rules: ['S5'],
    breaks: always((adapter) =>
      tamper(adapter, () => ({
        watchAgents() {
          throw new ChatError('unsupported', 'There are no agents here.');
        },
      })),
    ),
  },
  {
    name: 'a grade that is emulated without a reason',
    rules: ['S6', 'K3'],
    breaks: sessions((session) => {
      const { capabilities } = session;
      const operations = { ...capabilities.operations, 'watch-agents': { grade: 'emulated' } } as const;
      return { ...session, capabilities: { ...capabilities, operations } };
    }),
  },
  {
    name: 'companies that the viewer may not choose',
    rules: ['S8'],
    breaks: sessions((session) => {
      const companies = [...session.settings.companies, { id: 'third', name: 'Third' }];
      return { ...session, settings: { ...session.settings, companies } };
    }),
  },
  {
    name: 'records under new ids',
    rules: ['R1', 'R2', 'R3', 'R4', 'R5', 'R9'],
    breaks: reports((events) => events.map((event) => ({ ...event, id: `${event.id}-${Math.random()}` }))),
  },
  {
    name: 'a receipt that accepts what was not sent on',
    rules: ['R4', 'R5', 'R9'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async report(events, options) {
          const receipt = await connection.report?.(events.slice(-1), options);
          return { accepted: events.map(({ id }) => id), refused: receipt?.refused ?? [] };
        },
      })),
    ),
  },
  {
    name: 'records in another order',
    rules: ['R5'],
    breaks: reports((events) => [...events].reverse()),
  },
  {
    name: 'a log that is read oldest first',
    rules: ['R9'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async readReport(query, options) {
          const page = await connection.readReport?.(query, options);
          return { ...page, items: [...(page?.items ?? [])].reverse() };
        },
      })),
    ),
  },
  {
    name: 'a record that is written with each command, beside those of the monitor',
    rules: ['R6'],
    breaks: always((adapter, person) =>
      tamper(adapter, (connection) => ({
        async perform(command, options) {
          const answer = await connection.perform(command, options);
          if (command.type !== 'release' || person !== 'supervisor') return answer;
          const record = { id: options.idempotencyKey, command: command.type, chatId: command.chatId };
          await connection.report?.([record as unknown as ReportEvent], options);
          return answer;
        },
      })),
    ),
  },
  {
    name: 'a field that is null',
    rules: ['D1'],
    through: 'guard',
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch) => [
        { ...batch, upserts: batch.upserts.map((chat) => ({ ...chat, queue: chat.queue ?? (null as never) })) },
      ]),
    ),
  },
  {
    name: 'an assignee of chats that wait',
    rules: ['D2'],
    through: 'guard',
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch) => [
        { ...batch, upserts: batch.upserts.map((chat) => ({ ...chat, assignee: chat.assignee ?? chat.requester })) },
      ]),
    ),
  },
  {
    name: 'text that is escaped',
    rules: ['D5'],
    breaks: always((adapter) =>
      withBatches<ChatChanges>(adapter, 'watchChats', (batch) => [
        { ...batch, upserts: batch.upserts.map((chat) => ({ ...chat, issue: chat.issue.replace(/</g, '&lt;') })) },
      ]),
    ),
  },
  {
    name: 'notices of own actions',
    rules: ['N2'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchNotices(options) {
          const chats = connection.watchChats({ view: 'mine' }, options)[Symbol.asyncIterator]();
          const notices = (connection.watchNotices?.(options) ?? none())[Symbol.asyncIterator]();
          const leaves = (): Promise<NoticeChanges> => removesOf(chats).then(asNotices);
          const comes = async (): Promise<NoticeChanges> => (await notices.next()).value as NoticeChanges;
          const [left, told] = [{ next: leaves() }, { next: comes() }];
          for (;;) {
            const first = await Promise.race([left.next.then(() => left), told.next.then(() => told)]);
            yield await first.next;
            first.next = first === left ? leaves() : comes();
          }
        },
      })),
    ),
  },
  {
    name: 'a notice without names',
    rules: ['N4'],
    breaks: always((adapter) =>
      withBatches<NoticeChanges>(adapter, 'watchNotices', (batch) => [
        { ...batch, upserts: batch.upserts.map(({ id, type, chatId, at }) => ({ id, type, chatId, at })) },
      ]),
    ),
  },
  {
    name: 'notices that come again after a resume',
    rules: ['N3'],
    breaks: always((adapter) => {
      const told: NoticeChanges['upserts'][number][] = [];
      return withBatches<NoticeChanges>(adapter, 'watchNotices', (batch, { cursor }) => {
        const again = cursor === undefined ? [] : told.splice(0);
        told.push(...batch.upserts);
        return [{ ...batch, upserts: [...again, ...batch.upserts] }];
      });
    }),
  },
  {
    name: 'a transcript of another chat',
    rules: ['M2'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => {
        const chats = new Set<string>();
        return {
          async *watchChats(query, options) {
            yield* connection.watchChats(query, options);
          },
          async *watchMessages(chatId, options) {
            const mine = connection.watchChats({ view: 'mine' }, options);
            for await (const batch of mine) {
              for (const chat of batch.upserts) chats.add(chat.id);
              break;
            }
            const [other = chatId] = [...chats].filter((id) => id !== chatId);
            for await (const batch of connection.watchMessages?.(other, options) ?? []) {
              if (batch.snapshot && other !== chatId)
                yield { ...batch, synced: undefined } as unknown as MessageChanges;
              break;
            }
            yield* connection.watchMessages?.(chatId, options) ?? [];
          },
        };
      }),
    ),
  },
  {
    name: 'a message that is sent under a new key each time',
    rules: ['M3'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        sendMessage: (draft, options) =>
          connection.sendMessage?.(draft, {
            ...options,
            idempotencyKey: `${options.idempotencyKey}-${Math.random()}`,
          }) ?? Promise.reject(new Error('no sendMessage')),
      })),
    ),
  },
  {
    name: 'a message that is cut to the longest length',
    rules: ['M5'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        sendMessage: ({ chatId, text }, options) =>
          connection.sendMessage?.({ chatId, text: text.slice(0, 200) }, options) ?? Promise.reject(new Error('none')),
      })),
    ),
  },
];

async function* none(): AsyncGenerator<NoticeChanges> {}

async function removesOf(chats: AsyncIterator<ChatChanges>): Promise<readonly string[]> {
  for (;;) {
    const { removes } = (await chats.next()).value as ChatChanges;
    if (removes.length > 0) return removes;
  }
}

function asNotices(removes: readonly string[]): NoticeChanges {
  const at = Date.now();
  return {
    upserts: removes.map((chatId) => ({ id: `own-${chatId}`, type: 'moved-away', chatId, at })),
    removes: [],
    at,
  };
}
