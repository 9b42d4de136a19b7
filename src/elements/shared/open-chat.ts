import { ContextEvent } from '@lit/context';
import type { JoinMode } from '../../contract/index.js';
import type { ChatMonitor } from '../../monitor/chat-monitor.js';
import type { ChatTranscript } from '../chat-transcript/chat-transcript.js';
import { monitorContext } from './context.js';
import { ChatOpenEvent } from './events/chat-open-event.js';

/**
 * Shows a chat: the cancelable `chat-open` from `host`, and unless a listener prevents it, the nearest
 * `chat-transcript` of the same monitor, in the host's own tree or further out. Without one the event is all.
 */
export function openChat(host: HTMLElement, monitor: ChatMonitor, chatId: string, mode?: JoinMode): void {
  const event = new ChatOpenEvent({ chatId, ...(mode && { mode }) });
  if (!host.dispatchEvent(event)) return;
  const transcript = findTranscript(host, monitor);
  if (!transcript) return;
  transcript.chatId = chatId;
  void transcript.updateComplete.then(() => transcript.focus());
}

function findTranscript(host: HTMLElement, monitor: ChatMonitor): ChatTranscript | undefined {
  let root: Node = host.getRootNode();
  for (;;) {
    for (const element of (root as ParentNode).querySelectorAll('chat-transcript')) {
      if (monitorOf(element) === monitor) return element;
    }
    if (!(root instanceof ShadowRoot)) return undefined;
    root = root.host.getRootNode();
  }
}

/** Providers answer at once. */
function monitorOf(element: Element): ChatMonitor | undefined {
  let found: ChatMonitor | undefined;
  element.dispatchEvent(
    new ContextEvent(monitorContext, element, (monitor) => {
      found = monitor;
    }),
  );
  return found;
}
