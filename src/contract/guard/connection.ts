import type { ChatConnection } from '../adapter.js';
import { gradeOf } from '../capabilities.js';
import { ChatError } from '../chat-error.js';
import type { Session } from '../session.js';
import { argument, call, watch } from './calls.js';
import type { Line } from './exchange.js';
import { type Method, methods } from './methods.js';
import { callOptions, type GuardedWatchOptions } from './request-shapes.js';
import { session as wholeSession } from './session-shape.js';
import { type Check, labelled, Malformed } from './shape.js';

const checkSession = labelled('session', wholeSession);
const table = Object.entries(methods) as unknown as readonly [string, Method<unknown, unknown>][];

const only = (value: unknown): readonly unknown[] => [value];

/** The safe connection. Optional methods are there where the adapter has them and their operation is graded. */
export function guardConnection(raw: unknown, connecting: Line): ChatConnection {
  const source = Object(raw) as Readonly<Record<string, unknown>>;
  const { faults } = connecting;
  const closing = new AbortController();
  const line: Line = { ...connecting, closing: closing.signal };
  const guarded: Record<string, unknown> = {};

  /** A session with grades that can be kept: what has no method is not possible, whatever is said of it. */
  const readSession: Check<Session> = (value) => {
    const session = checkSession(value);
    const operations = { ...session.capabilities.operations };
    for (const [name, { operation }] of table) {
      if (!operation || name in guarded || gradeOf(session.capabilities, operation) === 'none') continue;
      const message = `The adapter has no method ${name}.`;
      operations[operation] = Object.freeze({ grade: 'none', reason: message });
      const path = `capabilities.operations.${operation}`;
      faults.report({ kind: 'capability', what: operation, path, message, rule: 'S5' });
    }
    const capabilities = Object.freeze({ ...session.capabilities, operations: Object.freeze(operations) });
    return Object.freeze({ ...session, capabilities });
  };

  for (const [name, { takes, options = callOptions, split = only, reader, operation }] of table) {
    const method = source[name];
    if (typeof method !== 'function') {
      if (operation) continue;
      throw new Malformed('must be a method', 'L2', `connection.${name}`);
    }
    const prepare = (given: readonly unknown[]): Parameters<typeof call> => {
      const args = takes ? [argument(name, 'argument', takes, given[0])] : [];
      const { signal, cursor, known, ...rest }: GuardedWatchOptions = argument(
        name,
        'options',
        options,
        given[args.length],
      );
      const cursors = session.capabilities.guarantees.resume === 'cursor';
      const resume = cursors && cursor !== undefined && { cursor };
      return [
        line,
        name,
        signal,
        (inner) => method.call(raw, ...args, { ...rest, ...resume, signal: inner }) as unknown,
        reader({ faults, replacement, cursors, resumed: Boolean(resume), known }, args[0]),
      ];
    };
    guarded[name] = name.startsWith('watch')
      ? (...given: readonly unknown[]) => watch(split, ...prepare(given))
      : async (...given: readonly unknown[]) => call(...prepare(given));
  }

  const session = readSession(source['session']);
  const replacement: Check<Session> = (value) => {
    const next = readSession(value);
    if (next.viewer.id === session.viewer.id) return next;
    throw new ChatError('unauthenticated', 'Another viewer is signed in now.');
  };
  for (const [name, { operation }] of table) {
    if (operation && gradeOf(session.capabilities, operation) === 'none') delete guarded[name];
  }

  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing.abort();
    closed ??= call(
      connecting,
      'close',
      connecting.closing,
      () => (raw as ChatConnection).close(),
      () => undefined,
    );
    return closed;
  };
  return Object.freeze(Object.assign(guarded, { session, close })) as unknown as ChatConnection;
}
