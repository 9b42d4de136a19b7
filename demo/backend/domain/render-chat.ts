import type { Chat } from 'chat-monitor-elements/contract';
import { allowedFor, type Policy } from './allowed.js';
import type { ChatRecord } from './chat-record.js';
import type { Actor } from './viewer.js';

/** The chat as the contract has it, with what this viewer may do. */
export function renderChat(record: ChatRecord, actor: Actor, policy: Policy): Chat {
  return {
    id: record.id,
    version: record.version,
    assignmentVersion: String(record.assignmentVersion),
    status: record.status,
    requester: record.requester,
    issue: record.issue,
    company: record.company,
    ...(record.queue && { queue: record.queue }),
    ...(record.assignee && { assignee: record.assignee }),
    participants: record.participants,
    openedAt: record.openedAt,
    ...(record.waitingSince !== null && { waitingSince: record.waitingSince }),
    ...(record.handledSince !== null && { handledSince: record.handledSince }),
    ...(record.transfer && { transfer: record.transfer }),
    ...(record.assist && { assist: record.assist }),
    ...(record.sla && { sla: record.sla }),
    messageCount: record.messageCount,
    ...(record.lastMessageAt !== null && { lastMessageAt: record.lastMessageAt }),
    allowed: allowedFor(record, actor, policy),
  };
}
