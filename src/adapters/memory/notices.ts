import type { Named, Notice, NoticeType } from '../../contract/index.js';
import type { ChatRow } from './chat-row.js';
import type { MemoryStore } from './store.js';

interface NoticeDetails {
  readonly by?: Named | undefined;
  readonly to?: Named | undefined;
  readonly note?: string | undefined;
}

/** Tells a user what became of a chat; nobody is told of what they did themselves. */
export function notify(
  store: MemoryStore,
  userId: string | undefined,
  type: NoticeType,
  row: ChatRow,
  { by, to, note }: NoticeDetails,
): void {
  if (userId === undefined || userId === by?.id) return;
  const notice: Notice = {
    id: store.nextId('notice'),
    type,
    chatId: row.id,
    requester: row.requester.name,
    at: store.now(),
    ...(by === undefined ? {} : { by }),
    ...(to === undefined ? {} : { to }),
    ...(note === undefined ? {} : { note }),
  };
  store.addNotice(userId, notice);
}
