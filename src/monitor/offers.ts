import {
  gradeOf,
  type AssignTarget,
  type Chat,
  type ChatOperation,
  type Permission,
  type Session,
} from '../contract/index.js';
import type { ConnectionStatus, MonitorRefusal, Offer, OfferName } from './types.js';

/** In the order of a menu. */
const operationsOf: readonly (readonly [OfferName, readonly ChatOperation[]])[] = [
  ['accept', ['accept']],
  ['decline', ['decline']],
  ['participate', ['participate']],
  ['monitor', ['monitor']],
  ['assign', ['assign-agent', 'assign-queue']],
  ['transfer', ['transfer-agent', 'transfer-queue']],
  ['release', ['release']],
  ['raise-assist', ['raise-assist']],
  ['claim-assist', ['claim-assist']],
  ['clear-assist', ['clear-assist']],
  ['leave', ['leave']],
  ['close', ['close']],
];

const queueOperations: readonly ChatOperation[] = ['assign-queue', 'transfer-queue'];

/**
 * What a backend, a session and a row together allow for one operation; undefined means not to be shown.
 * The row has the last word: nothing is derived from status or roles here.
 */
export function permissionFor(chat: Chat, operation: ChatOperation, session: Session): Permission | undefined {
  if (gradeOf(session.capabilities, operation) === 'none') return undefined;
  if (queueOperations.includes(operation) && !session.settings.queueAssignment) return undefined;
  return chat.allowed[operation];
}

/** Why nothing can be done with a chat at the moment; `pending`: a command for it is on its way. */
export function refusalIn(status: ConnectionStatus, pending: boolean): MonitorRefusal | undefined {
  if (status === 'live') return pending ? 'in-progress' : undefined;
  return status === 'signed-out' || status === 'stale' ? status : 'offline';
}

/** What a menu offers for a chat. `refusal`: why nothing can be done at the moment at all. */
export function offersFor(
  chat: Chat | undefined,
  session: Session | undefined,
  refusal: MonitorRefusal | undefined,
): readonly Offer[] {
  const offers: Offer[] = [];
  if (chat === undefined || session === undefined) return offers;
  if (isInChat(chat, session) && permissionFor(chat, 'read-messages', session) === true) {
    offers.push({ name: 'open', permission: true });
  }
  for (const [name, operations] of operationsOf) {
    let best: Permission | undefined;
    for (const operation of operations) {
      const permission = permissionFor(chat, operation, session);
      if (best === undefined || permission === true) best = permission ?? best;
    }
    if (best === undefined) continue;
    offers.push({ name, permission: best === true && refusal !== undefined ? { reason: refusal } : best });
  }
  return offers;
}

/** Which kinds of target the assign pane has for this chat. */
export function targetsFor(
  chat: Chat | undefined,
  session: Session | undefined,
  type: 'assign' | 'transfer',
): Readonly<Record<'agents' | 'queues', boolean>> {
  if (chat === undefined || session === undefined) return { agents: false, queues: false };
  const offered = (target: AssignTarget['type']): boolean => permissionFor(chat, `${type}-${target}`, session) === true;
  return { agents: offered('agent'), queues: offered('queue') };
}

function isInChat(chat: Chat, { viewer }: Session): boolean {
  if (chat.assignee?.id === viewer.id && chat.status === 'assigned') return true;
  return chat.participants.some((participant) => participant.id === viewer.id);
}
