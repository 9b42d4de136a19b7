import type { Chat, ChatStatus, Named } from '../../contract/index.js';
import { assistOf } from './assist.js';
import type { Companies } from './companies.js';
import { participantsOf } from './joins.js';
import type { LatestMessages } from './latest.js';
import type { Members } from './members.js';
import { allowedFor } from './permissions.js';
import { type ChatwootViewer, firstText } from './viewer.js';
import { givenTime, idOf, type Raw, rawOf, timeOf } from './wire.js';

/** What a chat needs beside its conversation. */
export interface ChatContext {
  readonly viewer: ChatwootViewer;
  readonly companies: Companies;
  readonly members: Members;
  readonly latest: LatestMessages;
}

/**
 * The chat of a conversation, from an answer or from a push. Never throws: what is missing is missing in the chat, and
 * the guard names it.
 */
export function chatOf(conversation: Raw, context: ChatContext): Chat {
  const { meta, additional_attributes: additional, inbox_id: inbox, created_at: created } = conversation;
  const { sender, team } = rawOf(meta);
  const id = idOf(conversation['id']);
  const closed = conversation['status'] === 'resolved';
  const assignee = closed ? undefined : assigneeOf(rawOf(meta));
  const status = statusOf(conversation['status'], assignee);
  const queue = isPresent(team) ? namedOf(team) : undefined;
  const assist = closed ? undefined : assistOf(conversation);
  const latest = context.latest.get(id);
  const participants = closed ? [] : participantsOf(conversation, context.members);
  const chat = {
    id,
    assignmentVersion: [status, assignee?.id ?? '', queue?.id ?? ''].join(':'),
    status,
    requester: requesterOf(sender),
    issue: firstText(rawOf(additional)['mail_subject'], latest?.text) ?? '',
    company: context.companies.ofChat(inbox, rawOf(team)['id']),
    ...(queue && { queue }),
    ...(assignee && { assignee }),
    participants: participants.filter((one) => one.id !== assignee?.id),
    openedAt: givenTime(created),
    ...(status === 'pending' && { waitingSince: waitingSince(conversation) }),
    ...(status === 'assigned' && { handledSince: handledSince(conversation) }),
    ...(assist && { assist }),
    ...(latest && { lastMessageAt: latest.at }),
  };
  return { ...chat, allowed: allowedFor(context.viewer, chat) };
}

/** A bot that has the chat is nobody: it waits for a person. */
function assigneeOf({ assignee, assignee_type: type }: Raw): Named | undefined {
  if (!isPresent(assignee) || type === 'AgentBot' || rawOf(assignee)['type'] === 'agent_bot') return undefined;
  return namedOf(assignee);
}

function statusOf(status: unknown, assignee: Named | undefined): ChatStatus {
  switch (status) {
    case 'open':
    case 'pending':
    case 'snoozed':
      return assignee ? 'assigned' : 'pending';
    case 'resolved':
      return 'closed';
    default:
      return status as ChatStatus;
  }
}

/** Contacts need no name there. */
function requesterOf(sender: unknown): Named {
  const { id, name, email, phone_number: phone } = rawOf(sender);
  return { id: idOf(id), name: name === '' || name === null ? (firstText(email, phone) ?? '') : (name as string) };
}

export function namedOf(value: unknown): Named {
  const { id, name, available_name: shown } = rawOf(value);
  return { id: idOf(id), name: firstText(shown) ?? (name as string) };
}

/**
 * Chatwoot keeps since when the requester waits for an answer. A chat that was answered and then given back has no such
 * time; giving it back was the last that happened to it.
 */
function waitingSince({ waiting_since, last_activity_at, created_at }: Raw): number {
  return timeOf(waiting_since) ?? timeOf(last_activity_at) ?? givenTime(created_at);
}

/** When it was assigned is not kept: the first answer counts, and until there is one, the whole time. */
function handledSince({ first_reply_created_at, created_at }: Raw): number {
  return timeOf(first_reply_created_at) ?? givenTime(created_at);
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
