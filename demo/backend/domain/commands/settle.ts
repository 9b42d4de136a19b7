import type { AcceptCommand, CloseCommand, DeclineCommand, ReleaseCommand } from 'chat-monitor-elements/contract';
import type { ChatRecord } from '../chat-record.js';
import { addMessage } from '../messages.js';
import { addNotice } from '../notices.js';
import { saveChat } from '../save-chat.js';
import type { CommandContext, CommandHandler } from './context.js';
import { becomeAssigned, tellMovedAway, withdrawTransfer } from './moves.js';

/** Back to its queue, with nobody assigned. */
export const release: CommandHandler<ReleaseCommand> = async (context, chat, command) => {
  const { tx, actor, now } = context;
  await withdrawTransfer(tx, chat.id, 'withdrawn');
  await tellMovedAway(context, chat, chat.queue ?? undefined, command.note);
  return saveChat(
    tx,
    chat,
    { status: 'pending', assignee_id: null, waiting_since: now, handled_since: null },
    { at: now, by: actor.id },
  );
};

export const accept: CommandHandler<AcceptCommand> = async ({ tx, actor, now }, chat) => {
  await withdrawTransfer(tx, chat.id, 'accepted');
  return becomeAssigned(tx, chat, actor, { at: now, by: actor.id });
};

export const decline: CommandHandler<DeclineCommand> = async ({ tx, actor, now }, chat, command) => {
  await withdrawTransfer(tx, chat.id, 'declined');
  const sender = senderOf(chat);
  await addNotice(tx, chat, {
    userId: sender.id,
    type: 'declined',
    at: now,
    by: { id: actor.id, name: actor.name },
    to: sender,
    ...(command.note !== undefined && { note: command.note }),
  });
  return becomeAssigned(tx, chat, sender, { at: now, by: actor.id });
};

export const close: CommandHandler<CloseCommand> = async (context, chat) => closeChat(context, chat, context.actor.id);

/** Ends a chat, with a last message that says so. The end of a chat also ends its request for help. */
export async function closeChat(
  { tx, now }: Pick<CommandContext, 'tx' | 'now'>,
  chat: ChatRecord,
  by: string,
): Promise<ChatRecord> {
  await withdrawTransfer(tx, chat.id, 'withdrawn');
  await tx.query('UPDATE assists SET cleared_at = $2, cleared_by = $3 WHERE chat_id = $1 AND cleared_at IS NULL', [
    chat.id,
    now,
    by,
  ]);
  await addMessage(tx, chat, {
    author: { id: 'system', name: 'System', kind: 'system' },
    text: 'The chat was closed.',
    at: now,
  });
  return saveChat(
    tx,
    chat,
    { status: 'closed', assignee_id: null, waiting_since: null, closed_at: now },
    { at: now, by },
  );
}

/** A transferred chat always has a sender: the database keeps both together. */
export function senderOf(chat: ChatRecord): { readonly id: string; readonly name: string } {
  if (!chat.transfer) throw new Error(`Chat ${chat.id} is transferred without a transfer.`);
  return chat.transfer.from;
}
