import { html, render } from 'lit';
import { tickets } from './ticket-data.js';
import { ticketTable } from './tickets.js';
import { find } from '../shared/find.js';

const services = [
  { name: 'E-mail and calendar', state: 'Operational', badge: 'badge positive' },
  { name: 'Single sign-on', state: 'Degraded', badge: 'badge caution' },
  { name: 'VPN', state: 'Operational', badge: 'badge positive' },
  { name: 'File storage', state: 'Operational', badge: 'badge positive' },
  { name: 'Warehouse scanners', state: 'Operational', badge: 'badge positive' },
];

export function drawHome(): void {
  render(ticketTable(tickets.slice(0, 5)), find('#recent-tickets'));
  render(
    services.map(({ name, state, badge }) => html`<li><span>${name}</span><span class=${badge}>${state}</span></li>`),
    find('#services'),
  );
}
