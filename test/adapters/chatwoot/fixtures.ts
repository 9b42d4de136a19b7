import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { setupServer } from 'msw/node';
import {
  type Changes,
  type Chat,
  type ChatAdapter,
  type ChatCommand,
  type ChatConnection,
  type ChatError,
  type DataFault,
  guard,
  isChatError,
} from 'chat-monitor-elements/contract';
import { type ChatwootAdapterOptions, createChatwootAdapter } from 'chat-monitor-elements/adapters/chatwoot';
import { ACCOUNT } from './server/state.js';
import { ChatwootWorld } from './server/world.js';

const network = setupServer();

/** For the length of a test file, calls reach the worlds that `openWorld` made, and nobody else. */
export function useNetwork(): void {
  before(() => network.listen({ onUnhandledRequest: 'error' }));
  after(() => network.close());
}

export function openWorld(): ChatwootWorld {
  const world = new ChatwootWorld();
  network.use(world.handler);
  return world;
}

export const PERSON = { sue: 1, col: 2, ann: 3, bob: 4, out: 5 } as const;

/** An adapter of this person, as it is. */
export function rawAdapter(
  world: ChatwootWorld,
  personId: number,
  options: Partial<ChatwootAdapterOptions> = {},
): ChatAdapter {
  return createChatwootAdapter({
    src: world.src,
    account: ACCOUNT,
    socket: world.state.cable.socket,
    headers: () => ({ api_access_token: world.state.user(personId)?.token || 'none' }),
    ...options,
  });
}

export interface Connected {
  readonly connection: ChatConnection;
  /** What the guard set aside. */
  readonly faults: DataFault[];
  readonly signal: AbortSignal;
  close(): Promise<void>;
}

/** A guarded connection of this person. */
export async function connect(
  world: ChatwootWorld,
  personId: number = PERSON.sue,
  options?: Partial<ChatwootAdapterOptions>,
): Promise<Connected> {
  const faults: DataFault[] = [];
  const adapter = guard(rawAdapter(world, personId, options), { onFault: (fault) => faults.push(fault) });
  const { signal } = new AbortController();
  const connection = await adapter.connect({ signal });
  return { connection, faults, signal, close: () => connection.close() };
}

/** Reads a watch into what a view would show. */
export class View<T extends { readonly id: string }> {
  readonly rows = new Map<string, T>();
  readonly batches: Changes<T>[] = [];
  readonly #iterator: AsyncIterator<Changes<T>>;

  constructor(watch: AsyncIterable<Changes<T>>) {
    this.#iterator = watch[Symbol.asyncIterator]();
  }

  /** Reads on until `holds`. */
  async until(holds: (rows: ReadonlyMap<string, T>) => boolean): Promise<this> {
    while (!holds(this.rows)) await this.next();
    return this;
  }

  synced(): Promise<this> {
    return this.until(() => this.batches.some((batch) => batch.synced === true));
  }

  async next(): Promise<Changes<T>> {
    const read = await this.#iterator.next();
    if (read.done) throw new Error('The watch ended by itself.');
    const batch = read.value;
    this.batches.push(batch);
    for (const id of batch.removes) this.rows.delete(id);
    for (const row of batch.upserts) this.rows.set(row.id, row);
    return batch;
  }
}

let keys = 0;

/** A key for a command. */
export function key(): string {
  return `key-${++keys}`;
}

export async function perform({ connection, signal }: Connected, command: ChatCommand): Promise<Chat> {
  return (await connection.perform(command, { signal, idempotencyKey: key() })) as Chat;
}

/** The error that a command ends with. */
export async function refusal(own: Connected, command: ChatCommand): Promise<ChatError> {
  const thrown: unknown = await perform(own, command).then(
    () => assert.fail('it was performed'),
    (error: unknown) => error,
  );
  assert.ok(isChatError(thrown), String(thrown));
  return thrown;
}
