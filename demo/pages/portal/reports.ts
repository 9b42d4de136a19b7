import type { Page, ReportEvent, ReportOutcome } from 'chat-monitor-elements/contract';
import { html, render, type TemplateResult } from 'lit';
import { call, textOf } from '../shared/api.js';
import { slotUrl } from '../shared/slot.js';
import { momentText } from '../shared/texts.js';
import { find } from '../shared/find.js';

const badges: Readonly<Record<ReportOutcome, string>> = {
  performing: 'badge',
  done: 'badge positive',
  refused: 'badge danger',
  failed: 'badge danger',
  unknown: 'badge caution',
};

/** The portal's own report: the newest Report_Events, as the backend keeps them. */
export function startReports(): void {
  const refresh = (): void => void drawReports();
  find('#refresh-reports').addEventListener('click', refresh);
  addEventListener('hashchange', () => {
    if (location.hash === '#reports') refresh();
  });
  if (location.hash === '#reports') refresh();
}

async function drawReports(): Promise<void> {
  const target = find('#report-list');
  try {
    const { items } = await call<Page<ReportEvent>>(slotUrl('api/v1/report-events?limit=50'));
    render(items.length > 0 ? reportTable(items) : nothingYet(), target);
  } catch (thrown) {
    render(
      html`<div class="empty" role="alert"><strong>No report</strong><span>${textOf(thrown)}</span></div>`,
      target,
    );
  }
}

function nothingYet(): TemplateResult {
  return html`
    <div class="empty">
      <strong>Nothing recorded yet</strong>
      <span>Each transfer, assignment and release from the dashboard is listed here.</span>
    </div>
  `;
}

function reportTable(events: readonly ReportEvent[]): TemplateResult {
  return html`
    <div class="table-scroll" tabindex="0" role="region" aria-label="Report table">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Started</th>
            <th scope="col">Event</th>
            <th scope="col">By</th>
            <th scope="col" class="optional">From</th>
            <th scope="col">To</th>
            <th scope="col" class="optional">Company</th>
            <th scope="col">Outcome</th>
          </tr>
        </thead>
        <tbody>
          ${events.map(
            (event) => html`
              <tr>
                <td class="muted">${momentText(event.startedAt)}</td>
                <td>${event.form.event} <span class="muted">${event.form.eventId}</span></td>
                <td>${event.actor.name}</td>
                <td class="optional">${event.from?.name ?? '–'}</td>
                <td>${event.to?.name ?? '–'}</td>
                <td class="optional">${event.form.company}</td>
                <td><span class=${badges[event.outcome]}>${event.outcome}</span></td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}
