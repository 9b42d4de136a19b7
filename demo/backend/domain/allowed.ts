import type { Allowed, ChatOperation, Permission } from 'chat-monitor-elements/contract';
import type { ChatRecord } from './chat-record.js';
import { hasRole, type Actor } from './viewer.js';

/** What decides beside the chat and the viewer. */
export interface Policy {
  readonly queueAssignment: boolean;
}

type Draft = Partial<Record<ChatOperation, Permission>>;

/** What a viewer may do with a chat now. What is not named may not be done. */
export function allowedFor(chat: ChatRecord, actor: Actor, policy: Policy): Allowed {
  if (chat.status === 'closed') return {};
  const allowed: Draft = {};
  if (hasRole(actor, 'supervisor') && actor.companies.includes(chat.company.id)) {
    allowSupervisor(allowed, chat, actor, policy);
  }
  const own = chat.participants.find((participant) => participant.id === actor.id);
  if (own) {
    allowed['set-mode'] = true;
    allowed.leave = true;
    allowed['read-messages'] = withAgentRole(actor);
    if (own.mode === 'participate') allowed['send-message'] = withAgentRole(actor);
  }
  if (chat.assignee?.id === actor.id && hasRole(actor, 'agent')) {
    if (chat.status === 'assigned') allowAssignee(allowed, chat, policy);
    else allowReceiver(allowed);
  }
  return allowed;
}

function allowSupervisor(allowed: Draft, chat: ChatRecord, actor: Actor, policy: Policy): void {
  if (chat.status === 'pending') {
    allowed['assign-agent'] = true;
    if (policy.queueAssignment) allowed['assign-queue'] = true;
  } else {
    allowed['transfer-agent'] = true;
    if (policy.queueAssignment) allowed['transfer-queue'] = true;
    allowed.release = true;
  }
  const inside = chat.assignee?.id === actor.id || chat.participants.some((person) => person.id === actor.id);
  if (chat.status !== 'transferred' && !inside) {
    allowed.participate = withAgentRole(actor);
    allowed.monitor = withAgentRole(actor);
  }
  // Said even before joining, so that the interface can explain why there is nothing to read.
  if (!hasRole(actor, 'agent')) allowed['read-messages'] = withAgentRole(actor);
  if (chat.assist) {
    allowed['clear-assist'] = true;
    allowed['claim-assist'] = true;
  }
}

function allowAssignee(allowed: Draft, chat: ChatRecord, policy: Policy): void {
  allowed['transfer-agent'] = true;
  if (policy.queueAssignment) allowed['transfer-queue'] = true;
  allowed.release = true;
  allowed.close = true;
  allowed['read-messages'] = true;
  allowed['send-message'] = true;
  if (chat.assist) allowed['clear-assist'] = true;
  else allowed['raise-assist'] = true;
}

/** The receiver of a transfer reads what it is about before deciding. */
function allowReceiver(allowed: Draft): void {
  allowed.accept = true;
  allowed.decline = true;
  allowed['read-messages'] = true;
  allowed['send-message'] = { reason: 'not-accepted-yet' };
}

/** Viewing and acting in a chat needs the agent role as well, as in the original product. */
function withAgentRole(actor: Actor): Permission {
  return hasRole(actor, 'agent') ? true : { reason: 'agent-role-required' };
}
