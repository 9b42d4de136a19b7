import { chatOperations, type Chat, type ChatOperation, type OnChatCommand } from '../../contract/index.js';
import type { Scene } from '../scene.js';

/** Operations that are asked for by a command. */
export const commandOperations = chatOperations.filter(
  (operation): operation is CommandOperation => operation !== 'read-messages' && operation !== 'send-message',
);

export type CommandOperation = Exclude<ChatOperation, 'read-messages' | 'send-message'>;

const unknownAssist = 'no-request-of-this-chat';

/** The command of an operation, on a chat as the viewer sees it. */
export function commandOf(scene: Scene, operation: CommandOperation, chat: Chat): OnChatCommand {
  const on = { chatId: chat.id, expected: chat.assignmentVersion };
  const assistId = chat.assist?.id ?? unknownAssist;
  switch (operation) {
    case 'assign-agent':
      return { ...on, type: 'assign', to: scene.toAgent('secondAgent') };
    case 'assign-queue':
      return { ...on, type: 'assign', to: scene.toQueue('secondQueue') };
    case 'transfer-agent':
      return {
        ...on,
        type: 'transfer',
        to: scene.toAgent(chat.assignee?.id === scene.id('agent') ? 'secondAgent' : 'agent'),
      };
    case 'transfer-queue':
      return { ...on, type: 'transfer', to: scene.toQueue('secondQueue') };
    case 'participate':
    case 'monitor':
      return { ...on, type: 'join', mode: operation };
    case 'set-mode':
      return { ...on, type: 'set-mode', mode: 'participate' };
    case 'clear-assist':
    case 'claim-assist':
      return { ...on, type: operation, assistId };
    default:
      return { ...on, type: operation };
  }
}
