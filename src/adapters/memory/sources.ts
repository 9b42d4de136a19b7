import type { Agent, AgentQuery, Chat, ChatQuery, Message, Notice } from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import type { NetChange, RowKind } from './change-log.js';
import type { ChatRow } from './chat-row.js';
import type { MemoryCore } from './core.js';
import { allowedFor, seesFloor } from '../shared/permissions.js';
import { renderChat } from './render.js';
import { isInReach, isInView, seesChat } from './scope.js';

/** What one watch is about. */
export interface WatchSource<T> {
  /** The same for every watch that a cursor of this one is good for. */
  readonly key: string;
  /** Grows when everything has to be looked at anew. */
  revision(): number;
  /** Throws where the viewer may not see this, or not any more. */
  check(): void;
  /** Everything now, where the watch begins with everything; each record is made when it is asked for. */
  all(): Iterable<T>;
  since(seq: number): { readonly upserts: T[]; readonly removes: string[] };
  /** Where a watch without a cursor begins, if not with everything. */
  readonly start?: number;
}

/** Upserts of what matches now, removes of what matched before and does not any more. */
function split<K extends RowKind, R, T>(
  changes: readonly NetChange<K>[],
  matches: (row: R) => boolean,
  render: (row: R) => T,
): { upserts: T[]; removes: string[] } {
  const upserts: T[] = [];
  const removes: string[] = [];
  for (const { id, before, after } of changes as readonly { id: string; before?: R; after?: R }[]) {
    if (after !== undefined && matches(after)) upserts.push(render(after));
    else if (before !== undefined && matches(before)) removes.push(id);
  }
  return { upserts, removes };
}

export function chatSource(core: MemoryCore, userId: string, query: ChatQuery): WatchSource<Chat> {
  const { store, rules } = core;
  return {
    key: JSON.stringify(['chats', userId, query.view, query.companies, query.queues]),
    revision: () => store.revision,
    check() {
      if (query.view === 'mine' || seesFloor(store.user(userId))) return;
      throw new ChatError('forbidden', 'Only supervisors and administrators see all chats.');
    },
    *all() {
      const user = store.user(userId);
      // Rows are values: these stay what they are now.
      const rows = [...store.chats.values()];
      for (const row of rows) if (isInView(user, query, row)) yield renderChat(store, rules, user, row);
    },
    since(seq) {
      const user = store.user(userId);
      return split(
        store.log.since(seq, 'chat'),
        (row: ChatRow) => isInView(user, query, row),
        (row) => renderChat(store, rules, user, row),
      );
    },
  };
}

export function agentSource({ store }: MemoryCore, userId: string, query: AgentQuery): WatchSource<Agent> {
  const matches = (agent: Agent): boolean => isInReach(store.user(userId), query, agent, store);
  return {
    key: JSON.stringify(['agents', userId, query.companies, query.queues]),
    revision: () => store.revision,
    check() {
      if (store.user(userId).roles.length > 0) return;
      throw new ChatError('forbidden', 'Only support staff see the agents.');
    },
    all: () => [...store.agents.values()].filter(matches),
    since: (seq) => split(store.log.since(seq, 'agent'), matches, (agent) => agent),
  };
}

export function messageSource(core: MemoryCore, userId: string, chatId: string): WatchSource<Message> {
  const { store, rules } = core;
  return {
    key: JSON.stringify(['messages', userId, chatId]),
    revision: () => 0,
    check() {
      const user = store.user(userId);
      const row = store.chat(chatId);
      if (!seesChat(user, row)) throw new ChatError('not-found', `There is no chat "${chatId}".`);
      const permission = allowedFor(user, row, {
        without: rules.without,
        queueAssignment: store.settings.queueAssignment,
      })['read-messages'];
      if (permission !== true) throw new ChatError('forbidden', `${user.name} may not read chat "${chatId}".`);
    },
    all: () => [...(store.messages.get(chatId) ?? [])],
    since: (seq) =>
      split(
        store.log.since(seq, 'message'),
        (message: Message) => message.chatId === chatId,
        (message) => message,
      ),
  };
}

export function noticeSource({ store }: MemoryCore, userId: string, start: number): WatchSource<Notice> {
  return {
    key: JSON.stringify(['notices', userId]),
    revision: () => 0,
    start,
    check: () => undefined,
    all: () => [],
    since: (seq) =>
      split(
        store.log.since(seq, 'notice'),
        (notice: Notice & { readonly userId: string }) => notice.userId === userId,
        ({ userId: _, ...notice }): Notice => notice,
      ),
  };
}
