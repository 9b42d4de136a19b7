import {
  gradeOf,
  guard,
  isChatError,
  type Agent,
  type AgentQuery,
  type AssignTarget,
  type Chat,
  type ChatAdapter,
  type ChatCommand,
  type ChatConnection,
  type ChatQuery,
  type DataFault,
  type Message,
  type Notice,
  type Operation,
} from '../contract/index.js';
import type {
  ConformanceBackend,
  ConformanceRequest,
  ConformanceWorld,
  Person,
  ProbedChat,
  ProbeMethod,
  WorldFactory,
} from './backend.js';
import { Checks } from './checks.js';
import type { ConformanceLimits, ConformanceManifest } from './options.js';
import { within } from './patience.js';
import { Reader, type ReaderOptions } from './reader.js';
import type { Figure } from './result.js';
import type { RuleId } from './rule-id.js';
import { show, Violation } from './violation.js';

export interface SceneOptions {
  readonly rule: RuleId;
  readonly factory: WorldFactory;
  readonly through: 'guard' | 'raw';
  readonly limits: ConformanceLimits;
  readonly manifest: ConformanceManifest;
}

/** Where a watch goes on: a reader that was stopped, or a cursor alone. */
export interface From<T> {
  readonly cursor: string | undefined;
  readonly rows?: ReadonlyMap<string, T>;
}

/** Different in each run: backends remember keys. */
const run = Math.random().toString(36).slice(2, 10);
let keys = 0;

/** What one test works with: a world of its own, and the words to ask for things and to say what is wrong. */
export class Scene extends Checks {
  readonly through: 'guard' | 'raw';
  readonly manifest: ConformanceManifest;
  readonly world: ConformanceWorld;
  /** The probe; where one of its methods fails, K2 is broken. */
  readonly backend: ConformanceBackend;
  readonly figures: Figure[] = [];
  readonly #over = new AbortController();
  readonly #faults: DataFault[] = [];
  readonly #connections = new Map<ChatConnection, Person>();
  readonly #worlds: ConformanceWorld[];
  readonly #factory: WorldFactory;

  constructor(world: ConformanceWorld, { rule, through, limits, manifest, factory }: SceneOptions) {
    super(rule, limits);
    this.world = world;
    this.backend = watched(world.backend);
    this.through = through;
    this.manifest = manifest;
    this.#worlds = [world];
    this.#factory = factory;
  }

  /** A method of the probe that the test has named in its needs. */
  probe<K extends ProbeMethod>(method: K): NonNullable<ConformanceBackend[K]> {
    const found = this.backend[method];
    if (found === undefined) throw new TypeError(`The manifest says that the probe has ${method}, and it has not.`);
    return found;
  }

  /** Whether the manifest grades an operation. */
  can(operation: Operation): boolean {
    return gradeOf(this.manifest.capabilities, operation) !== 'none';
  }

  /** Whether everybody sees who joined a chat, as the manifest grades it. */
  get sharesJoins(): boolean {
    return this.manifest.capabilities.guarantees.joins !== 'own';
  }

  id(person: Person): string {
    return this.backend.people[person].id;
  }

