import type {
  Assist,
  ClaimAssistCommand,
  ClearAssistCommand,
  RaiseAssistCommand,
} from 'chat-monitor-elements/contract';
import type { ChatRecord } from '../chat-record.js';
import { newId } from '../ids.js';
import { saveChat } from '../save-chat.js';
import { stateConflict } from './conflict.js';
import type { CommandContext, CommandHandler } from './context.js';

export const raiseAssist: CommandHandler<RaiseAssistCommand> = async ({ tx, actor, now }, chat, command) => {
  await tx.query('INSERT INTO assists (id, chat_id, by_id, at, message) VALUES ($1, $2, $3, $4, $5)', [
    newId('assist'),
    chat.id,
    actor.id,
    now,
    command.message ?? null,
  ]);
  return saveChat(tx, chat, {}, { at: now, by: actor.id });
};

export const clearAssist: CommandHandler<ClearAssistCommand> = async (context, chat, command) => {
  const { tx, actor, now } = context;
  const assist = openAssist(context, chat, command.assistId);
  await tx.query('UPDATE assists SET cleared_at = $2, cleared_by = $3 WHERE id = $1', [assist.id, now, actor.id]);
  return saveChat(tx, chat, {}, { at: now, by: actor.id });
};

export const claimAssist: CommandHandler<ClaimAssistCommand> = async (context, chat, command) => {
  const { tx, actor, now } = context;
  const assist = openAssist(context, chat, command.assistId);
  if (assist.claimedBy?.id === actor.id) return chat;
  if (assist.claimedBy) {
    throw stateConflict(context, chat, `${assist.claimedBy.name} has taken this request.`, assist.claimedBy);
  }
  await tx.query('UPDATE assists SET claimed_by = $2 WHERE id = $1', [assist.id, actor.id]);
  return saveChat(tx, chat, {}, { at: now, by: actor.id });
};

/** A request that was raised meanwhile is another one, and stays. */
function openAssist(context: CommandContext, chat: ChatRecord, id: string): Assist {
  if (chat.assist?.id === id) return chat.assist;
  throw stateConflict(context, chat, 'This request for assistance is no longer open.');
}
