import type { Message, MessageAuthor } from '../../contract/index.js';
import { fieldsOf, recordOf, textOf, timeOf, type Fields } from './fields.js';

/** A message as REST and the realtime line have it. */
export type RawMessage = Fields<
  '_id' | 'rid' | 'msg' | 'ts' | 'u' | 'alias' | 'token' | 't' | 'file' | '_updatedAt' | 'attachments'
>;

export function messageOf(message: RawMessage, visitorId: unknown): Message {
  const { _id, name, username } = fieldsOf<'_id' | 'name' | 'username'>(message.u);
  const file = textOf(fieldsOf<'name'>(message.file).name);
  return recordOf<Message>({
    id: message._id,
    chatId: message.rid,
    author: {
      id: _id,
      name: textOf(name) ?? textOf(message.alias) ?? textOf(username) ?? _id,
      kind: kindOf(message, _id, visitorId),
    },
    // Files come with an empty text, and so do many of the server's own messages, which say in `t` what happened.
    text: message.msg === '' ? (file ?? textOf(message.t) ?? '') : message.msg,
    at: timeOf(message.ts),
  });
}

/** When it was last changed, epoch ms; 0 where that is not said. */
export function updatedAt(message: RawMessage): number {
  const at = timeOf(message._updatedAt);
  return at === undefined || Number.isNaN(at) ? 0 : at;
}

function kindOf({ t, token }: RawMessage, authorId: unknown, visitorId: unknown): MessageAuthor['kind'] {
  if (textOf(t) !== undefined) return 'system';
  return authorId === visitorId || textOf(token) !== undefined ? 'requester' : 'agent';
}
