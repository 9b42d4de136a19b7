import { html, render } from 'lit';
import { find } from '../shared/find.js';

const articles = [
  { title: 'Connect to the VPN from a hotel network', about: 'Networks · 3 minutes' },
  { title: 'Add a shared mailbox to Outlook', about: 'E-mail · 2 minutes' },
  { title: 'Reset your password without calling us', about: 'Accounts · 1 minute' },
  { title: 'What to do when a laptop is lost', about: 'Security · 4 minutes' },
  { title: 'Book and use a meeting room with a camera', about: 'Offices · 3 minutes' },
  { title: 'Ask for access to a system', about: 'Accounts · 2 minutes' },
];

export function drawArticles(): void {
  render(
    html`
      <ul class="plain-list articles">
        ${articles.map(({ title, about }) => html`<li><strong>${title}</strong><span class="muted">${about}</span></li>`)}
      </ul>
    `,
    find('#article-list'),
  );
}
