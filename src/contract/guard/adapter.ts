import type { CallOptions, ChatAdapter, ChatConnection } from '../adapter.js';
import { ChatError } from '../chat-error.js';
import type { Session } from '../session.js';
import { argument, callOptions } from './arguments.js';
import { Caller } from './calls.js';
import { guardConnection } from './connection.js';
import { asMalformed, type DataFault, FaultReporter } from './faults.js';
import { Methods } from './methods.js';
import { id, text } from './scalars.js';
import { session as checkSession } from './session-shape.js';
import { Malformed, within } from './shape.js';

export interface GuardOptions {
  /** Told once of each malformed record and of each operation that is graded too well. */
  onFault?(this: void, fault: DataFault): void;
}

/**
 * Wraps an adapter so that everything it delivers can be trusted: records are checked, copied and frozen, malformed
 * ones set aside; whatever it throws is a `ChatError` or the caller's own `AbortError`; nothing comes after abort or
 * close. Errors: TypeError where `adapter` is none, and for wrong arguments of any method.
 */
export function guard(adapter: ChatAdapter, options: GuardOptions = {}): ChatAdapter {
  const adapterId = argument('guard', 'adapter.id', id, adapter.id);
  const viewerKey =
    adapter.viewerKey === undefined ? undefined : argument('guard', 'adapter.viewerKey', text, adapter.viewerKey);
  if (typeof adapter.connect !== 'function') throw new TypeError('guard: adapter.connect must be a method.');
  const faults = new FaultReporter(options.onFault);
  const caller = new Caller(adapterId, faults);
  return Object.freeze<ChatAdapter>({
    id: adapterId,
    ...(viewerKey === undefined ? {} : { viewerKey }),
    async connect(connectOptions: CallOptions): Promise<ChatConnection> {
      const { signal } = argument('connect', 'options', callOptions, connectOptions);
      let opened: unknown;
      let wanted = true;
      const open = async (inner: AbortSignal): Promise<unknown> => {
        opened = await adapter.connect({ signal: inner });
        // Too late: the caller has gone, and nobody else would close it.
        if (!wanted) closeUnused(opened);
        return opened;
      };
      try {
        return await caller.call('connect', signal, open, (raw) => opening(raw, adapterId, faults));
      } catch (thrown) {
        wanted = false;
        closeUnused(opened);
        throw thrown;
      }
    },
  });
}

/** Reads a fresh connection. Throws `Malformed`. */
function opening(raw: unknown, adapterId: string, faults: FaultReporter): ChatConnection {
  if (typeof raw !== 'object' || raw === null) throw new Malformed('must be a connection', 'L2');
  try {
    const methods = new Methods(raw);
    const closing = new AbortController();
    const caller = new Caller(adapterId, faults, closing.signal);
    const session = readSession(methods, faults, (raw as Partial<ChatConnection>).session);
    const replacement = (next: unknown): Session => {
      const clean = readSession(methods, faults, next);
      if (clean.viewer.id === session.viewer.id) return clean;
      throw new ChatError('unauthenticated', 'Another viewer is signed in now.');
    };
    return guardConnection(methods, caller, session, replacement, closer(methods, adapterId, faults, closing));
  } catch (thrown) {
    throw asMalformed(thrown);
  }
}

function readSession(methods: Methods, faults: FaultReporter, raw: unknown): Session {
  try {
    const clean = checkSession(raw);
    return Object.freeze({ ...clean, capabilities: methods.matched(clean.capabilities, faults) });
  } catch (thrown) {
    throw within('session', thrown);
  }
}

/** Closes once; later calls get the same promise. */
function closer(
  methods: Methods,
  adapterId: string,
  faults: FaultReporter,
  closing: AbortController,
): () => Promise<void> {
  let closed: Promise<void> | undefined;
  return () => {
    closing.abort();
    closed ??= new Caller(adapterId, faults).call(
      'close',
      new AbortController().signal,
      () => methods.invoke('close', []),
      () => undefined,
    );
    return closed;
  };
}

function closeUnused(connection: unknown): void {
  try {
    Promise.resolve((connection as Partial<ChatConnection> | undefined)?.close?.()).catch(() => undefined);
  } catch {
    // Nobody was ever given this connection.
  }
}
