import { html, nothing, render, type TemplateResult } from 'lit';
import { textOf } from '../shared/api.js';
import { timeText } from '../shared/texts.js';
import { listChats, openChat, readHelpDesk, type CustomerChat, type HelpDesk } from './customer-api.js';

/** Shows the form for a new chat, and the chats that are still open; returns how to leave. */
export function showAsk(target: HTMLElement): () => void {
  let left = false;
  let helpDesk: HelpDesk = { companies: [], queues: [] };
  let chats: readonly CustomerChat[] = [];
  let companyId: string | undefined;
  let sending = false;
  let error: string | undefined;

  const draw = (): void => {
    if (!left) render(page(), target);
  };

  const load = async (): Promise<void> => {
    try {
      [helpDesk, chats] = await Promise.all([readHelpDesk(), listChats()]);
      companyId ??= helpDesk.companies[0]?.id;
    } catch (thrown) {
      error = textOf(thrown);
    }
    draw();
  };

  const onSubmit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (sending || companyId === undefined) return;
    const values = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(values.get(name) ?? '').trim();
    const queueId = text('queue');
    sending = true;
    draw();
    try {
      const issue = text('issue');
      const { id } = await openChat({ companyId, issue, text: text('text') || issue, ...(queueId !== '' && { queueId }) });
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
      <form class="card form" @submit=${onSubmit}>
        ${error === undefined ? nothing : html`<p class="banner" role="alert">${error}</p>`}
        <div class="two-fields">
          <div class="field">
            <label for="company">Company</label>
            <select id="company" class="input" name="company" required @change=${onCompany}>
              ${helpDesk.companies.map(
                ({ id, name }) => html`<option value=${id} ?selected=${id === companyId}>${name}</option>`,
              )}
            </select>
          </div>
          <div class="field">
            <label for="queue">Topic</label>
            <select id="queue" class="input" name="queue">
              <option value="">I am not sure</option>
              ${helpDesk.queues
                .filter(({ company }) => company.id === companyId)
                .map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
            </select>
          </div>
        </div>
        <div class="field">
          <label for="issue">What is it about?</label>
          <input id="issue" class="input" name="issue" required maxlength="160" placeholder="My laptop does not find the printer" autocomplete="off" />
        </div>
        <div class="field">
          <label for="text">Tell us more <span class="muted">(optional)</span></label>
          <textarea id="text" class="input" name="text" maxlength="2000" placeholder="What happens, since when, and what have you tried?"></textarea>
        </div>
        <button class="button primary" ?disabled=${sending}>${sending ? 'Starting…' : 'Start chat'}</button>
      </form>
    </div>
  `;

  const onCompany = (event: Event): void => {
    companyId = (event.target as HTMLSelectElement).value;
    draw();
  };

  draw();
  void load();
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
          ({ id, issue, agent, openedAt }) => html`
            <li>
              <a href="#chat/${encodeURIComponent(id)}">
                <strong>${issue}</strong>
                <span class="muted">${agent === undefined ? 'Waiting for an agent' : `With ${agent.name}`} · since ${timeText(openedAt)}</span>
              </a>
            </li>
          `,
        )}
      </ul>
    </nav>
  `;
}
