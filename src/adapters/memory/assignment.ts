import type { Agent, Named } from '../../contract/index.js';
import { ChatError } from '../../contract/index.js';
import { isFull } from '../shared/is-full.js';
import type { ChatPatch, ChatRow } from './chat-row.js';
import { notify } from './notices.js';
import type { Rules } from './rules.js';
import type { MemoryStore } from './store.js';
import type { MemoryUser } from './types.js';

/** Assigns a waiting chat, or transfers one that is being handled. */
export function giveToAgent(
  store: MemoryStore,
  rules: Rules,
  user: MemoryUser,
  row: ChatRow,
  agentId: string,
  note: string | undefined,
): ChatRow {
  checkReceiver(store, row, agentId);
  const by = store.name(user.id);
  const to = store.name(agentId);
  const transfers = row.status !== 'pending';
  const from = row.transfer === undefined ? row.assignee : row.transfer.from;
  const waits = transfers && rules.transfersNeedAcceptance && agentId !== user.id && agentId !== from?.id;
  const at = store.now();
  const next = store.patchChat(row.id, {
    status: waits ? 'transferred' : 'assigned',
    assignee: to,
    participants: row.participants.filter((participant) => participant.id !== agentId),
    waitingSince: undefined,
    handledSince: row.handledSince ?? at,
    transfer: waits
      ? {
          at,
          ...(from === undefined ? {} : { from }),
          ...(rules.transferTimeout === undefined ? {} : { expiresAt: at + rules.transferTimeout }),
          ...(note === undefined ? {} : { note }),
        }
      : undefined,
    changedBy: by,
  });
  if (row.assignee?.id !== agentId) notify(store, row.assignee?.id, 'moved-away', next, { by, to, note });
  notify(store, agentId, waits ? 'transferred-to-you' : 'assigned-to-you', next, { by, to, note });
  if (waits) expireLater(store, rules, next);
  return next;
}

function checkReceiver(store: MemoryStore, row: ChatRow, agentId: string): void {
  const agent = store.agents.get(agentId);
  if (agent === undefined) throw new ChatError('not-found', `There is no agent "${agentId}".`);
  if (row.assignee?.id === agentId) throw new ChatError('invalid', `${agent.name} already has this chat.`);
  if (agent.availability !== 'available') throw new ChatError('invalid', `${agent.name} is not available.`);
  if (row.status === 'pending' && isFull(agent)) {
    throw new ChatError('invalid', `${agent.name} has no room for another chat.`);
  }
}

/** Lets a chat wait in a queue; where the queue assigns by load, the least busy agent gets it at once. */
export function giveToQueue(
  store: MemoryStore,
  user: MemoryUser,
  row: ChatRow,
  queueId: string,
  note: string | undefined,
): ChatRow {
  const { company, ...queue } = store.namedQueue(queueId);
  if (row.status === 'pending' && row.queue?.id === queueId) {
    throw new ChatError('invalid', `The chat already waits in ${queue.name}.`);
  }
  const by = store.name(user.id);
  const next = store.patchChat(row.id, { ...waitingIn(store, row), queue, company, changedBy: by });
  notify(store, row.assignee?.id, 'moved-away', next, { by, to: queue, note });
  return autoAssign(store, next);
}

/** A chat that waits has nobody, and nobody who asks for help with it. */
export function waitingIn(store: MemoryStore, row: ChatRow): ChatPatch {
  return {
    status: 'pending',
    assignee: undefined,
    transfer: undefined,
    assist: undefined,
    handledSince: undefined,
    waitingSince: row.waitingSince ?? store.now(),
  };
}

/** The chat, assigned to the least busy agent of its queue if the queue does that and somebody has room. */
export function autoAssign(store: MemoryStore, row: ChatRow): ChatRow {
  if (row.queue === undefined || store.queues.get(row.queue.id)?.autoAssign !== true) return row;
  let best: Agent | undefined;
  for (const agent of store.agents.values()) {
    const takes = agent.availability === 'available' && !isFull(agent);
    if (!takes || !agent.queues.some((queue) => queue.id === row.queue?.id)) continue;
    if (best === undefined || agent.load < best.load) best = agent;
  }
  if (best === undefined) return row;
  const next = store.patchChat(row.id, {
    status: 'assigned',
    assignee: store.name(best.id),
    waitingSince: undefined,
    handledSince: store.now(),
    changedBy: undefined,
  });
  notify(store, best.id, 'assigned-to-you', next, { to: store.name(best.id) });
  return next;
}

/** Sends an unaccepted chat back to who had it before, or to its queue. */
export function returnTransfer(
  store: MemoryStore,
  row: ChatRow,
  type: 'declined' | 'transfer-expired',
  { by, note }: { readonly by?: Named; readonly note?: string | undefined },
): ChatRow {
  const from = row.transfer?.from;
  const next = store.patchChat(row.id, {
    ...(from === undefined
      ? waitingIn(store, row)
      : { status: 'assigned', assignee: from, transfer: undefined, handledSince: row.handledSince ?? store.now() }),
    changedBy: by,
  });
  notify(store, from?.id, type, next, { by, to: from ?? next.queue, note });
  return next;
}

function expireLater(store: MemoryStore, rules: Rules, row: ChatRow): void {
  if (rules.transferTimeout === undefined) return;
  const { id, assignmentVersion } = row;
  rules.setTimer(() => {
    const now = store.chat(id);
    if (now.status === 'transferred' && now.assignmentVersion === assignmentVersion) {
      returnTransfer(store, now, 'transfer-expired', {});
    }
  }, rules.transferTimeout);
}
