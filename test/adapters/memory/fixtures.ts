import assert from 'node:assert/strict';
import {
  type Agent,
  type Changes,
  type ChatAdapter,
  type Chat,
  type ChatCommand,
  type ChatConnection,
  type ChatErrorCode,
  type DataFault,
  guard,
} from '../../../src/contract/index.js';
import {
  createMemoryBackend,
  type MemoryBackend,
  type MemoryChat,
  type MemoryOptions,
  type MemorySeed,
  type SetTimer,
} from '../../../src/adapters/memory/index.js';

/** Time that stands still until it is told to go on. */
export class ManualTime {
  time = 1_000_000;
  readonly #timers = new Map<object, { readonly at: number; readonly callback: () => void }>();

  readonly now = (): number => this.time;

  readonly setTimer: SetTimer = (callback, ms) => {
    const key = {};
    this.#timers.set(key, { at: this.time + ms, callback });
    return () => this.#timers.delete(key);
  };

  /** Milliseconds; lets everything that is due happen, and what follows from it. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const due = [...this.#timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due[0]);
      this.time = due[1].at;
      due[1].callback();
      await settled();
    }
    this.time = end;
  }
}

/** All promises that can settle by now have. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Of the event loop; what tests reach an adapter through may take more of them. */
let turns = 1;

const chats: readonly MemoryChat[] = [
  { id: 'waiting', requester: { id: 'r1', name: 'Rosa' }, issue: 'VPN', companyId: 'co1', queueId: 'q1' },
  {
    id: 'busy',
    requester: { id: 'r2', name: 'Sol' },
    issue: 'Mail',
    companyId: 'co1',
    queueId: 'q1',
    assigneeId: 'al',
  },
  { id: 'noqueue', requester: { id: 'r3', name: 'Tam' }, issue: 'Desk', companyId: 'co1', assigneeId: 'bo' },
  { id: 'foreign', requester: { id: 'r4', name: 'Ute' }, issue: 'Door', companyId: 'co2', queueId: 'q3' },
];

/** Two companies, four queues, and people of every kind. */
export const smallSeed: MemorySeed = {
  companies: [
    { id: 'co1', name: 'Calbro' },
    { id: 'co2', name: 'Petramco' },
  ],
  queues: [
    { id: 'q1', name: 'IT', companyId: 'co1' },
    { id: 'q2', name: 'HR', companyId: 'co1' },
    { id: 'q3', name: 'Field', companyId: 'co2' },
    { id: 'auto', name: 'Auto', companyId: 'co1', autoAssign: true },
  ],
  users: [
    { id: 'sup', name: 'Sam', roles: ['supervisor', 'agent'], agent: { capacity: 1, queues: ['q1'] } },
    { id: 'watcher', name: 'Lena', roles: ['supervisor'], companies: ['co1'] },
    { id: 'admin', name: 'Ada', roles: ['admin'] },
    { id: 'al', name: 'Al', roles: ['agent'], agent: { capacity: 2, queues: ['q1', 'auto'] } },
    { id: 'bo', name: 'Bo', roles: ['agent'], agent: { capacity: 2, queues: ['q2', 'auto'] } },
    { id: 'away', name: 'Cy', roles: ['agent'], agent: { availability: 'unavailable', statusCode: 'Lunch' } },
  ],
  chats,
  settings: { maxMessageLength: 20 },
};

export interface World {
  readonly backend: MemoryBackend;
  readonly control: MemoryBackend['control'];
  readonly time: ManualTime;
  readonly faults: DataFault[];
  /** A connection of a user, behind the guard. */
  connect(viewerId: string): Promise<ChatConnection>;
}

/** What tests reach an adapter through, where that is not the guard alone. */
let through = (adapter: ChatAdapter, _time: ManualTime): ChatAdapter => adapter;

/** Has the tests of this process run through something that must look like the adapter itself. */
export function reachThrough(wrap: typeof through, turnsTaken: number): void {
  through = wrap;
  turns = turnsTaken;
}

/** What only the adapter itself can do or be made to do is not asked of what it is reached through. */
export function reachedThrough(): boolean {
  return turns > 1;
}

export function world(options: MemoryOptions = {}, seed: MemorySeed = smallSeed): World {
  const time = new ManualTime();
  const backend = createMemoryBackend(seed, { now: time.now, setTimer: time.setTimer, ...options });
  const faults: DataFault[] = [];
  return {
    backend,
    control: backend.control,
    time,
    faults,
    connect: (viewerId) =>
      through(guard(backend.adapter({ viewerId }), { onFault: (fault) => faults.push(fault) }), time).connect({
        signal: never(),
      }),
  };
}

/** A signal that nobody aborts. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

/** A watch that is read in the background into a table, as a monitor does. */
export class Table<T extends { readonly id: string }> {
  readonly rows = new Map<string, T>();
  readonly batches: Changes<T>[] = [];
  readonly controller = new AbortController();
  cursor: string | undefined;
  synced = false;
  error: (Error & { readonly code?: ChatErrorCode }) | undefined;
  #arriving: Set<string> | undefined;

  /** `open` gets the options to open the watch with. */
  async follow(open: (options: { signal: AbortSignal; cursor?: string }) => AsyncIterable<Changes<T>>): Promise<void> {
    const { signal } = this.controller;
    this.error = undefined;
    this.#arriving = undefined;
    try {
      for await (const batch of open(this.cursor === undefined ? { signal } : { signal, cursor: this.cursor })) {
        this.#apply(batch);
      }
    } catch (thrown) {
      this.error = thrown as Error;
    }
  }

  #apply(batch: Changes<T>): void {
    this.batches.push(batch);
    if (batch.snapshot) this.#arriving ??= new Set();
    for (const record of batch.upserts) {
      this.rows.set(record.id, record);
      this.#arriving?.add(record.id);
    }
    for (const id of batch.removes) this.rows.delete(id);
    if (batch.synced && this.#arriving !== undefined) {
      for (const id of [...this.rows.keys()]) if (!this.#arriving.has(id)) this.rows.delete(id);
      this.#arriving = undefined;
    }
    if (batch.synced) this.synced = true;
    if (batch.cursor !== undefined) this.cursor = batch.cursor;
  }
}

let keys = 0;

/** Performs a command with a key of its own. */
export function act(connection: ChatConnection, command: ChatCommand): Promise<Chat | Agent> {
  keys += 1;
  return connection.perform(command, { signal: never(), idempotencyKey: `test-${String(keys)}` });
}

/** Whether a promise was rejected with a ChatError of this code; the error. */
export async function refused(
  promise: Promise<unknown>,
  code: ChatErrorCode,
): Promise<Error & { readonly chat?: Chat; readonly by?: { readonly id: string } }> {
  try {
    await promise;
  } catch (thrown) {
    assert.equal((thrown as { code?: unknown }).code, code, String(thrown));
    return thrown as Error;
  }
  assert.fail(`It was expected to be refused with "${code}".`);
}

/** The next value of a watch that goes on. */
export async function nextOf<T>(iterator: AsyncIterator<T, unknown>): Promise<T> {
  const result = await iterator.next();
  if (result.done === true) assert.fail('The watch was expected to go on.');
  return result.value;
}
