import { ChatError, isChatError, type ChatQuery } from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import { always, type Broken } from './broken.js';

/** A watch of chats that is asked for something else. */
function asking(change: (query: ChatQuery) => ChatQuery): Broken['breaks'] {
  return always((adapter) =>
    tamper(adapter, (connection) => ({
      watchChats: (query, options) => connection.watchChats(change(query), options),
    })),
  );
}

export const queries: readonly Broken[] = [
  {
    name: 'a floor for whoever asks for it',
    rules: ['S3'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        watchChats: (query, options) => {
          const mayAsk = connection.session.viewer.roles.includes('supervisor');
          return connection.watchChats(mayAsk ? query : { ...query, view: 'mine' }, options);
        },
      })),
    ),
  },
  {
    name: 'companies that are not looked at',
    rules: ['Q2', 'Q4', 'L7', 'W6', 'W10'],
    breaks: asking(({ companies: _, ...query }) => query),
  },
  {
    name: 'an empty list that means all',
    rules: ['Q2'],
    breaks: asking(({ companies, queues, ...query }) => ({
      ...query,
      ...(companies && companies.length > 0 && { companies }),
      ...(queues && queues.length > 0 && { queues }),
    })),
  },
  {
    name: 'null in queues that is left out',
    rules: ['Q2'],
    breaks: asking(({ queues, ...query }) => ({
      ...query,
      ...(queues && { queues: queues.filter((id) => id !== null) }),
    })),
  },
  {
    name: 'forbidden instead of not-found',
    rules: ['A6', 'A9', 'E5', 'Q4'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        perform: (command, options) =>
          connection.perform(command, options).catch((thrown: unknown) => {
            if (isChatError(thrown) && thrown.code === 'not-found') throw new ChatError('forbidden', thrown.message);
            throw thrown;
          }),
      })),
    ),
  },
  {
    name: 'errors that are of no contract',
    rules: ['E1'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        listQueues: (options) =>
          connection.listQueues(options).catch((thrown: unknown) => {
            throw options.signal.aborted ? thrown : new Error('HTTP 503');
          }),
      })),
    ),
  },
  {
    name: 'a broken call that says it was aborted',
    rules: ['E2'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        listQueues: (options) =>
          connection.listQueues(options).catch((thrown: unknown) => {
            if (isChatError(thrown) && thrown.code === 'unavailable') throw new DOMException('Gone', 'AbortError');
            throw thrown;
          }),
      })),
    ),
  },
  {
    name: 'every error retryable',
    rules: ['E5'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        perform: (command, options) =>
          connection.perform(command, options).catch((thrown: unknown) => {
            if (!isChatError(thrown)) throw thrown;
            const { chat, by, backendCode } = thrown;
            throw new ChatError(thrown.code, thrown.message, {
              retryable: true,
              ...(chat && { chat }),
              ...(by && { by }),
              ...(backendCode !== undefined && { backendCode }),
            });
          }),
      })),
    ),
  },
  {
    name: "an error without the backend's code",
    rules: ['E6'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        perform: (command, options) =>
          connection.perform(command, options).catch((thrown: unknown) => {
            if (!isChatError(thrown) || thrown.backendCode === undefined) throw thrown;
            throw new ChatError(thrown.code, thrown.message);
          }),
      })),
    ),
  },
  {
    name: 'queues of everybody',
    rules: ['Q6'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async listQueues(options) {
          const queues = await connection.listQueues(options);
          return [...queues, { id: 'secret', name: 'Secret', company: { id: 'secret', name: 'Secret' } }];
        },
      })),
    ),
  },
  {
    name: 'a window that is taken for a limit',
    rules: ['Q7'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchChats(query, options) {
          for await (const batch of connection.watchChats(query, options)) {
            yield query.window ? { ...batch, upserts: batch.upserts.slice(0, query.window.after) } : batch;
          }
        },
      })),
    ),
  },
  {
    name: 'loads that are not counted',
    rules: ['Q5'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchAgents(query, options) {
          for await (const batch of connection.watchAgents(query, options)) {
            yield { ...batch, upserts: batch.upserts.map((agent) => ({ ...agent, load: 0 })) };
          }
        },
      })),
    ),
  },
];
