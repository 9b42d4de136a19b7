import { ChatError, isChatError, type ChatConnection } from '../../../src/contract/index.js';
import { tamper } from '../../../src/conformance/tamper.js';
import { always, type Broken } from './broken.js';

let visits = 0;

export const lifecycle: readonly Broken[] = [
  {
    name: 'an id that differs per visit',
    rules: ['L1'],
    breaks: always((adapter) => ({ ...adapter, id: `memory-${(visits += 1)}` })),
  },
  {
    name: 'one viewerKey for everybody',
    rules: ['L1'],
    breaks: always((adapter) => ({ ...adapter, viewerKey: 'somebody' })),
  },
  {
    name: 'a close that kills the other connections',
    rules: ['L5'],
    breaks: (backend) => (adapter) =>
      tamper(adapter, (connection) => ({
        async close() {
          await connection.close();
          await backend.cut?.();
        },
      })),
  },
  {
    name: 'a close that closes nothing',
    rules: ['L5', 'L8'],
    breaks: always((adapter) => tamper(adapter, () => ({ close: async () => undefined }))),
  },
  {
    name: 'a connect that says unavailable for whatever goes wrong',
    rules: ['L3'],
    breaks: always((adapter) => ({
      ...adapter,
      connect: (options) =>
        adapter.connect(options).catch((cause: unknown) => {
          throw options.signal.aborted ? cause : new ChatError('unavailable', 'Something went wrong.', { cause });
        }),
    })),
  },
  {
    name: 'calls that are repeated when they fail',
    rules: ['L6'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        listQueues: (options) =>
          connection.listQueues(options).catch((thrown: unknown) => {
            if (isChatError(thrown) && thrown.retryable) return connection.listQueues(options);
            throw thrown;
          }),
      })),
    ),
  },
  {
    name: 'a watch that is opened again when it breaks',
    rules: ['L6', 'W13'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchChats(query, options) {
          for (;;) {
            try {
              yield* connection.watchChats(query, options);
            } catch (thrown) {
              if (!isChatError(thrown) || !thrown.retryable) throw thrown;
              await new Promise((resolve) => setTimeout(resolve, 20));
            }
          }
        },
      })),
    ),
  },
  {
    name: 'an adapter that connects as soon as it is made',
    rules: ['L8'],
    breaks: always((adapter) => {
      void adapter.connect({ signal: new AbortController().signal }).catch(() => undefined);
      return adapter;
    }),
  },
  {
    name: 'one connection for all visits',
    rules: ['L5'],
    breaks: always((adapter) => {
      let shared: Promise<ChatConnection> | undefined;
      return { ...adapter, connect: (options) => (shared ??= adapter.connect(options)) };
    }),
  },
  {
    name: 'a watch that is not ended by an abort',
    rules: ['L4'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        watchChats: (query, options) =>
          connection.watchChats(query, { ...options, signal: new AbortController().signal }),
      })),
    ),
  },
  {
    name: 'a batch after the abort',
    rules: ['L4'],
    breaks: always((adapter) =>
      tamper(adapter, (connection) => ({
        async *watchChats(query, options) {
          try {
            yield* connection.watchChats(query, options);
          } catch (thrown) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            if (options.signal.aborted) yield { upserts: [], removes: [], at: Date.now() };
            throw thrown;
          }
        },
      })),
    ),
  },
];
