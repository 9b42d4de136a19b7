import type { AssignCommand, TransferCommand } from 'chat-monitor-elements/contract';
import type { ChatRecord } from '../chat-record.js';
import { newId } from '../ids.js';
import { addNotice } from '../notices.js';
import { Problem } from '../problem.js';
import { saveChat } from '../save-chat.js';
import type { CommandContext, CommandHandler } from './context.js';
import { enterQueue, handOver, tellMovedAway, withdrawTransfer } from './moves.js';
import { agentTarget, checkCapacity, queueTarget } from './targets.js';

/** Hands a pending chat to an agent, or to another queue. */
export const assign: CommandHandler<AssignCommand> = async (context, chat, command) => {
  if (command.to.type === 'queue') return toQueue(context, chat, command);
  const agent = await agentTarget(context, command.to.id);
  checkCapacity(agent);
  return handOver(context, chat, agent, command.note);
};

/** Moves a chat from its agent to another one, who has to accept it, or to a queue. */
export const transfer: CommandHandler<TransferCommand> = async (context, chat, command) => {
  if (command.to.type === 'queue') return toQueue(context, chat, command);
  const { tx, actor, now, settings } = context;
  const agent = await agentTarget(context, command.to.id);
  if (chat.assignee?.id === agent.id) {
    throw new Problem(422, `The chat is with ${agent.name} already. Choose another agent.`, {
      backendCode: 'already-assigned',
      errors: [{ path: 'to.id', message: `${agent.name} has the chat` }],
    });
  }
  await withdrawTransfer(tx, chat.id, 'withdrawn');
  await tellMovedAway(context, chat, agent, command.note);
  const sender = chat.transfer?.from ?? chat.assignee;
  // Given back to who sent it: nothing to accept.
  if (!sender || sender.id === agent.id) return handOver(context, chat, agent, command.note);

  await tx.query(
    `INSERT INTO transfers (id, chat_id, from_id, to_id, at, expires_at, note) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [newId('transfer'), chat.id, sender.id, agent.id, now, now + settings.transferTimeoutMs, command.note ?? null],
  );
  if (agent.id !== actor.id) {
    await addNotice(tx, chat, {
      userId: agent.id,
      type: 'transferred-to-you',
      at: now,
      by: { id: actor.id, name: actor.name },
      to: { id: agent.id, name: agent.name },
      ...(command.note !== undefined && { note: command.note }),
    });
  }
  return saveChat(tx, chat, { status: 'transferred', assignee_id: agent.id }, { at: now, by: actor.id });
};

async function toQueue(
  context: CommandContext,
  chat: ChatRecord,
  command: AssignCommand | TransferCommand,
): Promise<ChatRecord> {
  const queue = await queueTarget(context, command.to.id);
  if (chat.status === 'pending' && chat.queue?.id === queue.id) {
    throw new Problem(422, `The chat waits in ${queue.name} already. Choose another support queue.`, {
      backendCode: 'already-in-queue',
      errors: [{ path: 'to.id', message: `the chat waits in ${queue.name}` }],
    });
  }
  await withdrawTransfer(context.tx, chat.id, 'withdrawn');
  await tellMovedAway(context, chat, { id: queue.id, name: queue.name }, command.note);
  return enterQueue(context, chat, queue, command.note);
}
