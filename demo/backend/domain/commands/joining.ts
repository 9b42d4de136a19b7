import type { JoinCommand, LeaveCommand, SetModeCommand } from 'chat-monitor-elements/contract';
import { saveChat } from '../save-chat.js';
import type { CommandHandler } from './context.js';

export const join: CommandHandler<JoinCommand> = async ({ tx, actor, now }, chat, command) => {
  await tx.query('INSERT INTO participants (chat_id, user_id, mode, joined_at) VALUES ($1, $2, $3, $4)', [
    chat.id,
    actor.id,
    command.mode,
    now,
  ]);
  return saveChat(tx, chat, {}, { at: now, by: actor.id });
};

export const setMode: CommandHandler<SetModeCommand> = async ({ tx, actor, now }, chat, command) => {
  await tx.query('UPDATE participants SET mode = $3 WHERE chat_id = $1 AND user_id = $2', [
    chat.id,
    actor.id,
    command.mode,
  ]);
  return saveChat(tx, chat, {}, { at: now, by: actor.id });
};

export const leave: CommandHandler<LeaveCommand> = async ({ tx, actor, now }, chat) => {
  await tx.query('DELETE FROM participants WHERE chat_id = $1 AND user_id = $2', [chat.id, actor.id]);
  return saveChat(tx, chat, {}, { at: now, by: actor.id });
};
