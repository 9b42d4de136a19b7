import type { ChatMonitor } from 'chat-monitor-elements';
import { find } from './find.js';

/**
 * Keeps a pane's heading, flag and menu at the chat that is open. The transcript takes its chat by itself: that is the
 * default of the `chat-open` event.
 */
export class Conversation {
  readonly #monitor: ChatMonitor;
  readonly #pane: HTMLElement;
  #unwatch = (): void => {};

  constructor(monitor: ChatMonitor, pane: HTMLElement) {
    this.#monitor = monitor;
    this.#pane = pane;
    document.body.addEventListener('chat-open', ({ detail, defaultPrevented }) => {
      // Prevented, it is shown in another place.
      if (!defaultPrevented) this.#show(detail.chatId);
    });
  }

  /** Shows no chat any more. */
  close(): void {
    this.#unwatch();
    this.#pane.classList.remove('open');
    find('chat-transcript', this.#pane).chatId = undefined;
  }

  #show(chatId: string): void {
    this.#unwatch();
    this.#pane.classList.add('open');
    find('assist-flag', this.#pane).chatId = chatId;
    find('chat-action-menu', this.#pane).chatId = chatId;
    const describe = (): void => this.#describe(chatId);
    this.#unwatch = this.#monitor.watchChat(chatId, describe);
    describe();
  }

  /** A chat that left the viewer's sight keeps the words it had. */
  #describe(chatId: string): void {
    const chat = this.#monitor.chat(chatId);
    if (chat === undefined) return;
    const title = find('.about .title', this.#pane);
    const issue = find('.about .issue', this.#pane);
    title.textContent = chat.requester.name;
    // A customer's words must not turn what comes after them.
    const words = document.createElement('bdi');
    words.textContent = chat.issue;
    const places = [chat.company, chat.queue].filter((place) => place !== undefined);
    issue.replaceChildren(words, ...places.map(({ name }) => ` · ${name}`));
    issue.title = issue.textContent;
  }
}
