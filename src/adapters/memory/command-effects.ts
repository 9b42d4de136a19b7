import type { AssignTarget, JoinMode, OnChatCommand } from '../../contract/index.js';
import type { ChatRow } from './chat-row.js';
import { giveToAgent, giveToQueue, returnTransfer, waitingIn } from './assignment.js';
import { notify } from './notices.js';
import type { Rules } from './rules.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

/** What a permitted command does to a chat; the chat as it then is. */
export function applyCommand(
  store: MemoryStore,
  rules: Rules,
  user: MemoryUser,
  row: ChatRow,
  command: OnChatCommand,
): ChatRow {
  const by = store.name(user.id);
  switch (command.type) {
    case 'assign':
    case 'transfer':
      return give(store, rules, user, row, command.to, command.note);
    case 'release':
      return release(store, user, row, command.note);
    case 'join':
    case 'set-mode':
      return enter(store, user, row, command.mode);
    case 'leave':
      return store.patchChat(row.id, { participants: without(row, user.id) });
    case 'accept':
      return store.patchChat(row.id, {
        status: 'assigned',
        transfer: undefined,
        handledSince: store.now(),
        changedBy: by,
      });
    case 'decline':
      return returnTransfer(store, row, 'declined', { by, note: command.note });
    case 'raise-assist':
      return store.patchChat(row.id, {
        assist: {
          id: store.nextId('assist'),
          by,
          at: store.now(),
          ...(command.message === undefined ? {} : { message: command.message }),
        },
      });
    case 'clear-assist':
      return store.patchChat(row.id, { assist: undefined });
    case 'claim-assist':
      return store.patchChat(row.id, {
        assist: row.assist === undefined ? undefined : { ...row.assist, claimedBy: by },
      });
    case 'close':
      return closeChat(store, row, user.id);
  }
}

/** Ends a chat; it leaves every query. */
export function closeChat(store: MemoryStore, row: ChatRow, userId?: string): ChatRow {
  return store.patchChat(row.id, {
    status: 'closed',
    assignee: undefined,
    transfer: undefined,
    assist: undefined,
    waitingSince: undefined,
    participants: [],
    changedBy: userId === undefined ? row.requester : store.name(userId),
  });
}

function give(
  store: MemoryStore,
  rules: Rules,
  user: MemoryUser,
  row: ChatRow,
  to: AssignTarget,
  note: string | undefined,
): ChatRow {
  return to.type === 'agent'
    ? giveToAgent(store, rules, user, row, to.id, note)
    : giveToQueue(store, user, row, to.id, note);
}

function release(store: MemoryStore, user: MemoryUser, row: ChatRow, note: string | undefined): ChatRow {
  if (row.status === 'pending') return row;
  const by = store.name(user.id);
  const next = store.patchChat(row.id, { ...waitingIn(store, row), changedBy: by });
  notify(store, row.assignee?.id, 'moved-away', next, { by, to: next.queue, note });
  return next;
}

function enter(store: MemoryStore, user: MemoryUser, row: ChatRow, mode: JoinMode): ChatRow {
  return store.patchChat(row.id, {
    participants: [...without(row, user.id), { ...store.name(user.id), mode }],
  });
}

function without(row: ChatRow, userId: string): ChatRow['participants'] {
  return row.participants.filter((participant) => participant.id !== userId);
}