  /** The signal of everything that lasts as long as the test. */
  options(): { readonly signal: AbortSignal } {
    return { signal: this.#over.signal };
  }

  /** Options of a command; with a new key unless one is given. */
  keyed(idempotencyKey = this.key()): { readonly signal: AbortSignal; readonly idempotencyKey: string } {
    return { ...this.options(), idempotencyKey };
  }

  key(): string {
    keys += 1;
    return `conformance-${run}-${keys}`;
  }

  async anotherWorld(): Promise<ConformanceWorld> {
    const world = await this.#factory();
    this.#worlds.push(world);
    return world;
  }

  /** A new adapter, reached as the options of the suite say; changed on its way to the guard by `tamper`. */
  adapter(person: Person = 'supervisor', tamper = (adapter: ChatAdapter): ChatAdapter => adapter): ChatAdapter {
    const adapter = tamper(this.world.adapter(person));
    return this.through === 'raw' ? adapter : guard(adapter, { onFault: (fault) => this.#faults.push(fault) });
  }

  /** What the guard found malformed so far; forgotten with the question. */
  takeFaults(): readonly DataFault[] {
    return this.#faults.splice(0);
  }

  async connect(person: Person = 'supervisor', adapter = this.adapter(person)): Promise<ChatConnection> {
    const connecting = adapter.connect(this.options()).catch((thrown: unknown) => {
      throw this.violation('L2', `connect as ${person}`, 'a connection', show(thrown));
    });
    const connection = await this.within(connecting, 'connect', 'L2');
    this.#connections.set(connection, person);
    return connection;
  }

  /** By default the floor, or for those who may not see it their own chats. */
  watchChats(
    connection: ChatConnection,
    query: ChatQuery = { view: this.#isAgent(connection) ? 'mine' : 'floor' },
    from?: From<Chat>,
  ): Reader<Chat> {
    return this.#reader('the watch of chats', (options) => connection.watchChats(query, options), from);
  }

  #isAgent(connection: ChatConnection): boolean {
    const person = this.#connections.get(connection);
    return person === 'agent' || person === 'secondAgent';
  }

  watchAgents(connection: ChatConnection, query: AgentQuery = {}, from?: From<Agent>): Reader<Agent> {
    return this.#reader('the watch of agents', (options) => connection.watchAgents(query, options), from);
  }

  watchNotices(connection: ChatConnection, from?: From<Notice>): Reader<Notice> {
    const open: ReaderOptions<Notice>['open'] = (options) => this.method(connection, 'watchNotices')(options);
    return this.#reader('the watch of notices', open, from, true);
  }

  watchMessages(connection: ChatConnection, chatId: string, from?: From<Message>): Reader<Message> {
    const open: ReaderOptions<Message>['open'] = (options) => this.method(connection, 'watchMessages')(chatId, options);
    return this.#reader('the watch of messages', open, from);
  }

  #reader<T extends { readonly id: string }>(
    name: string,
    open: ReaderOptions<T>['open'],
    from: From<T> | undefined,
    news = false,
  ): Reader<T> {
    const { rule, limits } = this;
    const options = { name, open, news, rule, wait: limits.wait, over: this.#over.signal };
    return new Reader({ ...options, cursor: from?.cursor }, from?.rows);
  }

  /** An optional method whose operation the manifest grades. */
  method<K extends keyof ChatConnection>(connection: ChatConnection, name: K): NonNullable<ChatConnection[K]> {
    const found = connection[name];
    if (typeof found === 'function') return found.bind(connection) as NonNullable<ChatConnection[K]>;
    const hint = 'implement the method, or do not grade its operation';
    throw this.violation('S5', `the connection has a method ${name}, as its grade says`, 'a method', show(found), hint);
  }

  /** Everything that matches now. */
  async snapshot(connection: ChatConnection, query?: ChatQuery): Promise<Reader<Chat>> {
    const reader = this.watchChats(connection, query);
    await reader.synced();
    await reader.stop();
    return reader;
  }

  /** The chat as the connection's viewer sees it now. */
  async seen(connection: ChatConnection, chatId: string): Promise<Chat> {
    const row = (await this.snapshot(connection)).rows.get(chatId);
    if (row !== undefined) return row;
    throw this.violation('W2', `the snapshot has chat "${chatId}"`, 'the chat', 'no such chat');
  }

  async openChat(request: ConformanceRequest = {}): Promise<string> {
    return this.backend.openChat(request);
  }

  /** A chat that the backend has assigned to somebody. */
  async assignedChat(person: Person = 'agent'): Promise<string> {
    const chatId = await this.openChat();
    await this.backend.perform('supervisor', { type: 'assign', chatId, to: this.toAgent(person) });
    return chatId;
  }

  /** A chat that `agent` has transferred to `secondAgent`, who has not accepted it. */
  async transferredChat(): Promise<string> {
    const chatId = await this.assignedChat();
    await this.backend.perform('agent', { type: 'transfer', chatId, to: this.toAgent('secondAgent') });
    return chatId;
  }

  async probed(chatId: string): Promise<ProbedChat> {
    return this.backend.chat(chatId);
  }

  toAgent(person: Person): AssignTarget {
    return { type: 'agent', id: this.id(person) };
  }

  toQueue(place: 'queue' | 'secondQueue' | 'otherQueue'): AssignTarget {
    return { type: 'queue', id: this.backend.places[place].id };
  }

  /** A join or leave of the viewer's: in another client where joins are shared, else here, since no other page has it. */
  async actElsewhere(
    connection: ChatConnection,
    command: Extract<ChatCommand, { type: 'join' | 'leave' }>,
  ): Promise<void> {
    const person = this.#connections.get(connection) ?? 'supervisor';
    if (this.sharesJoins) await this.backend.perform(person, command);
    else await this.actOn(connection, command);
  }

  /** Performs a command of the viewer's that nothing is in the way of. */
  async act(connection: ChatConnection, command: ChatCommand, key = this.key()): Promise<Chat> {
    const answer = connection.perform(command, this.keyed(key)).catch((thrown: unknown) => {
      const unsupported = isChatError(thrown) && thrown.code === 'unsupported';
      throw this.violation(unsupported ? 'S5' : this.rule, `perform ${show(command)}`, 'an answer', show(thrown));
    });
    return (await this.within(answer, `the answer to ${command.type}`)) as Chat;
  }

  /** The same with the `assignmentVersion` that the viewer sees. */
  async actOn(connection: ChatConnection, command: Exclude<ChatCommand, { type: 'set-agent-status' }>): Promise<Chat> {
    const { assignmentVersion } = await this.seen(connection, command.chatId);
    return this.act(connection, { ...command, expected: assignmentVersion });
  }

  /** Fails where the guard found something malformed while the test ran. */
  checkFaults(): void {
    const [fault] = this.#faults;
    if (fault === undefined) return;
    throw new Violation(fault.rule as RuleId, {
      what: `the guard found a fault in ${fault.what}, field "${fault.path}"`,
      expected: 'a record as the contract has it',
      got: fault.message,
    });
  }

  /** Ends everything; nothing of the adapter's can fail the test any more. */
  async end(): Promise<void> {
    this.#over.abort();
    const closed = Promise.allSettled([...this.#connections.keys()].map(async (connection) => connection.close()));
    await within(closed, this.limits.wait, () => new Error('close')).catch(() => undefined);
    for (const world of this.#worlds) await world.close();
  }
}

function watched(backend: ConformanceBackend): ConformanceBackend {
  return new Proxy(backend, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key, target);
      if (typeof own !== 'function') return own;
      return async (...args: readonly unknown[]): Promise<unknown> => {
        try {
          return (await Reflect.apply(own, target, args)) as unknown;
        } catch (thrown) {
          const what = `the probe's ${String(key)}(${args.map(show).join(', ')})`;
          throw new Violation('K2', { what, expected: 'it does what it is asked for', got: show(thrown) });
        }
      };
    },
  });
}
