import type { ChatConnection } from '../adapter.js';
import { type Capabilities, gradeOf, type Operation } from '../capabilities.js';
import type { FaultReporter } from './faults.js';
import { Malformed, within } from './shape.js';

type OptionalMethod = Exclude<
  { [K in keyof ChatConnection]-?: object extends Pick<ChatConnection, K> ? K : never }[keyof ChatConnection],
  never
>;

/** The operation that speaks of each optional method. */
const operationOfMethod: Readonly<Record<OptionalMethod, Operation>> = {
  watchSession: 'watch-session',
  outcome: 'outcome',
  report: 'report',
  readReport: 'read-report',
  watchNotices: 'watch-notices',
  watchMessages: 'read-messages',
  sendMessage: 'send-message',
};

const requiredMethods = ['watchChats', 'watchAgents', 'listQueues', 'perform', 'close'] as const;

/** The methods of an adapter's connection, read once. */
export class Methods {
  readonly #connection: object;
  readonly #found = new Map<string, (...args: readonly unknown[]) => unknown>();
  #capabilities: Capabilities | undefined;

  /** Throws `Malformed` where a method is missing that every connection has. */
  constructor(connection: object) {
    this.#connection = connection;
    const methods = connection as Record<string, unknown>;
    for (const name of [...requiredMethods, ...Object.keys(operationOfMethod)]) {
      const method = methods[name];
      if (typeof method === 'function') this.#found.set(name, method as (...args: readonly unknown[]) => unknown);
    }
    for (const name of requiredMethods) {
      if (!this.#found.has(name)) throw within(name, new Malformed('must be a method', 'L2'));
    }
  }

  /** Whether an optional method is to be offered; as the first session's grades say, once they were matched. */
  readonly has = (name: OptionalMethod): boolean => {
    const graded = this.#capabilities === undefined || gradeOf(this.#capabilities, operationOfMethod[name]) !== 'none';
    return this.#found.has(name) && graded;
  };

  invoke(name: string, args: readonly unknown[]): unknown {
    return this.#found.get(name)?.apply(this.#connection, [...args]);
  }

  /** Grades as they can be kept: an operation whose method is not there is not possible, whatever is said of it. */
  matched(capabilities: Capabilities, faults: FaultReporter): Capabilities {
    const operations = { ...capabilities.operations };
    for (const [name, operation] of Object.entries(operationOfMethod) as [OptionalMethod, Operation][]) {
      if (gradeOf(capabilities, operation) === 'none' || this.has(name)) continue;
      const reason = `The adapter has no method ${name}.`;
      operations[operation] = Object.freeze({ grade: 'none', reason });
      const path = `capabilities.operations.${operation}`;
      faults.report({ kind: 'capability', what: operation, path, message: reason, rule: 'S5' });
    }
    const matched = Object.freeze({ ...capabilities, operations: Object.freeze(operations) });
    this.#capabilities ??= matched;
    return matched;
  }
}
