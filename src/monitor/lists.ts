import {
  ChatError,
  type Agent,
  type Chat,
  type ChatConnection,
  type Notice,
  type SupportQueue,
} from '../contract/index.js';
import type { BackendClock } from './backend-clock.js';
import { ChatTable, type ChatListName } from './chat-table.js';
import { ListKeeper, type ListContext, type ListSource } from './list-keeper.js';
import { State } from './observable.js';
import type { Scheduler } from './ports.js';
import { RecordList } from './record-list.js';
import type { ListName, Scope } from './types.js';

const QUEUES_RETRY = 15_000;

export interface ListsContext extends ListContext {
  readonly scheduler: Scheduler;
  readonly time: BackendClock;
  notice(notice: Notice): void;
}

/** Everything that is watched at the backend, and the records that came of it. */
export class Lists {
  readonly table: ChatTable;
  readonly agents: RecordList<Agent>;
  readonly notices: RecordList<Notice>;
  readonly queues = new State<readonly SupportQueue[]>([]);
  readonly scope = new State<Scope>({});
  readonly #context: ListsContext;
  readonly #keepers: Readonly<Record<ListName, ListKeeper<Chat> | ListKeeper<Agent> | ListKeeper<Notice>>>;

  constructor(context: ListsContext) {
    const { scheduler } = context;
    this.#context = context;
    this.table = new ChatTable(scheduler);
    this.agents = new RecordList<Agent>(scheduler, (a, b) => a.name.localeCompare(b.name) || byId(a, b));
    this.notices = new RecordList<Notice>(scheduler, (a, b) => b.at - a.at || byId(b, a));
    this.#keepers = {
      floor: new ListKeeper(this.#chats('floor'), context),
      mine: new ListKeeper(this.#chats('mine'), context),
      agents: new ListKeeper(this.#agentSource(), context),
      notices: new ListKeeper(this.#noticeSource(), context),
    };
  }

  keeper(name: ListName): ListKeeper<Chat> | ListKeeper<Agent> | ListKeeper<Notice> {
    return this.#keepers[name];
  }

  connected(connection: ChatConnection): void {
    this.#each((keeper) => keeper.connected(connection));
    void this.#loadQueues(connection);
  }

  disconnected(): void {
    this.#each((keeper) => keeper.disconnected());
  }

  setScope(scope: Scope): void {
    this.scope.set(scope);
    this.#keepers.floor.restart();
    this.#keepers.agents.restart();
  }

  /** Forgets everything: another viewer is signed in. */
  reset(): void {
    this.queues.set([]);
    this.scope.set({});
    this.#each((keeper) => keeper.restart());
  }

  #each(act: (keeper: ListKeeper<Chat> | ListKeeper<Agent> | ListKeeper<Notice>) => void): void {
    for (const name of ['floor', 'mine', 'agents', 'notices'] as const) act(this.#keepers[name]);
  }

  #chats(name: ChatListName): ListSource<Chat> {
    const { table } = this;
    return {
      name,
      idOf: (chat) => chat.id,
      open: (connection, options) =>
        connection.watchChats({ view: name, ...(name === 'floor' && this.scope.value) }, options),
      apply: ({ upserts, removes, at }, initial) => {
        this.#context.time.observe(at);
        for (const chat of upserts) table.upsert(name, chat, initial);
        for (const id of removes) table.remove(name, id);
      },
      retain: (ids) => table.retain(name, ids),
      clear: () => table.clear(name),
    };
  }

  #agentSource(): ListSource<Agent> {
    return {
      name: 'agents',
      idOf: (agent) => agent.id,
      open: (connection, options) => connection.watchAgents(this.scope.value, options),
      apply: (changes) => {
        this.#context.time.observe(changes.at);
        this.agents.apply(changes);
      },
      retain: (ids) => this.agents.retain(ids),
      clear: () => this.agents.clear(),
    };
  }

  #noticeSource(): ListSource<Notice> {
    return {
      name: 'notices',
      idOf: (notice) => notice.id,
      open: (connection, options) => {
        if (connection.watchNotices === undefined) throw new ChatError('unsupported', 'This backend sends no notices.');
        return connection.watchNotices(options);
      },
      apply: (changes, initial) => {
        this.#context.time.observe(changes.at);
        for (const notice of changes.upserts) {
          if (!initial && this.notices.get(notice.id) === undefined) this.#context.notice(notice);
        }
        this.notices.apply(changes);
      },
      // A notice is told once; a new snapshot does not take it back.
      retain: () => {},
      clear: () => this.notices.clear(),
    };
  }

  async #loadQueues(connection: ChatConnection): Promise<void> {
    try {
      this.queues.set(await connection.listQueues({ signal: new AbortController().signal }));
    } catch {
      // Names in the scope picker and the assign pane: worth another try for as long as the connection is the same.
      this.#context.clock.setTimer(() => {
        if (this.#context.keeper.current === connection) void this.#loadQueues(connection);
      }, QUEUES_RETRY);
    }
  }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
