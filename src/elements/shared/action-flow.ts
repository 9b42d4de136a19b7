import type { ChatCommand } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ActionResult } from '../../monitor/types.js';
import { ChatActionDoneEvent } from './events/chat-action-done-event.js';
import { ChatActionEvent } from './events/chat-action-event.js';
import { ChatActionFailedEvent } from './events/chat-action-failed-event.js';

/**
 * The one way from a user's choice to the backend: the cancelable `chat-action` from `host`, then the command, then
 * `chat-action-done` or `chat-action-failed`. Never rejects.
 * `prevented`: the page took the action over and said nothing of its outcome; nothing was done or recorded by us.
 */
export async function runAction(
  host: HTMLElement,
  monitor: ChatMonitor,
  command: ChatCommand,
): Promise<ActionResult | 'prevented'> {
  const chat = 'chatId' in command ? monitor.chat(command.chatId) : undefined;
  const event = new ChatActionEvent({ command, ...(chat && { chat }) });
  host.dispatchEvent(event);
  const by = event.response;
  if (event.defaultPrevented && !by) return 'prevented';
  const result = await monitor.perform(command, by ? { by } : {});
  host.dispatchEvent(outcomeEvent(command, result));
  return result;
}

function outcomeEvent(command: ChatCommand, result: ActionResult): ChatActionDoneEvent | ChatActionFailedEvent {
  if (result.state === 'failed') {
    return new ChatActionFailedEvent({ command, error: result.error, outcome: result.outcome });
  }
  const { chat, agent } = result;
  return new ChatActionDoneEvent({ command, ...(chat && { chat }), ...(agent && { agent }) });
}
