import type {
  Agent,
  Chat,
  ChatAdapter,
  ChatConnection,
  DataFault,
  Message,
  Notice,
  ReportEvent,
  Session,
  SupportQueue,
} from '../../src/contract/index.js';
import { guard } from '../../src/contract/index.js';

/** One of each record with every field set, for tests that break one field at a time. */
export const fullChat = {
  id: 'c1',
  version: 3,
  assignmentVersion: 'a3',
  status: 'transferred',
  requester: { id: 'r1', name: 'Rosa' },
  issue: 'VPN',
  company: { id: 'co1', name: 'Calbro' },
  queue: { id: 'q1', name: 'IT' },
  assignee: { id: 'u1', name: 'Uma' },
  participants: [{ id: 'u2', name: 'Vic', mode: 'monitor' }],
  openedAt: 1000,
  handledSince: 2000,
  transfer: { from: { id: 'u3', name: 'Wes' }, at: 3000, expiresAt: 4000, note: 'please' },
  assist: {
    id: 'as1',
    by: { id: 'u1', name: 'Uma' },
    at: 2500,
    message: 'stuck',
    claimedBy: { id: 'u4', name: 'Xia' },
  },
  sla: { queue: { warning: 5, breach: 10 }, session: { warning: 20, breach: 40 } },
  messageCount: 7,
  lastMessageAt: 2900,
  allowed: { release: true, participate: { reason: 'other', text: 'not today' } },
} satisfies Chat;

export const pendingChat = {
  id: 'c2',
  assignmentVersion: 'a1',
  status: 'pending',
  requester: { id: 'r2', name: 'Sol' },
  issue: 'Printer',
  company: { id: 'co1', name: 'Calbro' },
  participants: [],
  openedAt: 1000,
  waitingSince: 1000,
  allowed: {},
} satisfies Chat;

export const fullAgent = {
  id: 'u1',
  name: 'Uma',
  version: 1,
  availability: 'available',
  statusCode: 'Ready',
  statusSince: 10,
  capacity: 3,
  load: 1,
  queues: [{ id: 'q1', name: 'IT' }],
} satisfies Agent;

export const fullMessage = {
  id: 'm1',
  chatId: 'c1',
  author: { id: 'r1', name: 'Rosa', kind: 'requester' },
  text: '<b>hi</b>',
  at: 5,
} satisfies Message;

export const fullNotice = {
  id: 'n1',
  type: 'moved-away',
  chatId: 'c1',
  requester: 'Rosa',
  at: 5,
  by: { id: 'u2', name: 'Vic' },
  to: { id: 'u3', name: 'Wes' },
  note: 'sorry',
} satisfies Notice;

export const fullQueue = {
  id: 'q1',
  name: 'IT',
  company: { id: 'co1', name: 'Calbro' },
  autoAssign: true,
} satisfies SupportQueue;

export const fullReport = {
  id: 'k1',
  command: 'transfer',
  chatId: 'c1',
  actor: { id: 'u1', name: 'Uma' },
  from: { type: 'agent', id: 'u1', name: 'Uma' },
  to: { type: 'queue', id: 'q1', name: 'IT' },
  note: 'n',
  outcome: 'refused',
  errorCode: 'conflict',
  backendErrorCode: '9093',
  startedAt: 1,
  endedAt: 2,
  receivedAt: 3,
  form: {
    event: 'Chat transferred',
    eventId: 10001,
    eventStatus: 'Complete',
    company: 'Calbro',
    region: 'EU',
    userId: 'u1',
    start: 1,
    end: 2,
    duration: 0,
    count: 1,
    filter1: 'a',
    filter2: 'b',
    filter3: 'c',
    sessionId: 'c1',
    createDate: 2,
  },
} satisfies ReportEvent;

export const fullSession = {
  viewer: { id: 'u1', name: 'Uma', roles: ['supervisor', 'agent'] },
  settings: {
    queueAssignment: true,
    sla: { queue: { warning: 5, breach: 10 }, session: { warning: 20, breach: 40 } },
    slaColors: { warning: 'orange', breach: 'red' },
    companies: [{ id: 'co1', name: 'Calbro' }],
    agentStatuses: [{ availability: 'available', code: 'Ready' }],
    maxMessageLength: 4000,
  },
  capabilities: {
    operations: {
      release: 'native',
      'watch-session': 'native',
      'watch-notices': { grade: 'emulated', reason: 'polled' },
      outcome: 'native',
      report: 'native',
      'read-report': 'native',
      'read-messages': 'native',
      'send-message': 'native',
    },
    guarantees: {
      precondition: 'checked',
      idempotency: 'key',
      resume: 'cursor',
      report: 'exactly-once',
      audit: 'adapter',
    },
    guaranteeReasons: { precondition: 'because' },
  },
  reports: { release: { eventId: 10003, event: 'Released', filter1: 'from', filter2: 'to', filter3: 'error' } },
  at: 100,
} satisfies Session;

/** A watch that delivers these values and then waits for its signal. */
export async function* deliver(values: readonly unknown[], signal: AbortSignal): AsyncGenerator<never> {
  for (const value of values) yield value as never;
  await new Promise<never>((_, reject) => {
    const abort = (): void => {
      reject(new DOMException('Aborted', 'AbortError'));
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}

/** An adapter whose connection is made of the given parts; the rest of it hangs or is quiet. */
export function stubAdapter(parts: Record<string, unknown> = {}): ChatAdapter {
  const never = (): Promise<never> => new Promise(() => undefined);
  const quiet = (...args: readonly unknown[]): AsyncGenerator<never> =>
    deliver([], (args[args.length - 1] as { signal: AbortSignal }).signal);
  const connection = {
    session: fullSession,
    watchSession: quiet,
    watchChats: quiet,
    watchAgents: quiet,
    watchNotices: quiet,
    watchMessages: quiet,
    listQueues: never,
    perform: never,
    outcome: never,
    report: never,
    readReport: never,
    sendMessage: never,
    close: () => Promise.resolve(),
    ...parts,
  };
  return { id: 'stub', connect: () => Promise.resolve(connection as ChatConnection) };
}

export interface Guarded {
  readonly connection: ChatConnection;
  readonly faults: DataFault[];
  readonly controller: AbortController;
  readonly options: { readonly signal: AbortSignal };
}

/** The stub behind the guard, connected. */
export async function guarded(parts: Record<string, unknown> = {}): Promise<Guarded> {
  const faults: DataFault[] = [];
  const controller = new AbortController();
  const options = { signal: controller.signal };
  const adapter = guard(stubAdapter(parts), { onFault: (fault) => faults.push(fault) });
  return { connection: await adapter.connect(options), faults, controller, options };
}

/** The first `count` values of a watch. */
export async function take<T>(watch: AsyncIterable<T>, count: number): Promise<T[]> {
  const values: T[] = [];
  for await (const value of watch) {
    values.push(value);
    if (values.length === count) break;
  }
  return values;
}

/** What a rejected promise was rejected with. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (thrown) {
    return thrown as Error & Record<string, unknown>;
  }
  throw new Error('It was expected to reject.');
}

/** Whether a value and all that it holds is frozen. */
export function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

/** Rejects with anything, as an adapter may; promises of good manners reject with errors only. */
export function rejecting(thrown: unknown): PromiseLike<never> {
  const promise: PromiseLike<unknown> = {
    then: (_, reject) => {
      reject?.(thrown);
      return rejecting(thrown);
    },
  };
  return promise as PromiseLike<never>;
}
