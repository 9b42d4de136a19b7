import type { ChatMonitor } from 'chat-monitor-elements';

/**
 * Keeps the tags around the transcript at the chat that is open. The transcript takes its chat by itself: it is the
 * default of the `chat-open` event.
 */
export function startConversation(monitor: ChatMonitor): void {
  const pane = document.querySelector('.conversation') as HTMLElement;
  let unwatch = (): void => {};

  const show = (chatId: string): void => {
    unwatch();
    pane.classList.add('open');
    pane.querySelector('assist-flag')!.chatId = chatId;
    pane.querySelector('chat-action-menu')!.chatId = chatId;
    const draw = (): void => describe(monitor, chatId);
    unwatch = monitor.watchChat(chatId, draw);
    draw();
  };
  const close = (): void => {
    unwatch();
    pane.classList.remove('open');
    pane.querySelector('chat-transcript')!.chatId = undefined;
    document.querySelector('my-chats')?.focus();
  };

  document.addEventListener('chat-open', ({ detail }) => show(detail.chatId));
  document.getElementById('back')?.addEventListener('click', close);
}

function describe(monitor: ChatMonitor, chatId: string): void {
  const chat = monitor.chat(chatId);
  if (chat === undefined) return;
  const title = document.getElementById('conversation-title') as HTMLElement;
  const about = document.getElementById('conversation-about') as HTMLElement;
  title.textContent = chat.requester.name;
  about.textContent = [chat.issue, chat.company.name, chat.queue?.name]
    .filter((part) => part !== undefined)
    .join(' · ');
  about.title = about.textContent;
}
