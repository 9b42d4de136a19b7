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
  let reading = false;
  let readAgain = false;

  /** One reading at a time; a change that comes meanwhile asks for another. */
  const read = async (): Promise<void> => {
    readAgain = true;
    if (reading) return;
    reading = true;
    while (readAgain && !left) {
      readAgain = false;
      try {
        chat = await readChat(id);
        error = undefined;
      } catch (thrown) {
        error = textOf(thrown);
      }
      draw();
    }
    reading = false;
  };

  const act = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      await read();
      return true;
    } catch (thrown) {
      error = textOf(thrown);
      draw();
      return false;
    }
  };

  const send = async (form: HTMLFormElement): Promise<void> => {
    const field = form.elements.namedItem('text') as HTMLTextAreaElement;
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    if (!(await act(() => sendMessage(id, text))) && field.value === '') field.value = text;
    field.focus();
  };

  const draw = (): void => {
    if (left) return;
    const list = target.querySelector('.messages');
    const atEnd = list === null || list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    render(page(), target);
    const drawn = target.querySelector('.messages');
    if (atEnd && drawn !== null) drawn.scrollTop = drawn.scrollHeight;
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
        ${chat === undefined || chat.status === 'closed'
          ? nothing
          : html`<button class="button" @click=${() => act(() => endChat(id))}>End chat</button>`}
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
      <textarea id="text" class="input" name="text" rows="1" maxlength="2000" placeholder="Write a message" @keydown=${onKeyDown}></textarea>
      <button class="button primary"><span class="icon icon-send" aria-hidden="true"></span>Send</button>
    </form>
  `;

  const stop = followChat(
    id,
    () => void read(),
    (nowReached) => {
      reached = nowReached;
      if (nowReached) void read();
      else draw();
    },
  );
  draw();
  void read();
  return () => {
    left = true;
    stop();
  };
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}

function stateText({ status, agent, queue }: CustomerChatWithMessages, reached: boolean): string {
  if (!reached) return 'The connection is lost; trying to come back…';
  switch (status) {
    case 'pending':
      return `Waiting for an agent${queue === undefined ? '' : ` of ${queue.name}`}…`;
    case 'assigned':
      return agent === undefined ? 'An agent is with you' : `${agent.name} is with you`;
    case 'transferred':
      return agent === undefined ? 'You are being connected…' : `You are being connected with ${agent.name}…`;
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
