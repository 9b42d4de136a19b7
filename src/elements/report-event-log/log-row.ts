import { html, nothing, type TemplateResult } from 'lit';
import type { ReportEvent } from '../../contract/index.js';
import type { ReportEntry } from '../../monitor/types.js';
import { icon } from '../shared/icon.js';
import { chevronDown, chevronUp, send } from '../shared/icons.js';
import type { Texts } from '../shared/texts/texts.js';
import { deliverySign, outcomeSign } from './log-signs.js';
import { fullTimeText } from './log-times.js';
import { recordDetails } from './record-details.js';

export const logColumns = ['time', 'event', 'chat', 'actor', 'move', 'outcome', 'delivery'] as const;

/** All that a row shows. */
export interface RowModel {
  readonly entry: ReportEntry;
  readonly requester: string | undefined;
  readonly open: boolean;
  /** The one row that Tab leads to. */
  readonly current: boolean;
  /** The day, where the row is the first of it. */
  readonly day: string | undefined;
}

export interface RowActions {
  readonly toggle: (id: string) => void;
  readonly retry: (id: string) => void;
}

/** One record, and below it all its fields where it is open. `now`: epoch ms, backend clock. */
export function logRow(row: RowModel, texts: Texts, now: number, actions: RowActions): TemplateResult {
  const { entry, requester, open, day } = row;
  const { event } = entry;
  return html`${
      day === undefined
        ? nothing
        : html`<div class="day muted" role="row">
            <div role="cell" aria-colspan=${logColumns.length}><bdi>${day}</bdi></div>
          </div>`
    }
    <div class="row ${open ? 'open' : ''}" role="row" part="row" data-id=${event.id}>
      <div class="cell time" role="rowheader" data-full=${fullTimeText(event.startedAt, texts.locale)}>
        ${toggleButton(row, texts, now, actions)}
      </div>
      <div class="cell event" role="cell"><bdi class="cut">${eventName(event, texts)}</bdi></div>
      <div class="cell chat" role="cell">
        ${requester === undefined ? nothing : html`<bdi class="cut requester">${requester}</bdi>`}
        <bdi class="cut muted id">${event.chatId}</bdi>
      </div>
      <div class="cell actor" role="cell"><bdi class="cut">${event.actor.name}</bdi></div>
      <div class="cell move" role="cell">${move(event, texts)}</div>
      <div class="cell outcome" role="cell">
        ${outcomeSign(event.outcome, texts)}
        ${event.errorCode ? html`<bdi class="cut muted">${event.errorCode}</bdi>` : nothing}
      </div>
      <div class="cell delivery" role="cell">${delivery(entry, requester, texts, actions)}</div>
    </div>
    ${
      open
        ? html`<div class="details" role="row">
            <div role="cell" aria-colspan=${logColumns.length}>${recordDetails(entry, requester, texts)}</div>
          </div>`
        : nothing
    }`;
}

function toggleButton(row: RowModel, texts: Texts, now: number, { toggle }: RowActions): TemplateResult {
  const { entry, open, current } = row;
  const { id, startedAt } = entry.event;
  return html`<button
    class="toggle"
    type="button"
    tabindex=${current ? '0' : '-1'}
    aria-expanded=${open ? 'true' : 'false'}
    aria-label=${texts.t('log.details', texts.time(startedAt, now))}
    @click=${() => toggle(id)}
  >
    ${icon(open ? chevronUp : chevronDown)}<time datetime=${new Date(startedAt).toISOString()}
      ><bdi>${texts.time(startedAt)}</bdi></time
    >
  </button>`;
}

/** As the installation calls it, else by the command. */
function eventName({ form, command }: ReportEvent, texts: Texts): string {
  return form.event.trim() === '' ? texts.t(`log.command.${command}`) : form.event;
}

function move({ from, to }: ReportEvent, texts: Texts): TemplateResult | typeof nothing {
  if (!from && !to) return nothing;
  return html`${from ? html`<bdi class="cut">${from.name}</bdi>` : nothing}
  ${
    to
      ? html`<span class="arrow"></span><span class="visually-hidden">${texts.t('log.to')}</span>
          <bdi class="cut">${to.name}</bdi>`
      : nothing
  }`;
}

function delivery(
  { event, delivery: state, attempts, reason }: ReportEntry,
  requester: string | undefined,
  texts: Texts,
  { retry }: RowActions,
): TemplateResult {
  const tries = state === 'delivered' || attempts === 0 ? [] : [texts.t('log.attempts', attempts)];
  const more = state === 'refused' ? [reason, ...tries] : [...tries, reason];
  return html`${deliverySign(state, texts)}
    <bdi class="cut muted more">${more.filter((part) => part !== undefined).join(' · ')}</bdi>
    ${
      state === 'refused'
        ? html`<button
            class="button quiet square retry"
            type="button"
            aria-label=${texts.t('log.retry.one', eventName(event, texts), requester ?? event.chatId)}
            title=${texts.t('log.retry')}
            @click=${() => retry(event.id)}
          >
            ${icon(send)}
          </button>`
        : nothing
    }`;
}
