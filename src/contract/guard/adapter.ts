import type { CallOptions, ChatAdapter, ChatConnection } from '../adapter.js';
import { argument, call, letGo } from './calls.js';
import { guardConnection } from './connection.js';
import { type DataFault, FaultReporter } from './faults.js';
import { callOptions } from './request-shapes.js';
import { id, method, text } from './scalars.js';
import { labelled, object } from './shape.js';

export interface GuardOptions {
  /** Told once of each malformed record and of each operation that is graded too well. */
  onFault?(this: void, fault: DataFault): void;
}

const adapterShape = object<ChatAdapter>({ id, 'viewerKey?': text, 'identify?': method, connect: method });

/**
 * Wraps an adapter so that everything it delivers can be trusted: records are checked, copied and frozen, malformed
 * ones set aside; whatever it throws is a `ChatError` or the caller's own `AbortError`; nothing comes after abort or
 * close. Errors: TypeError where `adapter` is none, and for wrong arguments of any method.
 */
export function guard(adapter: ChatAdapter, options: GuardOptions = {}): ChatAdapter {
  const identity = argument('guard', 'adapter', adapterShape, adapter);
  const faults = new FaultReporter(options.onFault);
  const line = { adapterId: identity.id, faults, closing: new AbortController().signal };
  const identify = ({ signal }: CallOptions): Promise<string> =>
    call(line, 'identify', signal, (inner) => adapter.identify?.({ signal: inner }), labelled('viewer', id));
  return Object.freeze<ChatAdapter>({
    ...identity,
    ...(identity.identify && { identify }),
    async connect(connectOptions: CallOptions): Promise<ChatConnection> {
      const { signal } = argument('connect', 'options', callOptions, connectOptions);
      let opened: Promise<ChatConnection> | undefined;
      const open = (inner: AbortSignal): Promise<ChatConnection> => (opened = adapter.connect({ signal: inner }));
      try {
        return await call(line, 'connect', signal, open, (raw) => guardConnection(raw, line));
      } catch (thrown) {
        // Nobody else would close what was opened, or still comes.
        letGo(async () => (await opened)?.close());
        throw thrown;
      }
    },
  });
}
