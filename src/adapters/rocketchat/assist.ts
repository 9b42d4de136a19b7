import {
  ChatError,
  type Assist,
  type ClaimAssistCommand,
  type ClearAssistCommand,
  type PerformOptions,
  type RaiseAssistCommand,
} from '../../contract/index.js';
import type { Room } from './chat-record.js';
import type { Effect, EffectContext } from './effects.js';
import { fieldsOf, textOf } from './fields.js';
import type { SeenChat } from './floor.js';

type AssistCommand = RaiseAssistCommand | ClearAssistCommand | ClaimAssistCommand;

/**
 * Writes the tag of a request for assistance. The server replaces the tags as a whole, so the others are read just
 * before and written again; tags that cannot be read are not written either.
 */
export function changeAssist(
  command: AssistCommand,
  { chat, room }: SeenChat,
  { api, eyes }: EffectContext,
  { idempotencyKey, ...options }: PerformOptions,
): Effect {
  const { assistTags, signedIn } = eyes;
  const { id, name } = signedIn.viewer;
  const assist = assistAfter(command, chat.assist, { id: idempotencyKey, by: { id, name }, at: eyes.now() }, chat);
  const others = tagsOf(room).filter((tag) => !assistTags.isOurs(tag));
  const tags = assist === undefined ? others : [...others, assistTags.write(assist)];
  return {
    send: () => api.call(['livechat', 'room.saveInfo'], options, { body: saving(room, tags) }),
    isDone: (after) =>
      after.chat.assist?.id === assist?.id && after.chat.assist?.claimedBy?.id === assist?.claimedBy?.id,
  };
}

function assistAfter(
  command: AssistCommand,
  open: Assist | undefined,
  next: Pick<Assist, 'id' | 'by' | 'at'>,
  chat: SeenChat['chat'],
): Assist | undefined {
  if (command.type === 'raise-assist') {
    return command.message === undefined ? next : { ...next, message: command.message };
  }
  const isOthers = command.type === 'claim-assist' && open?.claimedBy !== undefined && open.claimedBy.id !== next.by.id;
  if (open?.id !== command.assistId || isOthers) {
    throw new ChatError(
      'conflict',
      'Rocket.Chat: that request for assistance is not open any more, or somebody has it.',
      { chat },
    );
  }
  return command.type === 'clear-assist' ? undefined : { ...open, claimedBy: next.by };
}

function tagsOf({ tags = [] }: Room): readonly string[] {
  const list = (tags ?? []) as unknown;
  if (Array.isArray(list) && list.every((tag) => typeof tag === 'string')) return list;
  throw new ChatError('protocol', 'Rocket.Chat: the tags of the room cannot be read, and are left as they are.');
}

/** What this call does not name, the server may clear: so it names what the room has. */
function saving(room: Room, tags: readonly string[]): unknown {
  const visitorId = textOf(fieldsOf<'_id'>(room.v)._id);
  if (visitorId === undefined) throw new ChatError('protocol', 'Rocket.Chat: the room has no visitor.');
  const { _id, topic, priorityId, slaId, livechatData } = room;
  return { guestData: { _id: visitorId }, roomData: { _id, tags, topic, priorityId, slaId, livechatData } };
}
