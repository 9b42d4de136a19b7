import type { Assist, Chat, Named, Participant, PendingTransfer, Session } from '../../contract/index.js';
import { allowedFor } from '../shared/permissions.js';
import { missingOperations } from './capabilities.js';
import type { ChatForm } from './forms.js';
import { defined, nameOfLabel, namedOf, numberOf, textOf, timeOf, type Values } from './values.js';

/** The chat of an entry, as the viewer of this session sees it. What the entry has wrong, the chat has wrong. */
export function chatOf(form: ChatForm, values: Values, participants: readonly Participant[], session: Session): Chat {
  const { fields, statuses } = form;
  const status = nameOfLabel(statuses, textOf(values, fields.status));
  const queue = namedOf(values, fields.queueId, fields.queueName);
  const openedAt = timeOf(values, fields.openedAt);
  // The form still says who had a chat that is over.
  const assignee = status === 'closed' ? undefined : namedOf(values, fields.assigneeId, fields.assigneeName);
  const waitingSince = status === 'pending' ? (timeOf(values, fields.waitingSince) ?? openedAt) : undefined;
  const handledSince = status === 'pending' ? undefined : timeOf(values, fields.handledSince);
  const record = defined<Omit<Chat, 'allowed'>>({
    id: textOf(values, fields.entry),
    // Since when tells apart what came back to where it was.
    assignmentVersion: JSON.stringify([status, assignee?.id, queue?.id, waitingSince, handledSince]),
    status,
    requester: namedOf(values, fields.requesterId, fields.requesterName),
    issue: textOf(values, fields.issue) ?? '',
    company: namedOf(values, fields.companyId, fields.companyName),
    queue,
    assignee,
    participants: participants.filter(({ id }) => id !== assignee?.id),
    openedAt: openedAt,
    waitingSince,
    handledSince,
    transfer: status === 'transferred' ? transferOf(form, values) : undefined,
    assist: status === 'closed' ? undefined : assistOf(form, values),
    messageCount: numberOf(values, fields.messageCount),
    lastMessageAt: timeOf(values, fields.lastMessageAt),
  });
  const { viewer, settings, capabilities } = session;
  const context = { queueAssignment: settings.queueAssignment, without: missingOperations(capabilities) };
  return { ...record, allowed: allowedFor(viewer, record, context) };
}

/** Who changed the entry last. */
export function changedBy({ fields }: ChatForm, values: Values): Named | undefined {
  return namedOf(values, fields.modifiedBy, undefined);
}

function transferOf({ fields }: ChatForm, values: Values): PendingTransfer {
  return defined<PendingTransfer>({
    from: namedOf(values, fields.transferFromId, fields.transferFromName),
    at: timeOf(values, fields.transferAt) ?? timeOf(values, fields.modified),
    expiresAt: timeOf(values, fields.transferExpires),
    note: textOf(values, fields.transferNote),
  });
}

function assistOf({ fields }: ChatForm, values: Values): Assist | undefined {
  const id = textOf(values, fields.assistId);
  if (id === undefined) return undefined;
  return defined<Assist>({
    id,
    // Without a field of its own it is the assignee's request.
    by:
      namedOf(values, fields.assistById, fields.assistByName) ??
      namedOf(values, fields.assigneeId, fields.assigneeName),
    at: timeOf(values, fields.assistAt) ?? timeOf(values, fields.modified),
    message: textOf(values, fields.assistMessage),
    claimedBy: namedOf(values, fields.assistClaimedById, fields.assistClaimedByName),
  });
}
