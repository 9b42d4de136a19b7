import { html, nothing, render, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Message } from 'chat-monitor-elements/contract';
import { textOf } from '../shared/api.js';
import { timeText } from '../shared/texts.js';
import { endChat, followChat, readChat, sendMessage, type CustomerChatWithMessages } from './customer-api.js';

/** Shows one chat of the customer, live; returns how to leave. */
export function showConversation(target: HTMLElement, id: string): () => void {
  let chat: CustomerChatWithMessages | undefined;
  let error: string | undefined;
  let reached = true;
  let left = false;

  const change = (next: CustomerChatWithMessages): void => {
    chat = next;
    error = undefined;
    draw();
  };
  const addMessage = (message: Message): void => {
    if (chat === undefined || chat.messages.some((known) => known.id === message.id)) return;
    change({ ...chat, messages: [...chat.messages, message] });
  };
  const fail = (thrown: unknown): void => {
    error = textOf(thrown);
    draw();
  };

  const send = async (form: HTMLFormElement): Promise<void> => {
    const field = form.elements.namedItem('text') as HTMLTextAreaElement;
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    field.focus();
    try {
      addMessage(await sendMessage(id, text));
    } catch (thrown) {
      // What was not sent goes back, unless the customer writes on already.
      if (field.value === '') field.value = text;
      fail(thrown);
    }
  };

  const draw = (): void => {
    if (left) return;
    const before = target.querySelector('.messages');
    const atEnd = before === null || before.scrollHeight - before.scrollTop - before.clientHeight < 40;
    render(page(), target);
    const after = target.querySelector('.messages');
    if (atEnd && after !== null) after.scrollTop = after.scrollHeight;
  };

  const page = (): TemplateResult => html`
    <section class="card conversation" aria-labelledby="title">
      <header>
        <a class="button quiet only-icon" href="#" aria-label="Back to the help page">
          <span class="icon icon-back" aria-hidden="true"></span>
        </a>
        <div class="about">
          <h1 id="title">${chat?.issue ?? 'Chat'}</h1>
          <p class="muted" role="status">${chat === undefined ? '' : stateText(chat, reached)}</p>
        </div>
        ${
          chat === undefined || chat.status === 'closed'
            ? nothing
            : html`<button class="button" @click=${() => endChat(id).catch(fail)}>End chat</button>`
        }
      </header>
      ${error === undefined ? nothing : html`<p class="banner" role="alert">${error}</p>`}
      <div class="messages" role="log" aria-label="Messages" tabindex="0">
        ${repeat(chat?.messages ?? [], (message) => message.id, messageRow)}
      </div>
      ${chat?.status === 'closed' ? html`<p class="over"><a href="#">Start another chat</a></p>` : composer()}
    </section>
  `;

  const composer = (): TemplateResult => html`
    <form
      class="composer"
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        void send(event.target as HTMLFormElement);
      }}
    >
      <label class="visually-hidden" for="text">Message</label>
      <textarea
        id="text"
        class="input"
        name="text"
        rows="1"
        maxlength="2000"
        placeholder="Write a message"
        @keydown=${sendOnEnter}
      ></textarea>
      <button class="button primary"><span class="icon icon-send" aria-hidden="true"></span>Send</button>
    </form>
  `;

  draw();
  // The stream says no more than that it failed; this says why, for instance that there is no such chat.
  readChat(id).catch(fail);
  const stop = followChat(id, {
    onChat: change,
    onStatus: (status) => chat && change({ ...chat, ...status }),
    onMessage: addMessage,
    onReach: (nowReached) => {
      reached = nowReached;
      draw();
    },
  });
  return () => {
    left = true;
    stop();
  };
}

function sendOnEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}

function stateText({ status, agentName }: CustomerChatWithMessages, reached: boolean): string {
  if (!reached) return 'The connection is lost; trying to come back…';
  switch (status) {
    case 'pending':
      return 'Waiting for an agent…';
    case 'assigned':
      return `${agentName ?? 'An agent'} is with you`;
    case 'transferred':
      return 'You are being connected with another agent…';
    case 'closed':
      return 'This chat has ended';
  }
}

function messageRow({ author, text, at }: Message): TemplateResult {
  if (author.kind === 'system') return html`<p class="message system muted">${text}</p>`;
  const own = author.kind === 'requester';
  return html`
    <div class="message ${own ? 'own' : ''}">
      <span class="by muted">${own ? 'You' : html`<bdi>${author.name}</bdi>`} · ${timeText(at)}</span>
      <p class="bubble" dir="auto">${text}</p>
    </div>
  `;
}
