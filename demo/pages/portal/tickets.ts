import { html, render, type TemplateResult } from 'lit';
import { tickets, type Ticket, type TicketState } from './ticket-data.js';
import { find } from '../shared/find.js';

const badges: Readonly<Record<TicketState, string>> = {
  New: 'badge accent',
  'In progress': 'badge',
  Waiting: 'badge caution',
  Resolved: 'badge positive',
};

const agoFormat = new Intl.RelativeTimeFormat('en', { style: 'short' });
let words = '';

/** Draws the ticket list, and lets the portal's search field filter it. */
export function startTickets(): void {
  const form = find('#search') as HTMLFormElement;
  form.addEventListener('input', () => {
    words = new FormData(form).get('words') as string;
    drawTickets();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    location.hash = '#tickets';
  });
  drawTickets();
}

function drawTickets(): void {
  const wanted = words.trim().toLowerCase();
  const found = tickets.filter(({ id, title, requester }) =>
    `${id} ${title} ${requester}`.toLowerCase().includes(wanted),
  );
  render(
    html`
      <div class="list-filter muted" role="status">${found.length} of ${tickets.length} tickets</div>
      ${
        found.length > 0
          ? ticketTable(found)
          : html`<div class="empty">
              <strong>No such ticket</strong><span>Try another word, or a ticket number.</span>
            </div>`
      }
    `,
    find('#ticket-list'),
  );
}

export function ticketTable(shown: readonly Ticket[]): TemplateResult {
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label="Ticket table">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Title</th>
            <th scope="col" class="optional">Requester</th>
            <th scope="col">State</th>
            <th scope="col" class="optional">Priority</th>
            <th scope="col">Updated</th>
          </tr>
        </thead>
        <tbody>
          ${shown.map(
            ({ id, title, requester, state, priority, updated }) => html`
              <tr>
                <td class="muted">${id}</td>
                <td class="wide" title=${title}>${title}</td>
                <td class="optional">${requester}</td>
                <td><span class=${badges[state]}>${state}</span></td>
                <td class="optional">${priority}</td>
                <td class="muted">${agoText(updated)}</td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

function agoText(minutes: number): string {
  return minutes < 60 ? agoFormat.format(-minutes, 'minute') : agoFormat.format(-Math.floor(minutes / 60), 'hour');
}
