import type { Message, MessageAuthor } from '../../contract/index.js';
import { isActivity } from './latest.js';
import { firstText } from './viewer.js';
import { givenTime, idOf, type Raw, rawOf } from './wire.js';

/**
 * A message of an answer or of a push. A private note, which the requester does not see, is by the "system" in its
 * author's name: it is no part of what the two say to each other. Never throws; the guard names what is missing.
 */
export function messageOf(message: Raw, chatId: string): Message {
  const { id, content, created_at: created, attachments } = message;
  const files = Array.isArray(attachments) ? (attachments as unknown[]).map(fileOf) : [];
  return {
    id: idOf(id),
    chatId,
    author: authorOf(message),
    text: content === null || content === undefined ? files.join('\n') : (content as string),
    at: givenTime(created),
  };
}

function authorOf({ sender, message_type: type, private: isPrivate }: Raw): MessageAuthor {
  const { id, name, available_name: shown } = rawOf(sender);
  const kind =
    isPrivate === true || isActivity(type) || type === 3 || type === 'template'
      ? 'system'
      : type === 0 || type === 'incoming'
        ? 'requester'
        : 'agent';
  // What Chatwoot itself or a bot says has no sender.
  if (id === undefined || id === null) return { id: kind, name: '', kind };
  return { id: idOf(id), name: firstText(shown, name) ?? '', kind };
}

/** Where an attachment is. */
function fileOf(attachment: unknown): string {
  return firstText(rawOf(attachment)['data_url']) ?? '';
}
