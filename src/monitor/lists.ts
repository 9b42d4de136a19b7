import {
  ChatError,
  type Agent,
  type Chat,
  type ChatConnection,
  type Notice,
  type SupportQueue,
} from '../contract/index.js';
import { ChatTable, type ChatListName } from './chat-table.js';
import { ListKeeper, type ListContext } from './list-keeper.js';
import { State } from './observable.js';
import type { Scheduler } from './ports.js';
import type { RecordList } from './record-list.js';
import type { ListName, Scope } from './types.js';
import { WatchedRecords, type RecordsSource } from './watched-records.js';

const QUEUES_LIMIT = 15_000;
const QUEUES_RETRY = 15_000;
const everything: Scope = {};

export interface ListsContext extends ListContext {
  readonly scheduler: Scheduler;
  notice(notice: Notice): void;
}

/** What all lists have in common, whatever their records are. */
type AnyKeeper = Omit<ListKeeper<never>, 'inUse'>;

/** Lists that are kept for the next page. */
const keptLists = ['floor', 'mine', 'agents'] as const;

/** The kept lists that are complete, with the place where each one's watch can go on. */
export type ListCursors = Readonly<Partial<Record<(typeof keptLists)[number], { readonly cursor?: string }>>>;

/** Everything that is watched at the backend, and the records that came of it. */
export class Lists {
  readonly table: ChatTable;
  readonly agents: RecordList<Agent>;
  readonly notices: RecordList<Notice>;
  readonly queues = new State<readonly SupportQueue[]>([]);
  readonly scope = new State<Scope>(everything);
  readonly #context: ListsContext;
  readonly #keepers: Readonly<Record<ListName, AnyKeeper>>;
  /** Those that somebody needs: the ones above, and those that others opened. */
  readonly #inUse = new Set<AnyKeeper>();
  #cancelQueues: (() => void) | undefined;

  constructor(context: ListsContext) {
    this.#context = context;
    this.table = new ChatTable(context.scheduler);
    const agents = this.watchRecords<Agent>({
      name: 'agents',
      compare: (a, b) => a.name.localeCompare(b.name) || byId(a, b),
      // All of them, whatever the scope: a chat in scope may be given to anybody.
      open: (connection, options) => connection.watchAgents({}, options),
    });
    const notices = this.watchRecords<Notice>({
      name: 'notices',
      compare: (a, b) => b.at - a.at || byId(b, a),
      open: (connection, options) => {
        if (connection.watchNotices !== undefined) return connection.watchNotices(options);
        throw new ChatError('unsupported', 'This backend sends no notices.');
      },
      news: (notice) => context.notice(notice),
    });
    this.agents = agents.records;
    this.notices = notices.records;
    this.#keepers = {
      floor: this.#chats('floor'),
      mine: this.#chats('mine'),
      agents: agents.keeper,
      notices: notices.keeper,
    };
  }

  keeper(name: ListName): AnyKeeper {
    return this.#keepers[name];
  }

  watchRecords<T extends { readonly id: string }>(source: RecordsSource<T>): WatchedRecords<T> {
    const list = new WatchedRecords<T>(source, this.#context, this.#context.scheduler);
    this.#follow(list.keeper);
    return list;
  }

  connected(connection: ChatConnection): void {
    this.#all.forEach((keeper) => keeper.connected(connection));
    void this.#loadQueues(connection);
  }

  disconnected(): void {
    this.#cancelQueues?.();
    this.#inUse.forEach((keeper) => keeper.disconnected());
  }

  retry(): void {
    this.#inUse.forEach((keeper) => keeper.retry());
  }

  setScope(scope: Scope): void {
    this.scope.set(scope);
    this.#keepers.floor.restart();
  }

  /** The scope that was used last, unless one has been chosen. */
  proposeScope(scope: Scope): void {
    if (this.scope.value === everything) this.scope.set(scope);
  }

  /** An earlier page's records are in place. */
  restored(lists: ListCursors): void {
    for (const name of keptLists) {
      const list = lists[name];
      if (list !== undefined) this.#keepers[name].restored(list.cursor);
    }
  }

  /** What there is to keep; undefined while a list is on its way. */
  complete(): ListCursors | undefined {
    const lists: { -readonly [N in keyof ListCursors]: ListCursors[N] } = {};
    for (const name of keptLists) {
      const { state, complete, cursor } = this.#keepers[name];
      if (complete) lists[name] = cursor === undefined ? {} : { cursor };
      else if (state.value.phase !== 'idle' && state.value.phase !== 'failed') return undefined;
    }
    return lists;
  }

  /** Forgets everything, at once: another viewer is signed in. */
  reset(): void {
    this.queues.set([]);
    this.scope.set(everything);
    this.#all.forEach((keeper) => keeper.restart());
    this.table.flush();
  }

  get #all(): ReadonlySet<AnyKeeper> {
    return new Set([...Object.values(this.#keepers), ...this.#inUse]);
  }

  #chats(name: ChatListName): AnyKeeper {
    const { table } = this;
    const keeper = new ListKeeper<Chat>(
      {
        name,
        open: (connection, options) =>
          connection.watchChats({ view: name, ...(name === 'floor' && this.scope.value) }, options),
        apply: ({ upserts, removes }, initial) => {
          for (const chat of upserts) table.upsert(name, chat, initial);
          for (const id of removes) table.remove(name, id);
        },
        isEmpty: () => table.count(name) === 0,
        retain: (ids) => table.retain(name, ids),
        forget: () => table.forget(name),
        trust: () => table.trust(name),
        publish: () => table.flush(),
      },
      this.#context,
    );
    this.#follow(keeper);
    return keeper;
  }

  #follow(keeper: AnyKeeper): void {
    keeper.state.subscribe(({ phase }) => (phase === 'idle' ? this.#inUse.delete(keeper) : this.#inUse.add(keeper)));
  }

  async #loadQueues(connection: ChatConnection): Promise<void> {
    const { clock, keeper } = this.#context;
    try {
      this.queues.set(await keeper.current.call(QUEUES_LIMIT, (_, signal) => connection.listQueues({ signal })));
    } catch {
      // Names in the scope picker and the assign pane: worth another try for as long as the connection is the same.
      if (keeper.current.connection !== connection) return;
      this.#cancelQueues = clock.setTimer(() => void this.#loadQueues(connection), QUEUES_RETRY);
    }
  }
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
