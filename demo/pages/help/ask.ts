import type { Named } from 'chat-monitor-elements/contract';
import { html, nothing, render, type TemplateResult } from 'lit';
import { textOf } from '../shared/api.js';
import { timeText } from '../shared/texts.js';
import { listChats, openChat, type CustomerChat } from './customer-api.js';
import { topicsOf } from './topics.js';

/** Shows the form for a new chat, and the chats that are still open; returns how to leave. */
export function showAsk(target: HTMLElement, companies: readonly Named[]): () => void {
  let left = false;
  let chats: readonly CustomerChat[] = [];
  let companyId = companies[0]?.id ?? '';
  let sending = false;
  let error: string | undefined;

  const draw = (): void => {
    if (!left) render(page(), target);
  };

  const send = async (form: HTMLFormElement): Promise<void> => {
    if (sending) return;
    sending = true;
    draw();
    try {
      const values = new FormData(form);
      const text = (name: string): string => (values.get(name) as string).trim();
      const queueId = text('topic');
      const issue = text('issue');
      const { id } = await openChat({ companyId, issue, text: text('text') || issue, ...(queueId && { queueId }) });
      location.hash = `#chat/${encodeURIComponent(id)}`;
    } catch (thrown) {
      error = textOf(thrown);
      sending = false;
      draw();
    }
  };

  const page = (): TemplateResult => html`
    <div class="ask">
      <h1>How can we help?</h1>
      ${openChats(chats.filter(({ status }) => status !== 'closed'))}
      <form
        class="card form"
        aria-label="New chat"
        @submit=${(event: SubmitEvent) => {
          event.preventDefault();
          void send(event.target as HTMLFormElement);
        }}
      >
        ${error === undefined ? nothing : html`<p class="banner" role="alert">${error}</p>`}
        <div class="two-fields">
          <div class="field">
            <label for="company">Company</label>
            <select id="company" class="input" @change=${onCompany}>
              ${companies.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
            </select>
          </div>
          <div class="field">
            <label for="topic">Topic</label>
            <select id="topic" class="input" name="topic">
              ${topicsOf(companyId).map(({ queueId, name }, index) => html`<option value=${queueId} ?selected=${index === 0}>${name}</option>`)}
              <option value="">Something else</option>
            </select>
          </div>
        </div>
        <div class="field">
          <label for="issue">What is it about?</label>
          <input
            id="issue"
            class="input"
            name="issue"
            required
            maxlength="160"
            autocomplete="off"
            placeholder="My laptop does not find the printer"
          />
        </div>
        <div class="field">
          <label for="text">Tell us more <span class="muted">(optional)</span></label>
          <textarea
            id="text"
            class="input"
            name="text"
            maxlength="2000"
            placeholder="What happens, since when, and what have you tried?"
          ></textarea>
        </div>
        <button class="button primary" ?disabled=${sending}>${sending ? 'Starting…' : 'Start chat'}</button>
      </form>
    </div>
  `;

  const onCompany = (event: Event): void => {
    companyId = (event.target as HTMLSelectElement).value;
    draw();
  };

  // Drawn when all of it is there, so that the form does not move under the pointer.
  listChats().then(
    (found) => {
      chats = found;
      draw();
    },
    (thrown: unknown) => {
      error = textOf(thrown);
      draw();
    },
  );
  return () => {
    left = true;
  };
}

function openChats(chats: readonly CustomerChat[]): TemplateResult | typeof nothing {
  if (chats.length === 0) return nothing;
  return html`
    <nav class="card open-chats" aria-labelledby="open-chats">
      <h2 id="open-chats">Your open chats</h2>
      <ul>
        ${chats.map(
          ({ id, issue, agentName, openedAt }) => html`
            <li>
              <a href="#chat/${encodeURIComponent(id)}">
                <strong>${issue}</strong>
                <span class="muted">
                  ${agentName === undefined ? 'Waiting for an agent' : `With ${agentName}`} · since
                  ${timeText(openedAt)}
                </span>
              </a>
            </li>
          `,
        )}
      </ul>
    </nav>
  `;
}
