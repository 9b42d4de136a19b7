import type { ChatRow } from './chat-row.js';
import { autoAssign } from './assignment.js';
import type { MemoryStore } from './store.js';
import type { MemoryChat } from './types.js';

/** Adds a chat; one without an assignee waits, or goes to an agent where its queue assigns by load. */
export function openChat(store: MemoryStore, chat: MemoryChat): ChatRow {
  const at = chat.openedAt ?? store.now();
  const { status = chat.assigneeId === undefined ? 'pending' : 'assigned' } = chat;
  const pending = status === 'pending';
  const queue = chat.queueId === undefined ? undefined : store.namedQueue(chat.queueId);
  const row: ChatRow = {
    id: chat.id ?? freeId(store),
    version: 1,
    assignmentVersion: '1',
    status,
    requester: chat.requester,
    issue: chat.issue,
    company: store.company(chat.companyId),
    participants: (chat.participants ?? []).map(({ userId, mode }) => ({ ...store.name(userId), mode })),
    openedAt: at,
    messageCount: 0,
    ...(queue === undefined ? {} : { queue: { id: queue.id, name: queue.name } }),
    ...(pending || chat.assigneeId === undefined ? {} : { assignee: store.name(chat.assigneeId) }),
    ...(pending ? { waitingSince: chat.waitingSince ?? at } : { handledSince: chat.handledSince ?? at }),
    ...(status === 'transferred' ? { transfer: { at: chat.handledSince ?? at } } : {}),
    ...(chat.assist === undefined ? {} : { assist: chat.assist }),
    ...(chat.sla === undefined ? {} : { sla: chat.sla }),
  };
  store.addChat(row);
  return pending ? autoAssign(store, row) : row;
}

function freeId(store: MemoryStore): string {
  let id = store.nextId('chat');
  while (store.chats.has(id)) id = store.nextId('chat');
  return id;
}
