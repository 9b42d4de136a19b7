import type { Chat } from '../../contract/index.js';
import type { ChatRow } from './chat-row.js';
import { allowedFor } from '../shared/permissions.js';
import type { Rules } from './rules.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

/** The chat as one user sees it. */
export function renderChat(store: MemoryStore, rules: Rules, user: MemoryUser, row: ChatRow): Chat {
  const { changedBy: _, participants, ...shared } = row;
  return {
    ...shared,
    participants: rules.guarantees.joins === 'own' ? participants.filter(({ id }) => id === user.id) : participants,
    allowed: allowedFor(user, row, { without: rules.without, queueAssignment: store.settings.queueAssignment }),
  };
}
